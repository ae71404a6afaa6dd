import { NIL, exact, usd, wire } from "../exact.ts";
import type { Markets } from "../market/markets.ts";
import type { ClearinghouseState } from "../wire/clearinghouse.ts";
import type { Account } from "./account.ts";
import { leverageOf, liquidationPrice, mainDexPositions, marginOf } from "./margin.ts";

function emptySummary() {
  return { accountValue: "0.0", totalNtlPos: "0.0", totalRawUsd: "0.0", totalMarginUsed: "0.0" };
}

/** `clearinghouseState` of an account nobody ever used, and of every account on another dex. */
export function emptyClearinghouseState(time: number): ClearinghouseState {
  return {
    marginSummary: emptySummary(),
    crossMarginSummary: emptySummary(),
    crossMaintenanceMarginUsed: "0.0",
    withdrawable: "0.0",
    assetPositions: [],
    time,
  };
}

/** The answer to `clearinghouseState` at the present marks. */
export function clearinghouseStateOf(account: Account, markets: Markets, time: number): ClearinghouseState {
  const margin = marginOf(account, markets);
  const summary = {
    accountValue: usd(margin.accountValue),
    totalNtlPos: usd(margin.notional),
    totalRawUsd: usd(margin.rawUsd),
    totalMarginUsed: usd(margin.marginUsed),
  };
  const assetPositions = mainDexPositions(account, markets).map((position) => {
    const market = markets.get(position.coin);
    const setting = leverageOf(account, position.coin, markets);
    const value = position.size.abs().times(market.mark);
    const pnl = position.size.times(market.mark.minus(position.entryPx));
    const used = value.div(setting.value);
    const entryMargin = position.size.abs().times(position.entryPx).div(setting.value);
    const liquidation = liquidationPrice(account, position, markets);
    const { type, value: leverage } = setting;
    const rawUsd = usd(used.minus(position.size.times(market.mark)));
    const funding = usd(position.fundingPaid);
    return {
      type: "oneWay" as const,
      position: {
        coin: position.coin,
        szi: wire(position.size),
        leverage: type === "cross" ? { type, value: leverage } : { type, value: leverage, rawUsd },
        entryPx: wire(position.entryPx.toSignificantDigits(6)),
        positionValue: usd(value),
        unrealizedPnl: usd(pnl),
        returnOnEquity: wire(entryMargin.isZero() ? NIL : exact(pnl).div(entryMargin), 10),
        liquidationPx: liquidation === null ? null : wire(liquidation.toSignificantDigits(10), 10),
        marginUsed: usd(used),
        maxLeverage: market.spec.maxLeverage,
        cumFunding: { allTime: funding, sinceOpen: funding, sinceChange: funding },
      },
    };
  });
  return {
    marginSummary: summary,
    crossMarginSummary: summary,
    crossMaintenanceMarginUsed: usd(margin.maintenance),
    withdrawable: usd(margin.withdrawable),
    assetPositions,
    time,
  };
}
