import type { LeaderFeedEvent } from "../../../lib/model/leader.ts";
import type { KnownFollow } from "./held-by-follows.ts";

/** Up to the first tick, and to the one after which what is counted shows. */
const TICK_MS = 1_200;
/** The time between two ticks counts whole when it was lost at the second of them; more than this does not. */
const GAP_MS = 3_000;
/** Time that counted without a break, and what had been counted before it, ms. */
interface Count {
  readonly leaderId: string;
  before: number;
  from: number;
  until: number;
}

const surelyOf = ({ before, from, until }: Count): number => before + Math.max(0, until - from - TICK_MS);

/** How long the feed of each follow's leader was lost: counted at the least, and not more than at the most, ms. */
export class LostFeeds {
  readonly #leaders = new Set<string>();
  /** Those whose feed is lost, and since when. */
  readonly #since = new Map<string, number>();
  #offsetMs = 0;
  readonly #leaps: { readonly at: number; readonly ms: number }[] = [];
  readonly #counts = new Map<string, Count>();

  hear({ leaderId, feed }: LeaderFeedEvent, at: number): void {
    this.#leaders.add(leaderId);
    if (feed.state === "lost") return this.#lose(leaderId, at);
    this.#since.delete(leaderId);
    for (const [followId, count] of this.#counts)
      if (count.leaderId === leaderId) this.#counts.delete(followId);
  }

  /** A new life knows nothing of anybody. */
  begin(at: number): void {
    for (const leaderId of this.#leaders) this.#lose(leaderId, at);
  }

  /** A life ended that may not have written down what it counted last. */
  forget(ms: number): void {
    this.#break(ms);
  }

  /** The tick after it may not count, or count for too much. */
  setClock(at: number, offsetMs: number): void {
    this.#break(0);
    this.#leaps.push({ at, ms: Math.max(0, offsetMs - this.#offsetMs) });
    this.#offsetMs = offsetMs;
  }

  /** Time passes in which all is as it must be for it to count. */
  pass(from: number, until: number, { id, leaderId }: KnownFollow): void {
    if (!this.#since.has(leaderId)) return;
    const count = this.#counts.get(id) ?? { leaderId, before: 0, from, until: from };
    this.#counts.set(id, count);
    if (count.until !== from) {
      count.before = surelyOf(count);
      count.from = from;
    }
    count.until = until;
  }

  reset(followId: string): void {
    this.#counts.delete(followId);
  }

  atLeast(followId: string): number {
    const count = this.#counts.get(followId);
    return count === undefined ? 0 : surelyOf(count);
  }

  atMost(leaderId: string, at: number): number {
    const since = this.#since.get(leaderId) ?? at;
    const leaps = this.#leaps.filter((leap) => leap.at >= since);
    return at - since + GAP_MS + leaps.reduce((sum, { ms }) => sum + ms, 0);
  }

  #break(lessMs: number): void {
    for (const count of this.#counts.values()) {
      count.before = Math.max(0, surelyOf(count) - lessMs);
      count.from = count.until;
    }
  }

  #lose(leaderId: string, at: number): void {
    if (!this.#since.has(leaderId)) this.#since.set(leaderId, at);
  }
}
