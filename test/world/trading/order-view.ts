import { plain } from "../exact.ts";
import type { OrderRecord, OrderState } from "./order-record.ts";

/** An order as tests look at it, whatever became of it. Numbers are canonical decimal text. */
export interface OrderView {
  readonly oid: number;
  readonly cloid: string | null;
  readonly coin: string;
  readonly side: "buy" | "sell";
  readonly size: string;
  readonly filled: string;
  readonly limitPx: string;
  readonly reduceOnly: boolean;
  /** Null for an order that waits for no mark. */
  readonly trigger: { readonly px: string; readonly kind: "tp" | "sl"; readonly fired: boolean } | null;
  readonly status: OrderState;
  /** As the exchange writes it, ms. */
  readonly placedAt: number;
}

export function viewOf(order: OrderRecord): OrderView {
  const { oid, cloid, coin, side, size, remaining, limitPx, reduceOnly, trigger, status, time } = order;
  return {
    oid,
    cloid: cloid ?? null,
    coin,
    side: side === "B" ? "buy" : "sell",
    size: plain(size),
    filled: plain(size.minus(remaining)),
    limitPx: plain(limitPx),
    reduceOnly,
    trigger:
      trigger === undefined ? null : { px: plain(trigger.px), kind: trigger.kind, fired: trigger.fired },
    status,
    placedAt: time,
  };
}
