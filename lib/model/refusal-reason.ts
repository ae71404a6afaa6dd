import { z } from "zod";

/** Why a venue refused a protective stop, its removal, or a leverage; an order's own list is RejectReason. */
export const RefusalReason = z.enum([
  /** The instrument takes no such leverage or margin mode. */
  "bad-leverage",
  /** It can't be switched while something is held there. */
  "position-open",
  /** The mark has passed the trigger already, or it is no price for a trigger. */
  "trigger-not-valid",
  /** The stop in whose place it was to come rests no longer. */
  "replaced-gone",
  /** It never left this computer. */
  "not-sent",
  // The same as of an order.
  "below-minimum",
  "insufficient-margin",
  "reduce-only-would-increase",
  "bad-price",
  "bad-size",
  "unknown-instrument",
  "delisted",
  "price-too-far",
  "margin-tier",
  "expired",
  "address-limit",
  "too-many-orders",
  "nonce",
  "not-approved",
  "maintenance",
  "banned",
  "other",
]);
export type RefusalReason = z.infer<typeof RefusalReason>;
