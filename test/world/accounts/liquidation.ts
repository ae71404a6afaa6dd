import type { Exchange } from "../exchange.ts";
import { usd, wire } from "../exact.ts";
import { anyPrice, takeFrom } from "../trading/match.ts";
import { cancelOrder } from "../trading/cancel-order.ts";
import { settle, type Execution } from "../trading/settlement.ts";
import type { Account } from "./account.ts";
import { mainDexPositions, marginOf } from "./margin.ts";

/** Closes everything of an account whose value fell below its maintenance margin. */
export function liquidateIfDue(exchange: Exchange, account: Account): void {
  if (!account.liquidatable || account.positions.size === 0) return;
  const margin = marginOf(account, exchange.markets);
  if (margin.notional.isZero() || margin.accountValue.gte(margin.maintenance)) return;
  const event = {
    lid: exchange.ids.tid(),
    liquidator: exchange.stranger(exchange.ids.tid()),
    liquidated_user: account.address,
    liquidated_ntl_pos: usd(margin.notional),
    liquidated_account_value: usd(margin.accountValue),
  };
  for (const order of account.openOrders()) cancelOrder(exchange, account, order, "liquidatedCanceled");
  for (const position of mainDexPositions(account, exchange.markets))
    closeOut(exchange, account, position.coin);
  exchange.hub.publish(`userEvents|${account.address}`, "user", () => ({ liquidation: event }));
}

function closeOut(exchange: Exchange, account: Account, coin: string): void {
  const market = exchange.markets.get(coin);
  const held = account.size(coin);
  const side = held.gt(0) ? "A" : "B";
  const opposite = side === "B" ? "ask" : "bid";
  const oid = exchange.ids.oid();
  const liquidation = { liquidatedUser: account.address, markPx: wire(market.mark), method: "market" };
  const taken = takeFrom(exchange, market, opposite, anyPrice(opposite), held.abs(), account.address);
  const left = taken.reduce((rest, part) => rest.minus(part.size), held.abs());
  // What the book cannot take goes to the backstop at the mark.
  if (left.gt(0)) taken.push({ px: market.mark, size: left });
  settle(
    exchange,
    account,
    taken.map(({ px, size }): Execution => ({ coin, side, px, size, crossed: true, oid, liquidation })),
  );
}
