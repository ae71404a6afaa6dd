import { wire, type Exact } from "../exact.ts";

export type OrderState =
  | "open"
  | "filled"
  | "canceled"
  | "triggered"
  | "marginCanceled"
  | "reduceOnlyCanceled"
  | "liquidatedCanceled"
  | "delistedCanceled"
  | "iocCancelRejected"
  | "badAloPxRejected"
  | "minTradeNtlRejected"
  | "perpMarginRejected"
  | "reduceOnlyRejected"
  | "badTriggerPxRejected"
  | "positionIncreaseAtOpenInterestCapRejected"
  | "perpMaxPositionRejected"
  | "oracleRejected";

/** An order the exchange took notice of, as long as it remembers it. */
export interface OrderRecord {
  readonly oid: number;
  readonly cloid: string | undefined;
  readonly coin: string;
  readonly side: "A" | "B";
  readonly limitPx: Exact;
  readonly size: Exact;
  remaining: Exact;
  readonly reduceOnly: boolean;
  readonly tif: "Gtc" | "Ioc" | "Alo" | "FrontendMarket" | null;
  readonly trigger:
    | {
        readonly px: Exact;
        readonly kind: "tp" | "sl";
        readonly isMarket: boolean;
        /** The mark has reached it: it is an order like others now. */
        readonly fired: boolean;
      }
    | undefined;
  readonly time: number;
  status: OrderState;
  statusTime: number;
}

/** The short form: `openOrders`, `orderUpdates`. */
export function basicOrder(order: OrderRecord) {
  return {
    coin: order.coin,
    side: order.side,
    limitPx: wire(order.limitPx),
    sz: wire(order.remaining),
    oid: order.oid,
    timestamp: order.time,
    origSz: wire(order.size),
    ...(order.cloid === undefined ? {} : { cloid: order.cloid }),
    ...(order.reduceOnly ? { reduceOnly: true } : {}),
  };
}

function orderType(order: OrderRecord): string {
  if (order.trigger === undefined) return order.tif === "FrontendMarket" ? "Market" : "Limit";
  const kind = order.trigger.kind === "tp" ? "Take Profit" : "Stop";
  return `${kind} ${order.trigger.isMarket ? "Market" : "Limit"}`;
}

/** A take-profit sell and a stop buy wait for a price above, the others for one below. */
export function triggersAbove(kind: "tp" | "sl", side: "A" | "B"): boolean {
  return (kind === "tp") === (side === "A");
}

function triggerCondition({ trigger, side }: OrderRecord): string {
  if (trigger === undefined) return "N/A";
  return `Price ${triggersAbove(trigger.kind, side) ? "above" : "below"} ${wire(trigger.px)}`;
}

/** The long form: `frontendOpenOrders`, `orderStatus`, `historicalOrders`. */
export function frontendOrder(order: OrderRecord) {
  const px = order.trigger === undefined ? "0.0" : wire(order.trigger.px);
  return {
    coin: order.coin,
    side: order.side,
    limitPx: wire(order.limitPx),
    sz: wire(order.remaining),
    oid: order.oid,
    timestamp: order.time,
    triggerCondition: triggerCondition(order),
    isTrigger: order.trigger !== undefined,
    triggerPx: px,
    children: [],
    isPositionTpsl: false,
    reduceOnly: order.reduceOnly,
    orderType: orderType(order),
    origSz: wire(order.size),
    tif: order.tif,
    cloid: order.cloid ?? null,
  };
}
