import { NIL, exact, type Exact } from "../exact.ts";
import type { Markets } from "../market/markets.ts";
import type { Account, LeverageSetting } from "./account.ts";
import type { Position } from "./position.ts";

/** The margin arithmetic of one account at the present marks, USD. All positions count as cross. */
export interface MarginView {
  readonly accountValue: Exact;
  readonly notional: Exact;
  /** accountValue less the signed worth of the positions. */
  readonly rawUsd: Exact;
  readonly marginUsed: Exact;
  readonly maintenance: Exact;
  readonly withdrawable: Exact;
}

const DEFAULT_LEVERAGE = 20;

export function leverageOf(account: Account, coin: string, markets: Markets): LeverageSetting {
  const market = markets.find(coin);
  const type = market?.rules.onlyIsolated === true ? "isolated" : "cross";
  return (
    account.leverage.get(coin) ?? { type, value: Math.min(DEFAULT_LEVERAGE, market?.spec.maxLeverage ?? 1) }
  );
}

/** Positions of the main dex; those of other dexes have their own state. */
export function mainDexPositions(account: Account, markets: Markets): Position[] {
  return [...account.positions.values()].filter((position) => markets.find(position.coin) !== undefined);
}

/** Half of the initial margin at the highest leverage. */
function maintenanceFraction(maxLeverage: number): Exact {
  return exact(1).div(2 * maxLeverage);
}

export function marginOf(account: Account, markets: Markets): MarginView {
  let accountValue = account.cash;
  let notional = NIL;
  let net = NIL;
  let marginUsed = NIL;
  let maintenance = NIL;
  for (const position of mainDexPositions(account, markets)) {
    const market = markets.get(position.coin);
    const value = position.size.abs().times(market.mark);
    accountValue = accountValue.plus(position.size.times(market.mark.minus(position.entryPx)));
    notional = notional.plus(value);
    net = net.plus(position.size.times(market.mark));
    marginUsed = marginUsed.plus(value.div(leverageOf(account, position.coin, markets).value));
    maintenance = maintenance.plus(value.times(maintenanceFraction(market.spec.maxLeverage)));
  }
  const free = accountValue.minus(marginUsed.gt(notional.div(10)) ? marginUsed : notional.div(10));
  return {
    accountValue,
    notional,
    rawUsd: accountValue.minus(net),
    marginUsed,
    maintenance,
    withdrawable: free.gt(0) ? free : NIL,
  };
}

/** The mark at which the account would be liquidated if only this instrument moved; null when none. */
export function liquidationPrice(account: Account, position: Position, markets: Markets): Exact | null {
  const market = markets.find(position.coin);
  if (market === undefined) return null;
  const side = position.size.isPositive() ? 1 : -1;
  const margin = marginOf(account, markets);
  const available = margin.accountValue.minus(margin.maintenance);
  const share = maintenanceFraction(market.spec.maxLeverage);
  const px = market.mark.minus(
    available
      .div(position.size.abs())
      .times(side)
      .div(exact(1).minus(share.times(side))),
  );
  return px.gt(0) ? px : null;
}
