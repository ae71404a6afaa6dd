import { z } from "zod";
import { Figure } from "./decimal.ts";
import { InstrumentId, LeaderId, Millis } from "./identity.ts";

export const Side = z.enum(["buy", "sell"]);
export type Side = z.infer<typeof Side>;

/** One fill of the leader. `startPosition` is his signed position just before it, so a stream checks itself. */
export const LeaderFill = z.object({
  instrument: InstrumentId,
  side: Side,
  price: Figure,
  /** Coins, above 0. */
  size: Figure,
  /** The source's own time of the fill. */
  time: Millis,
  startPosition: Figure,
  /** Unique within the leader; the same fill told twice has the same key. */
  key: z.string().min(1).max(160),
  /** True when the source says that he was liquidated with it; absent where it does not say so. */
  liquidation: z.boolean().optional(),
});
export type LeaderFill = z.infer<typeof LeaderFill>;

export const LeaderPosition = z.object({
  instrument: InstrumentId,
  /** Signed coins; negative is short; never 0. */
  size: Figure,
  entryPrice: Figure,
  leverage: z.number().positive().nullable(),
  marginMode: z.enum(["cross", "isolated"]).nullable(),
  liquidationPrice: Figure.nullable(),
  /** Absolute notional at the source's mark, in USD. */
  notional: Figure.refine((text) => !text.startsWith("-"), "Not below 0."),
  unrealisedPnl: Figure,
});
export type LeaderPosition = z.infer<typeof LeaderPosition>;

/** What a leader holds, whole: an instrument that is missing is flat. */
export const LeaderSnapshot = z.object({
  /** Account value in USD, unrealised results included. */
  equity: Figure,
  positions: z.array(LeaderPosition),
  /** The source's own time. */
  time: Millis,
});
export type LeaderSnapshot = z.infer<typeof LeaderSnapshot>;

/**
 * live: connected, answers in time. slow: answers late. lost: no connection or silence; nothing new is
 * copied. idle: connected, and the leader is flat and has not traded for a day.
 */
export const FeedState = z.enum(["live", "slow", "lost", "idle"]);
export type FeedState = z.infer<typeof FeedState>;

/** Why a feed is in its state. The words are the views' business. */
export const FeedReason = z.enum([
  "connected",
  "connecting",
  "late-answers",
  "socket-closed",
  "silent",
  "refused",
  "rate-limited",
  "unreadable",
  "offline",
  "no-recent-trades",
]);
export type FeedReason = z.infer<typeof FeedReason>;

export const Feed = z.object({
  state: FeedState,
  reason: FeedReason,
  /** Exact words of an error, for the details; never shown alone. */
  detail: z.string().max(500).nullable(),
  since: Millis,
  /** Round trip of the last ping or answer, in ms. */
  latencyMs: z.number().nonnegative().nullable(),
  /** Reconnection attempts since it was last live. */
  attempts: z.number().int().nonnegative(),
});
export type Feed = z.infer<typeof Feed>;

/** Why something the leader did cannot be copied at all. */
export const NotCopyable = z.object({
  instrument: z.string().max(60),
  reason: z.enum(["spot", "other-dex", "outcome-market", "not-a-trade", "unknown-instrument"]),
  time: Millis,
  key: z.string().max(160),
});
export type NotCopyable = z.infer<typeof NotCopyable>;

/** Why a snapshot was taken. `start` is the first of a life; a `poll` is routine. */
export const SnapshotCause = z.enum(["start", "reconnect", "gap", "poll"]);
export type SnapshotCause = z.infer<typeof SnapshotCause>;

const common = { leaderId: LeaderId, at: Millis };

/** One message of a leader's source. `at` is our clock when it arrived. */
export const LeaderEvent = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("leader-fills"),
    ...common,
    /** In execution order as far as the source tells it. One socket message is one event. */
    fills: z.array(LeaderFill),
    notCopyable: z.array(NotCopyable),
  }),
  z.object({
    kind: z.literal("leader-snapshot"),
    ...common,
    cause: SnapshotCause,
    snapshot: LeaderSnapshot,
    /** Our clock when the source was last known to be complete; late news is as old as this. */
    goodUntil: Millis,
    /** Our clock minus the source's, in ms, as measured on this answer; null when not measurable. */
    clockOffsetMs: z.number().nullable(),
  }),
  z.object({ kind: z.literal("leader-feed"), ...common, feed: Feed }),
]);
export type LeaderEvent = z.infer<typeof LeaderEvent>;
export type LeaderFillsEvent = Extract<LeaderEvent, { kind: "leader-fills" }>;
export type LeaderSnapshotEvent = Extract<LeaderEvent, { kind: "leader-snapshot" }>;
export type LeaderFeedEvent = Extract<LeaderEvent, { kind: "leader-feed" }>;

/**
 * Where LeaderEvents come from. One instance serves all leaders of its kind (they share a connection).
 * It never throws into the caller: what goes wrong with a leader is told as that leader's feed state.
 */
export interface LeaderSource {
  /** Starts telling a leader's events. Idempotent. The first event after it is a feed state. */
  watch(leaderId: LeaderId): void;
  unwatch(leaderId: LeaderId): void;
  /** Fetches a snapshot now (coalesced with one under way) and emits it with this cause. */
  refresh(leaderId: LeaderId, cause: SnapshotCause): void;
  /** Reads a leader once, without watching him: for the card on a page. Rejects with a RequestError. */
  read(leaderId: LeaderId): Promise<LeaderReading>;
  /** Tears all down; nothing is emitted afterwards. */
  close(): void;
}

/** What a card shows before anybody follows. */
export const LeaderReading = z.object({
  snapshot: LeaderSnapshot,
  /** Whether the address is an ordinary account, a vault, or nothing the exchange knows. */
  role: z.enum(["account", "vault", "unknown"]),
  /** A vault's own name. */
  name: z.string().max(200).nullable(),
  /** Time of the newest trade; null when there is none at all. */
  lastTradeAt: Millis.nullable(),
  /** Open positions that cannot be copied, by instrument. */
  notCopyable: z.array(NotCopyable),
  readAt: Millis,
});
export type LeaderReading = z.infer<typeof LeaderReading>;
