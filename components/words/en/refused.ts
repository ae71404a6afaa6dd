import type { RejectReason } from "../../../lib/model/order.ts";

interface Refusal {
  /** What happened; follows "Failed: ". */
  readonly what: string;
  /** What becomes of growth: it is judged again by itself, or it is left out. */
  readonly growth: "waits" | "left-out";
  /** What the user can do, where he can do something. */
  readonly advice?: string;
}

/** What it means that the venue refused an order, for every reason that is known. */
const refusals: Record<RejectReason, Refusal> = {
  "below-minimum": { what: "the order was below the venue’s minimum.", growth: "left-out" },
  "insufficient-margin": {
    what: "the account has too little free margin.",
    growth: "left-out",
    advice: "Deposit at the exchange or lower the allocation to copy more.",
  },
  "reduce-only-would-increase": {
    what: "the position was already smaller than the order.",
    growth: "waits",
    advice: "The account is read again first.",
  },
  "bad-price": { what: "the venue did not take the price.", growth: "left-out" },
  "bad-size": { what: "the venue did not take the size.", growth: "left-out" },
  "unknown-instrument": { what: "the venue does not know the instrument.", growth: "left-out" },
  delisted: { what: "the venue no longer lists the instrument.", growth: "left-out" },
  "duplicate-id": { what: "the venue already had an order with this id.", growth: "left-out" },
  "no-market-data": { what: "there was no order book to fill against.", growth: "waits" },
  expired: { what: "the order reached the venue after its expiry.", growth: "waits" },
  "price-too-far": {
    what: "the price limit was too far from the exchange’s reference price.",
    growth: "left-out",
  },
  "open-interest-cap": {
    what: "the exchange takes no larger positions in this instrument for now.",
    growth: "left-out",
  },
  "margin-tier": {
    what: "the position would be too large for the leverage that is set.",
    growth: "left-out",
    advice: "Lower the instrument’s leverage at the exchange to hold more.",
  },
  "address-limit": {
    what: "the exchange takes no more requests from this account for now.",
    growth: "waits",
    advice: "Trading volume frees more.",
  },
  "too-many-orders": {
    what: "the account has as many open orders as the exchange allows.",
    growth: "left-out",
    advice: "Cancel some at the exchange.",
  },
  nonce: { what: "the order had no number to be signed under.", growth: "left-out" },
  "not-approved": {
    what: "the key may not trade for this account, or no longer.",
    growth: "left-out",
    advice: "Check the account’s key.",
  },
  maintenance: { what: "the exchange is under maintenance.", growth: "waits" },
  banned: {
    what: "the exchange refuses orders from this connection.",
    growth: "left-out",
    advice: "Close the position at the exchange if you must.",
  },
  other: { what: "the venue refused it for a reason that Pilotfish does not know.", growth: "left-out" },
};

/** One sentence each: what happened, what it means for the position, what happens next. */
export function rejected(reason: RejectReason | null, order: "growth" | "reduction"): string {
  const { what, growth, advice } = refusals[reason ?? "other"];
  const grows = growth === "waits" ? "It is judged again by itself." : "This part is not copied.";
  const meaning =
    order === "growth"
      ? `Nothing was traded and the position is as before. ${grows}`
      : "Nothing was traded and the position is still open. The reduction is tried again by itself.";
  return `Failed: ${what} ${meaning}${advice === undefined ? "" : ` ${advice}`}`;
}
