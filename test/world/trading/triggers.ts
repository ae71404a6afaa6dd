import type { Account } from "../accounts/account.ts";
import type { Exchange } from "../exchange.ts";
import { runOrder } from "./place-order.ts";
import { triggersAbove, type OrderRecord } from "./order-record.ts";
import { noteOrder } from "./settlement.ts";

function isDue(exchange: Exchange, order: OrderRecord): boolean {
  if (order.trigger === undefined || order.trigger.fired || order.status !== "open") return false;
  const mark = exchange.markets.mark(order.coin);
  return triggersAbove(order.trigger.kind, order.side)
    ? mark.gte(order.trigger.px)
    : mark.lte(order.trigger.px);
}

/** Sends the trigger orders whose price the mark has reached. */
export function fireTriggers(exchange: Exchange, account: Account): void {
  for (const order of account.openOrders()) {
    if (!isDue(exchange, order)) continue;
    const held = account.size(order.coin);
    const reduces = order.side === "B" ? held.lt(0) : held.gt(0);
    if (order.reduceOnly && !reduces) {
      noteOrder(exchange, account, order, "reduceOnlyCanceled");
      continue;
    }
    noteOrder(exchange, account, order, "triggered");
    const tif = order.trigger?.isMarket === true ? "Ioc" : "Gtc";
    const trigger = order.trigger === undefined ? undefined : { ...order.trigger, fired: true };
    runOrder(exchange, account, exchange.markets.get(order.coin), { ...order, tif, trigger });
  }
}
