import { z } from "zod";
import { DecimalString } from "./decimal.ts";
import { FollowSettings } from "./follow-settings.ts";
import { ForgonePart } from "./forgone.ts";
import { AccountId, FollowId, InstrumentId, LeaderId, Millis, PAPER_ACCOUNT } from "./identity.ts";

/**
 * starting: waits for the leader's first snapshot, nothing is copied. mirroring. paused: no growth,
 * reductions go on. leaving: stopped, follows the leader out: no growth, his reductions are copied until nothing
 * is held. closing: stopped, its positions are being closed. stopped: over, nothing of it is traded; with `keep`
 * its positions stay booked to it and are shown.
 */
export const FollowStatus = z.enum(["starting", "mirroring", "paused", "leaving", "closing", "stopped"]);
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
  /** Our clock at its opening orders of the last minute, oldest first. */
  recentOpenings: z.array(Millis).default([]),
});
export type Follow = z.infer<typeof Follow>;

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
  /** After a liquidation, a stop or a take-profit growth is forgone for that reason until C is 0; null when not. */
  latched: z.enum(["liquidated", "stop-loss", "take-profit", "disaster-stop"]).nullable(),
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
  /** The venue refused its order for what passes (no prices, maintenance): it is ordered again in a moment. */
  "tried-again-soon",
  "leader-not-read",
  /** Everything is halted: nothing is sent. */
  "halted",
  /** After a start nothing is ordered before journal and account agree. */
  "account-not-read",
  /** The account is stopped: another installation trades it, or its journal is damaged. */
  "account-stopped",
  /** Nothing can be signed in the account: its vault is locked, or its key was revoked, has expired or is gone. */
  "account-locked",
  "key-unusable",
  /** The venue is asked for, or told, the leverage of the instrument before anything is opened there. */
  "leverage-being-set",
  /** He is on the side that the follow does not take, or the follow is leaving. */
  "not-followed",
  /** It was too small for the venue and was raised to its smallest order. */
  "raised-to-minimum",
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
