import type { Account } from "../accounts/account.ts";
import { exact } from "../exact.ts";
import type { Exchange } from "../exchange.ts";
import type { Market } from "../market/market.ts";
import { triggersAbove, type OrderRecord, type OrderState } from "./order-record.ts";
import type { OrderRequest } from "./order-request.ts";

/** A new order of an account, as a request asks for it; not remembered yet. */
export function recordOf(
  exchange: Exchange,
  account: Account,
  market: Market,
  request: OrderRequest,
): OrderRecord {
  const asked = exact(request.s);
  // Size 0 with reduce-only stands for the whole position.
  const size = request.r && asked.isZero() ? account.size(market.spec.coin).abs() : asked;
  const stamp = exchange.clock.stamp();
  return {
    oid: exchange.ids.oid(),
    cloid: request.c ?? undefined,
    coin: market.spec.coin,
    side: request.b ? "B" : "A",
    limitPx: exact(request.p),
    size,
    remaining: size,
    reduceOnly: request.r,
    tif: "limit" in request.t ? request.t.limit.tif : null,
    trigger:
      "trigger" in request.t
        ? {
            px: exact(request.t.trigger.triggerPx),
            kind: request.t.trigger.tpsl,
            isMarket: request.t.trigger.isMarket,
            fired: false,
          }
        : undefined,
    time: stamp,
    status: "open",
    statusTime: stamp,
  };
}

/** What is judged of an order before it meets the book. */
export function termsOf({ side, limitPx, size, reduceOnly, trigger }: OrderRecord) {
  const above = trigger !== undefined && triggersAbove(trigger.kind, side);
  return {
    isBuy: side === "B",
    px: limitPx,
    size,
    reduceOnly,
    trigger: trigger === undefined ? undefined : { px: trigger.px, above },
  };
}

/** What a refused order is remembered as. What is wrong in itself (form, rounding) is not remembered. */
const REMEMBERED: readonly (readonly [words: string, status: OrderState])[] = [
  ["Order must have minimum value", "minTradeNtlRejected"],
  ["Insufficient margin", "perpMarginRejected"],
  ["Reduce only order", "reduceOnlyRejected"],
  ["Invalid TP/SL price", "badTriggerPxRejected"],
  ["Order would increase open interest", "positionIncreaseAtOpenInterestCapRejected"],
  ["Order would cause position to exceed margin tier", "perpMaxPositionRejected"],
  ["Order price cannot be more than", "oracleRejected"],
];

export function refusedAs(words: string): OrderState | undefined {
  return REMEMBERED.find(([start]) => words.startsWith(start))?.[1];
}
