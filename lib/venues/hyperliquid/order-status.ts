import type { RejectReason } from "../../model/order.ts";

/**
 * What the exchange says of an order (docs, "Order status"). alive: it rests, waits for its trigger, or became an
 * order. filled, cancelled: it is over, and what is not left of it was filled. missed: it found nobody to trade with.
 * refused: it never took effect.
 */
export type OrderState =
  | { readonly kind: "alive" }
  | { readonly kind: "triggered" }
  | { readonly kind: "filled" }
  | { readonly kind: "cancelled" }
  | { readonly kind: "missed" }
  | { readonly kind: "refused"; readonly reason: RejectReason; readonly words: string };

const cancelled: OrderState = { kind: "cancelled" };
const missed: OrderState = { kind: "missed" };

function refused(reason: RejectReason, words: string): OrderState {
  return { kind: "refused", reason, words };
}

/** Every documented status, decided. */
const STATES: ReadonlyMap<string, OrderState> = new Map([
  ["open", { kind: "alive" }],
  ["triggered", { kind: "triggered" }],
  ["filled", { kind: "filled" }],

  ["canceled", cancelled],
  ["marginCanceled", cancelled],
  ["vaultWithdrawalCanceled", cancelled],
  ["openInterestCapCanceled", cancelled],
  ["selfTradeCanceled", cancelled],
  ["reduceOnlyCanceled", cancelled],
  ["siblingFilledCanceled", cancelled],
  ["delistedCanceled", cancelled],
  ["liquidatedCanceled", cancelled],
  ["outcomeSettledCanceled", cancelled],
  ["scheduledCancel", cancelled],
  ["internalCancel", cancelled],

  ["iocCancelRejected", missed],
  ["marketOrderNoLiquidityRejected", missed],

  ["rejected", refused("other", "The exchange rejected the order and gave no reason.")],
  ["tickRejected", refused("bad-price", "The price is not on a tick.")],
  ["badTriggerPxRejected", refused("bad-price", "The trigger price is not valid.")],
  ["badAloPxRejected", refused("bad-price", "A post-only order would have traded at once.")],
  ["oracleRejected", refused("price-too-far", "The price is too far from the oracle's.")],
  ["minTradeNtlRejected", refused("below-minimum", "The order is below the exchange's minimum.")],
  ["perpMarginRejected", refused("insufficient-margin", "There was not enough margin for the order.")],
  ["insufficientSpotBalanceRejected", refused("insufficient-margin", "The balance was too small.")],
  [
    "perpMaxPositionRejected",
    refused("margin-tier", "The position would pass the margin tier's limit at this leverage."),
  ],
  [
    "reduceOnlyRejected",
    refused("reduce-only-would-increase", "A reduce-only order would have increased the position."),
  ],
  ["positionIncreaseAtOpenInterestCapRejected", refused("open-interest-cap", "Open interest is at its cap.")],
  ["positionFlipAtOpenInterestCapRejected", refused("open-interest-cap", "Open interest is at its cap.")],
  ["tooAggressiveAtOpenInterestCapRejected", refused("open-interest-cap", "Open interest is at its cap.")],
  ["openInterestIncreaseRejected", refused("open-interest-cap", "Open interest was growing too fast.")],
  ["tooManyOpenOrdersRejected", refused("too-many-orders", "Too many orders are open.")],
]);

/** Null for a word that is not documented: then nobody knows what became of the order. */
export function orderStateOf(status: string): OrderState | null {
  return STATES.get(status) ?? null;
}
