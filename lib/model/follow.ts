import { z } from "zod";
import { DecimalString, decimal } from "./decimal.ts";
import { AccountId, FollowId, InstrumentId, LeaderId, Millis, PAPER_ACCOUNT } from "./identity.ts";

function positive(what: string) {
  return DecimalString.refine((text) => decimal(text).gt(0), `${what} must be above 0.`);
}

/** How a leader's growth becomes the follow's. */
export const Sizing = z.discriminatedUnion("kind", [
  /** allocation / leader's equity at the moment of the growth. */
  z.object({ kind: z.literal("equity-proportional") }),
  /** A constant: own coins per leader's coin. */
  z.object({ kind: z.literal("fixed-ratio"), ratio: positive("The ratio") }),
  /** Notional in USD for a whole position, whatever the leader's size. */
  z.object({ kind: z.literal("fixed-amount"), amount: positive("The amount") }),
]);
export type Sizing = z.infer<typeof Sizing>;

/** Entry limits: they judge growth when it comes, and never trim what is held. */
export const EntryLimits = z.object({
  /** Sum of the follow's target notionals over its allocation; 1 to 50. */
  maxLeverage: z.number().min(0.1, "At least 0.1x.").max(50, "At most 50x."),
  /** Largest target notional in one instrument, USD. */
  maxPosition: positive("The largest position"),
  /** Worst price against the leader's, in basis points. */
  maxSlippageBps: z.number().min(0.1, "At least 0.1 bps.").max(1_000, "At most 1,000 bps."),
  /** Oldest news that is still bought, in ms. */
  maxAgeMs: z.number().int().min(1_000, "At least 1 s.").max(3_600_000, "At most an hour."),
  /** Only these instruments; null is all. */
  allowedInstruments: z.array(InstrumentId).max(500).nullable(),
});
export type EntryLimits = z.infer<typeof EntryLimits>;

/** What a user may set on a follow. */
export const FollowSettings = z.object({
  /** USD that this follow may work with. */
  allocation: positive("The allocation"),
  sizing: Sizing,
  limits: EntryLimits,
});
export type FollowSettings = z.infer<typeof FollowSettings>;

/** What one click on a leader's page starts: a simulated $1,000 of the paper account. */
export const DEFAULT_SETTINGS: FollowSettings = FollowSettings.parse({
  allocation: "1000",
  sizing: { kind: "equity-proportional" },
  limits: {
    maxLeverage: 3,
    maxPosition: "2500",
    maxSlippageBps: 15,
    maxAgeMs: 10_000,
    allowedInstruments: null,
  },
});

/** What the paper account starts with, USD. */
export const PAPER_BALANCE: DecimalString = DecimalString.parse("10000");

/** The most follows that may exist at once (a web page may start one, so it is bounded). */
export const MAX_FOLLOWS = 20;

/**
 * starting: waits for the leader's first snapshot, nothing is copied. mirroring. paused: no growth,
 * reductions go on. closing: stopped, its positions are being closed. stopped: over, nothing of it is traded;
 * with `keep` its positions stay booked to it and are shown.
 */
export const FollowStatus = z.enum(["starting", "mirroring", "paused", "closing", "stopped"]);
export type FollowStatus = z.infer<typeof FollowStatus>;

export const Follow = z.object({
  id: FollowId,
  leaderId: LeaderId,
  accountId: AccountId.default(PAPER_ACCOUNT),
  settings: FollowSettings,
  status: FollowStatus,
  /** When it came into this status. */
  statusSince: Millis,
  createdAt: Millis,
  /** When the leader's standing positions were taken as the baseline; null before his first snapshot. */
  baselineAt: Millis.nullable(),
  /** Where the follow was started from. */
  startedFrom: z.enum(["page", "extension"]),
});
export type Follow = z.infer<typeof Follow>;

/** The reasons for which growth is not bought. Each names an entry limit or a state. */
export const ForgoneReason = z.enum([
  "paused",
  "instrument-not-allowed",
  "unknown-instrument",
  "delisted",
  "leader-equity-stale",
  "leader-equity-not-positive",
  "clock-off",
  "age",
  "slippage",
  "depth",
  "no-price",
  "below-minimum",
  "max-position",
  "max-leverage",
  "rejected",
  "paper-account-empty",
  "closed-by-hand",
  "liquidated",
]);
export type ForgoneReason = z.infer<typeof ForgoneReason>;

/** A part of F, signed coins along the follow. */
export const ForgonePart = z.object({ reason: ForgoneReason, size: DecimalString });
export type ForgonePart = z.infer<typeof ForgonePart>;

/** The books of one follow in one instrument; the letters are DESIGN's. All sizes are signed coins. */
export const FollowBook = z.object({
  followId: FollowId,
  instrument: InstrumentId,
  /** K: what stood before the follow began, in the leader's coins. */
  baseline: DecimalString,
  /** C: leader's position less the baseline, at the last evaluation. */
  copyable: DecimalString,
  /** Largest abs C since C left 0; 0 while C is 0. */
  copyablePeak: DecimalString,
  /** The leader's price when C left 0; "0" while C is 0. */
  openingPrice: DecimalString,
  /** T. */
  target: DecimalString,
  /** F in its parts, one per reason. */
  forgone: z.array(ForgonePart),
  /** A, whole lots. */
  held: DecimalString,
  /** Volume-weighted entry price of what is held; "0" when flat. */
  entryPrice: DecimalString,
  /** Volume-weighted price at which the leader did what is held; "0" when flat. */
  leaderEntryPrice: DecimalString,
  /** Size (>= 0) and volume-weighted leader's price of growth that waits. */
  waitingPrice: DecimalString,
  newestGrowthAt: Millis,
  /** After a liquidation or a stop growth is forgone until C is 0. */
  latched: z.boolean(),
  /** Attempts of the reduction under way; widens its limit. */
  reduceAttempts: z.number().int().nonnegative(),
  /** No new order for this book before this moment (after a failed reduction). */
  notBefore: Millis,
  /** USD since the follow began: closed results before fees, fees paid, funding received (+) or paid (-). */
  realised: DecimalString,
  fees: DecimalString,
  funding: DecimalString,
});
export type FollowBook = z.infer<typeof FollowBook>;

export const DecisionOutcome = z.enum([
  /** All growth (or the whole reduction) is wanted and an order is on its way. */
  "ordered",
  /** A part is ordered, a part forgone. */
  "partly",
  /** None of it will be bought. */
  "forgone",
  /** Wanted, but below the venue's minimum or a lot, or behind another order. */
  "waiting",
  /** Nothing to do: nothing of ours was copied of what he closed, or a fixed amount is already held. */
  "nothing-to-copy",
  /** Cannot be copied at all. */
  "not-copyable",
]);
export type DecisionOutcome = z.infer<typeof DecisionOutcome>;

/** Why an outcome is what it is, beyond the forgone parts. */
export const DecisionReason = z.enum([
  "below-minimum",
  "below-lot",
  "order-in-flight",
  "instrument-frozen",
  "existing-position",
  "fixed-amount-held",
  "spot",
  "other-dex",
  "outcome-market",
  "not-a-trade",
  "unknown-instrument",
  "no-price",
  "leader-not-read",
  /** He sold what had only been waiting to be bought. */
  "waiting-dropped",
  /** Wants of two follows met inside the account, at the mark and without an order. */
  "crossed-inside",
  /** What came right behind it (a pause, the leader's next act) made its order unnecessary before it was sent. */
  "overtaken",
]);
export type DecisionReason = z.infer<typeof DecisionReason>;

/** The answer to "the leader did this: what did you do, and why". Written once, never changed. */
export const Decision = z.object({
  /** Unique: the follow, the moment and a running number. */
  id: z.string().min(1).max(160),
  at: Millis,
  followId: FollowId,
  leaderId: LeaderId,
  instrument: z.string().max(60),
  /** live: from his fills. late: a net change learnt from a snapshot. own: no leader's act behind it. */
  source: z.enum(["live", "late", "own"]),
  /** The leader's position before and after, and the volume-weighted price and the time of the change. */
  leaderFrom: DecimalString,
  leaderTo: DecimalString,
  leaderPrice: DecimalString.nullable(),
  leaderTime: Millis,
  /** Keys of the leader's fills behind it. */
  fillKeys: z.array(z.string().max(160)),
  /** Leader's equity as known when growth was judged, and when it was observed; null without growth. */
  leaderEquity: DecimalString.nullable(),
  leaderEquityAt: Millis.nullable(),
  outcome: DecisionOutcome,
  reason: DecisionReason.nullable(),
  /** Approved growth (+) or shrinkage (-) of abs T, in coins. */
  targetChange: DecimalString,
  forgone: z.array(ForgonePart),
  /** Figures for the sentence: "24 bps past your 15 bps limit". */
  measured: z.number().nullable(),
  limit: z.number().nullable(),
  /** T and A after the evaluation. */
  target: DecimalString,
  held: DecimalString,
  clientOrderId: z.string().max(66).nullable(),
});
export type Decision = z.infer<typeof Decision>;
