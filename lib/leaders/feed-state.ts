import type { Feed, FeedReason, FeedState } from "../model/leader.ts";

/** What is known about one leader's feed; the state follows from it. */
export interface FeedFacts {
  /** Why the stream broke off; null once his positions were told on a new one. */
  readonly lost: { readonly reason: FeedReason; readonly detail: string | null } | null;
  /** How his news comes: by the stream, not yet, or only by polls and why. */
  readonly stream: "subscribing" | "streaming" | { readonly pollOnly: FeedReason; readonly detail: string };
  /** His positions were told since the present stream (or polling) began. */
  readonly synced: boolean;
  /** The last attempt to read him failed, or a message of his was not understood. */
  readonly problem: { readonly reason: FeedReason; readonly detail: string } | null;
  readonly latencyMs: number | null;
  readonly attempts: number;
  readonly flat: boolean;
  /** Our knowledge of his newest fill; null when he has none. */
  readonly lastTradeAt: number | null;
}

const SLOW_ABOVE_MS = 1_500;
const IDLE_AFTER_MS = 24 * 3_600_000;
const TELL_LATENCY_EVERY_MS = 15_000;

type Verdict = { readonly state: FeedState; readonly reason: FeedReason; readonly detail: string | null };

/**
 *     watch --> lost/connecting --subscribed, snapshot--> live
 *
 *     live <--latency, a failed poll--> slow         live <--flat, a day without a trade--> idle
 *     live, slow, idle --closed, silent, offline, unreadable--> lost --subscribed, snapshot--> live
 *     lost --no place on the stream--> slow/refused (polls only)
 *
 * The first line that applies decides.
 */
function feedVerdict(facts: FeedFacts, now: number): Verdict {
  const { problem, stream } = facts;
  if (problem?.reason === "unreadable") return { state: "lost", ...problem };
  if (typeof stream === "object") {
    if (problem) return { state: "lost", ...problem };
    if (!facts.synced) return { state: "lost", reason: "connecting", detail: stream.detail };
    return { state: "slow", reason: stream.pollOnly, detail: stream.detail };
  }
  if (stream === "streaming" && problem && !facts.synced) return { state: "lost", ...problem };
  if (stream === "subscribing" || !facts.synced) {
    return { state: "lost", ...(facts.lost ?? problem ?? { reason: "connecting", detail: null }) };
  }
  if (problem) return { state: "slow", ...problem };
  if ((facts.latencyMs ?? 0) > SLOW_ABOVE_MS) return { state: "slow", reason: "late-answers", detail: null };
  const quiet = facts.lastTradeAt === null || now - facts.lastTradeAt > IDLE_AFTER_MS;
  if (facts.flat && quiet) return { state: "idle", reason: "no-recent-trades", detail: null };
  return { state: "live", reason: "connected", detail: null };
}

/**
 * Tells a feed when its state or reason changed at once; a latency or a number of attempts that changed
 * notably at most every 15 s.
 */
export function createFeedTeller(tell: (feed: Feed) => void): (facts: FeedFacts, now: number) => void {
  let told: { feed: Feed; at: number } | null = null;
  return (facts, now) => {
    const verdict = feedVerdict(facts, now);
    const changed = told?.feed.state !== verdict.state || told.feed.reason !== verdict.reason;
    const drifted = told && now - told.at >= TELL_LATENCY_EVERY_MS && differsNotably(told.feed, facts);
    if (!changed && !drifted) return;
    const feed: Feed = {
      ...verdict,
      detail: verdict.detail?.slice(0, 500) ?? null,
      since: changed || !told ? now : told.feed.since,
      latencyMs: facts.latencyMs,
      attempts: facts.attempts,
    };
    told = { feed, at: now };
    tell(feed);
  };
}

function differsNotably(feed: Feed, facts: FeedFacts): boolean {
  if (feed.attempts !== facts.attempts) return true;
  if (feed.latencyMs === null || facts.latencyMs === null) return feed.latencyMs !== facts.latencyMs;
  return Math.abs(feed.latencyMs - facts.latencyMs) > Math.max(50, feed.latencyMs / 2);
}
