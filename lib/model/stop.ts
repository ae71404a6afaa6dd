import { z } from "zod";
import { DecimalString } from "./decimal.ts";
import { AccountId, ClientOrderId, InstrumentId, Millis } from "./identity.ts";
import { Side } from "./leader.ts";
import { RefusalReason } from "./refusal-reason.ts";

/**
 * position-stop: the nearest stop-loss of the follows that hold the instrument. disaster: none of them has one; it
 * stands between the mark and the liquidation price.
 */
export const StopBasis = z.enum(["position-stop", "disaster"]);
export type StopBasis = z.infer<typeof StopBasis>;

/**
 * A protective stop that rests at the venue: a reduce-only order that becomes an immediate limit order when the mark
 * passes the trigger. One per account and instrument, for what its follows hold together. It is not the order in
 * flight.
 */
export const StopOrder = z.object({
  clientOrderId: ClientOrderId,
  accountId: AccountId,
  instrument: InstrumentId,
  /** From the same counter as the orders of the instrument. */
  sequence: z.number().int().positive(),
  /** sell: protects a long position. */
  side: Side,
  /** Coins, above 0, whole lots. */
  size: DecimalString,
  /** USD; sell: fires at or below it. */
  triggerPrice: DecimalString,
  /** USD; the worst price at which it may fill once it fired. */
  limitPrice: DecimalString,
  basis: StopBasis,
  /** The resting stop in whose place it comes, changed by the venue in one act; null where none rests. */
  replaces: ClientOrderId.nullable(),
  /** The signer's number; see Intent. */
  nonce: z.number().int().nonnegative(),
  committedAt: Millis,
  /** Our clock after which it may no longer be sent, and the venue no longer accepts it. */
  expiresAt: Millis,
});
export type StopOrder = z.infer<typeof StopOrder>;

/**
 * committed: durable, being sent by the life that committed it. unknown: perhaps sent, no readable answer. resting:
 * the venue showed it. cancelling: asked to be removed, no answer yet. The others are final.
 */
export const StopStatus = z.enum([
  "committed",
  "unknown",
  "resting",
  "cancelling",
  "fired",
  "cancelled",
  "replaced",
  "rejected",
  "not-sent",
  "absent",
]);
export type StopStatus = z.infer<typeof StopStatus>;

export const StopRow = z.object({
  stop: StopOrder,
  status: StopStatus,
  statusAt: Millis,
  /** Our clock when the venue last showed it resting; null before. */
  seenRestingAt: Millis.nullable(),
  detail: z.string().max(500).nullable(),
});
export type StopRow = z.infer<typeof StopRow>;

declare const approvedStop: unique symbol;
declare const committedStop: unique symbol;

/** A stop that the engine wants. Only the engine makes one. */
export type ApprovedStop = StopOrder & { readonly [approvedStop]: true };
/** One that is durable in the journal. Only the journal's commit makes one. */
export type CommittedStop = ApprovedStop & { readonly [committedStop]: true };

/** The wish to remove a resting stop. Repeating it does no harm: what is gone stays gone. */
export const StopCancel = z.object({
  accountId: AccountId,
  instrument: InstrumentId,
  /** The stop that is to go: one of ours, or an orphan with our mark. */
  clientOrderId: ClientOrderId,
  nonce: z.number().int().nonnegative(),
  expiresAt: Millis,
});
export type StopCancel = z.infer<typeof StopCancel>;

/** A stop as a venue shows it among the orders that rest. */
export const RestingStop = z.object({
  side: Side,
  size: DecimalString,
  triggerPrice: DecimalString,
  limitPrice: DecimalString,
  reduceOnly: z.boolean(),
});
export type RestingStop = z.infer<typeof RestingStop>;

const ofStop = { accountId: AccountId, at: Millis, instrument: InstrumentId, clientOrderId: ClientOrderId };

/** What a venue tells of a stop. `at` is our clock when it arrived. Its fills come as fills of the account. */
export const StopReport = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("stop-resting"), ...ofStop }),
  /** It never rested: the venue said no. Where it was to replace one, `replacedStands` says whether that still rests. */
  z.object({
    kind: z.literal("stop-rejected"),
    ...ofStop,
    replacedStands: z.boolean().nullable(),
    /** Absent where the venue's words are plain themselves, as paper's are. */
    reason: RefusalReason.optional(),
    detail: z.string().max(500),
  }),
  /** It rests no longer. fired: it became an order, filled or not. cancelled: by us, by hand or by the venue, and nothing of it was sold. */
  z.object({ kind: z.literal("stop-ended"), ...ofStop, how: z.enum(["fired", "cancelled"]) }),
  /** One reading in which the venue knew neither it nor a fill of it. */
  z.object({ kind: z.literal("stop-not-found"), ...ofStop }),
  /** It was never sent, for certain; `detail` is why, where that is known. */
  z.object({ kind: z.literal("stop-not-sent"), ...ofStop, detail: z.string().max(500).optional() }),
  /** No readable answer came: to placing it, removing it or looking it up. */
  z.object({ kind: z.literal("stop-unknown"), ...ofStop, detail: z.string().max(500) }),
]);
export type StopReport = z.infer<typeof StopReport>;

/** A venue's protective stops. Like `submit` nothing here throws: every outcome is a report. */
export interface StopDesk {
  /** Hands a stop over, once: `stop-resting`, `stop-rejected`, `stop-ended` (it fired at once), `stop-not-sent`, `stop-unknown`. */
  placeStop(stop: CommittedStop): Promise<StopReport>;
  /** `stop-ended`, `stop-not-found`, `stop-not-sent` or `stop-unknown`. */
  cancelStop(cancel: StopCancel): Promise<StopReport>;
  /** `stop-resting`, `stop-ended`, `stop-rejected`, `stop-not-found` or `stop-unknown`. */
  lookupStop(stop: StopOrder): Promise<StopReport>;
}
