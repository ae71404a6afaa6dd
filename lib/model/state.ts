import { z } from "zod";
import { DecimalString } from "./decimal.ts";
import { AccountId, FollowId, InstrumentId, LeaderId, Millis } from "./identity.ts";
import { Feed, LeaderPosition } from "./leader.ts";
import { InstrumentLeverage, MarginMode } from "./leverage-setting.ts";
import { LeaderSigns } from "./leader-signs.ts";
import { Intent, RejectReason, VenueFill } from "./order.ts";
import { RefusalReason } from "./refusal-reason.ts";
import { StopBasis } from "./stop.ts";

/** What is known of a leader in one instrument. */
export const LeaderBook = z.object({
  leaderId: LeaderId,
  instrument: InstrumentId,
  /** L, signed coins. */
  size: DecimalString,
  entryPrice: DecimalString,
  leverage: z.number().nullable(),
  marginMode: MarginMode.nullable(),
  liquidationPrice: DecimalString.nullable(),
  /** Newest fill or snapshot applied, in the source's time; older fills are already in `size`. */
  lastTime: Millis,
  /** Keys of the fills applied at exactly `lastTime`. */
  keysAtLastTime: z.array(z.string()),
});
export type LeaderBook = z.infer<typeof LeaderBook>;

export const Leader = z.object({
  id: LeaderId,
  equity: DecimalString.nullable(),
  /** Our clock when `equity` was observed; null before the first snapshot of this life. */
  equityAt: Millis.nullable(),
  /** Our clock when his positions were last known to be complete. */
  goodUntil: Millis.nullable(),
  /** Our clock minus the source's, ms. */
  clockOffsetMs: z.number().nullable(),
  /** True from the first snapshot of this worker's life on: before it nothing is done on old knowledge. */
  synced: z.boolean(),
  /** The source's time of the last snapshot that replaced the stream; older fills are already in it. */
  snapshotTime: Millis,
  feed: Feed,
  lastTradeAt: Millis.nullable(),
  /**
   * For the signs of trouble: equity less open results (USD) at the last snapshot, closed results that we saw since
   * then, and his usual leverage (gross notional over equity, an average that moves slowly). Null before the first.
   */
  wallet: DecimalString.nullable(),
  realisedSince: DecimalString,
  usualLeverage: z.number().nonnegative().nullable(),
  /** Since when growth is held because his equity fell without a reason that we know; null when not. */
  equityHeldSince: Millis.nullable(),
  signs: LeaderSigns,
  /** The source's time of the newest act that could not be copied, and the keys at exactly that time. */
  notCopyableTime: Millis,
  notCopyableKeys: z.array(z.string()),
});
export type Leader = z.infer<typeof Leader>;

/**
 * committed: durable, being sent by the life that committed it. unknown: sent, or perhaps sent, and no
 * readable answer. The others are final.
 */
export const IntentStatus = z.enum([
  "committed",
  "unknown",
  "filled",
  "partly-filled",
  "unfilled",
  "rejected",
  "not-sent",
  "absent",
]);
export type IntentStatus = z.infer<typeof IntentStatus>;

export const IntentRow = z.object({
  intent: Intent,
  status: IntentStatus,
  statusAt: Millis,
  handedAt: Millis.nullable(),
  /** Times of look-ups that found neither the order nor a fill of it. */
  notFoundAt: z.array(Millis),
  filled: DecimalString,
  averagePrice: DecimalString.nullable(),
  rejectReason: RejectReason.nullable(),
  detail: z.string().nullable(),
});
export type IntentRow = z.infer<typeof IntentRow>;

/** One follow's part of a fill. */
export const FillShare = z.object({
  followId: FollowId,
  /** Signed coins. */
  size: DecimalString,
  /** Closed result before fees, USD. */
  realised: DecimalString,
  fee: DecimalString,
  /** The leader's volume-weighted price behind it, for slippage; null when none. */
  leaderPrice: DecimalString.nullable(),
});
export type FillShare = z.infer<typeof FillShare>;

/**
 * What an order of ours did, or a fill without one: size, volume-weighted price and fee of all its fills
 * together, and each follow's part. The shares add up to the fill; the rest is the user's.
 */
export const FillRow = z.object({ fill: VenueFill, shares: z.array(FillShare) });
export type FillRow = z.infer<typeof FillRow>;

/** A stop that was once committed: what its id is known by when a fill of it is told long afterwards. */
export const RecentStop = z.object({
  sequence: z.number().int().positive(),
  basis: StopBasis,
  /** True when it was taken as fired: what it protected was given up then, once. */
  fired: z.boolean(),
});
export type RecentStop = z.infer<typeof RecentStop>;

/** Per account and instrument: the net, and the counter behind client order ids. */
export const AccountBook = z.object({
  accountId: AccountId,
  instrument: InstrumentId,
  /** Net signed position that our journal explains. */
  net: DecimalString,
  sequence: z.number().int().nonnegative(),
  /** The newest reports that no order of ours asked for; told again after a crash, each counts once. */
  seenReports: z.array(z.string().max(160)),
  /**
   * Fills that no order of ours explains, told while an order of ours was open here: whose they are is decided in
   * the venue's order once it is settled. Not in `net` before that; until then nothing is ordered.
   */
  heldBack: z.array(VenueFill).default([]),
  /** What the venue told here that cannot be; until it is cleared nothing is ordered. Null when all is well. */
  frozen: z.string().max(500).nullable(),
  /** The venue's leverage and margin mode here; null where nothing was ever told or asked (always on paper). */
  leverage: InstrumentLeverage.nullable(),
  /** The newest stops, oldest first. Their numbers come from `sequence`, and no order has one of them. */
  recentStops: z.array(RecentStop),
});
export type AccountBook = z.infer<typeof AccountBook>;

/** Net result of a follow when a local day began, for "today". */
export const DayStart = z.object({
  followId: FollowId,
  /** Local date, "2026-11-22". */
  day: z.string(),
  netResult: DecimalString,
});
export type DayStart = z.infer<typeof DayStart>;

export const EngineMeta = z.object({
  /** Random, renewed at creation, wipe and import. 32 hex digits. */
  installationId: z.string().regex(/^[0-9a-f]{32}$/),
  /** Pause all: since when; null when not. */
  pausedSince: Millis.nullable(),
  /** Halt everything: since when nothing at all is sent; null when not. */
  haltedSince: Millis.nullable(),
  /** Running number of decisions. */
  decisionSequence: z.number().int().nonnegative(),
  /** When the paper account was created or last reset. */
  paperSince: Millis,
  /** The journal forgot the paper positions; the ledger has still to. Nothing is ordered until it has. */
  paperResetPending: z.boolean(),
});
export type EngineMeta = z.infer<typeof EngineMeta>;

/** A mark price as last written down (at most once a second). */
export const MarkRow = z.object({ instrument: InstrumentId, price: DecimalString, at: Millis });
export type MarkRow = z.infer<typeof MarkRow>;

/** The leader's positions at the last snapshot, for views. */
export const LeaderView = z.object({ leaderId: LeaderId, positions: z.array(LeaderPosition), at: Millis });
export type LeaderView = z.infer<typeof LeaderView>;

/** Something the user has to know: what happened, what is safe, what to do. Views find the words. */
export const ProblemKind = z.enum([
  "journal-unwritable",
  "journal-unreadable",
  "journal-full",
  "clock-off",
  "instruments-unavailable",
  "paper-unavailable",
  "order-unknown",
  "paper-liquidated",
  /** The same on a real account. */
  "liquidated",
  /** Our clock and an account's venue are too far apart to buy there (measured: ms), or it answers too slowly. */
  "venue-clock-off",
  "venue-slow",
  /** What is set at the venue is not what the follows want, and is left as it is (measured: the venue's times). */
  "leverage-differs",
  /** The venue refused to set what the follows want (detail: its words). */
  "leverage-refused",
  /** The venue told something that cannot be (a fill larger than its order, a negative size). */
  "impossible-report",
  /** Another installation trades the account: an order with our mark that this journal does not know. */
  "other-installation",
  /** The account could not be read, so that nothing is ordered. */
  "account-unreadable",
  /** What the venue holds differed from what the journal explains; the difference was booked as the user's. */
  "position-differs",
  /** The vault is locked while a real account mirrors or holds something: nothing can be signed. */
  "vault-locked",
  /** An account's key has, or may have, a right that it must not have: reductions only (detail: the finding). */
  "key-restricted",
  /** An account's key was revoked, has expired or is gone: nothing can be signed (detail: the finding). */
  "key-unusable",
  /** An account's key expires within a week (measured: whole days left). */
  "key-expires",
  /** A row of the journal is damaged; its account is stopped. */
  "row-damaged",
  /** A reduction does not go through even at the widest limit (measured: attempts), or has no price (null). */
  "reduction-stuck",
  /** An exit rule cannot be judged: something that is held has had no price for a minute. */
  "rules-unjudged",
  /** An exit rule tripped. */
  "exit-rule",
  /** What is held should have a stop at the venue, and none rests there (detail: the venue's words, where it said any). */
  "stop-missing",
  /** No stop can be placed: the venue tells no liquidation price, and no follow there has a stop-loss. */
  "stop-without-price",
  /** A stop that rested at the venue fired. */
  "stop-fired",
  /** The leader's signs of trouble. */
  "leader-liquidated",
  "leader-topped-up",
  "leader-averaging-down",
  "leader-leverage-high",
  "leader-positions-hidden",
  "leader-money-out",
  "leader-equity-fell",
]);
export type ProblemKind = z.infer<typeof ProblemKind>;

export const Problem = z.object({
  /** Kind, and what it is about: one row each. */
  id: z.string(),
  kind: ProblemKind,
  about: z.string().nullable(),
  detail: z.string().max(500).nullable(),
  /** Why a venue refused what this is about, where that is known; `detail` are its own words then. */
  reason: RefusalReason.optional(),
  /** A figure for the sentence, e.g. the clock's offset in ms. */
  measured: z.number().nullable(),
  since: Millis,
  /** True for what the user only has to know and may put away; the others go when their cause does. */
  dismissible: z.boolean(),
});
export type Problem = z.infer<typeof Problem>;
