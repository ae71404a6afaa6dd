import { z } from "zod";
import { DecimalString } from "./decimal.ts";

/** The reasons for which growth is not bought. Each names an entry limit, an exit rule or a state. */
export const ForgoneReason = z.enum([
  "paused",
  "halted",
  /** The follow was stopped and only follows the leader out. */
  "leaving",
  "instrument-not-allowed",
  /** Long only, short only. */
  "side-not-allowed",
  "unknown-instrument",
  "delisted",
  "leader-equity-stale",
  "leader-equity-not-positive",
  /** A fall of the leader's equity that his results don't explain holds growth. */
  "leader-equity-fell",
  "clock-off",
  "age",
  "slippage",
  "depth",
  "no-price",
  "below-minimum",
  "max-order",
  "max-position",
  "max-notional",
  "max-leverage",
  /** allocation * the leader's own leverage in the instrument. */
  "leader-leverage",
  "max-positions",
  "max-orders-per-minute",
  /** The same limits, set on the account over all its follows. */
  "account-instrument-not-allowed",
  "account-age",
  "account-slippage",
  "account-max-order",
  "account-max-position",
  "account-max-notional",
  "account-max-leverage",
  "account-max-positions",
  "account-max-orders-per-minute",
  /** The account's equity, of which the allocation is a share, is not known. */
  "account-equity-unknown",
  /** The user holds a position of his own there. */
  "own-position",
  /** An exit rule whose action is no more growth, or that closed, has tripped. */
  "guardrail",
  /** An existing position that was not better than the leader's entry. */
  "price-not-better",
  "rejected",
  /** The paper account's margin did not do; no-margin: a real one's. */
  "paper-account-empty",
  "no-margin",
  /** The real account's orders cannot be signed, or only reductions may be: see AccountAccess. */
  "account-locked",
  "key-unchecked",
  "key-restricted",
  "key-unusable",
  /** Our clock and the venue's are too far apart, or a question to it takes too long. */
  "venue-clock-off",
  "venue-slow",
  /** The venue refused the leverage or margin mode that the follow wants there. */
  "leverage-refused",
  "closed-by-hand",
  "liquidated",
  "stop-loss",
  "take-profit",
  /** The stop between the mark and the liquidation price fired at the venue. */
  "disaster-stop",
]);
export type ForgoneReason = z.infer<typeof ForgoneReason>;

/** A part of F, signed coins along the follow. */
export const ForgonePart = z.object({ reason: ForgoneReason, size: DecimalString });
export type ForgonePart = z.infer<typeof ForgonePart>;
