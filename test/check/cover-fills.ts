import { Decimal, ZERO, decimal } from "../../lib/model/decimal.ts";
import type { Decision } from "../../lib/model/follow.ts";
import { type TrueFill, type WorldFacts, midsBetween } from "./world-facts.ts";

/** One move of the leader, as the world knows it. */
export interface LeaderMove {
  readonly to: Decimal;
  readonly price: Decimal;
  /** The world's time of the oldest fill in it. */
  readonly at: number;
}

export interface Coverage {
  /** The leader's position when the follow began. */
  readonly baseline: Decimal;
  /** What each decision (by id) answers. */
  readonly moves: ReadonlyMap<string, readonly LeaderMove[]>;
  readonly findings: readonly string[];
  /**
   * Keys of fills that nothing answers and no snapshot explains, and that together came to nothing. Where
   * messages are lost such fills cannot be noticed; where none are, they are a fault.
   */
  readonly unseen: readonly string[];
}

export interface CoverageQuestion {
  readonly facts: WorldFacts;
  readonly instrument: string;
  /** Decisions about the leader's acts in this instrument, in their order. */
  readonly decisions: readonly Decision[];
  /** When his positions were taken as the baseline, and until when his acts matter. */
  readonly since: number;
  readonly until: number;
}

/** A snapshot and the fills around it may be on their way together for so long, ms. */
const IN_FLIGHT_MS = 5_000;
/** A mark that stands in for the leader's price is at most so old, ms. */
const MARK_AGE_MS = 11_000;

/** Which fills of the leader each decision answers: every one exactly once, or in the net of late news. */
export function coverFills(question: CoverageQuestion): Coverage {
  const path = question.facts.fills.filter((fill) => fill.instrument === question.instrument);
  return new CoverageWalk(question, path).run();
}

class CoverageWalk {
  readonly #question: CoverageQuestion;
  readonly #path: readonly TrueFill[];
  readonly #findings: string[] = [];
  readonly #unseen: string[] = [];
  readonly #moves = new Map<string, LeaderMove[]>();
  /** The newest fill that is answered; -1 is none. */
  #last = -1;

  constructor(question: CoverageQuestion, path: readonly TrueFill[]) {
    this.#question = question;
    this.#path = path;
  }

  run(): Coverage {
    this.#last = this.#start();
    const baseline = this.#positionAt(this.#last);
    for (const [index, decision] of this.#question.decisions.entries()) {
      if (decision.source === "live") this.#live(decision);
      else this.#late(decision, index);
    }
    this.#end();
    return { baseline, moves: this.#moves, findings: this.#findings, unseen: this.#unseen };
  }

  #positionAt(index: number): Decimal {
    return this.#path[index]?.to ?? this.#path[0]?.from ?? ZERO;
  }

  #find(decision: Decision, what: string): void {
    this.#findings.push(`decision ${decision.id} (${decision.instrument}): ${what}`);
  }

  #indexOf(key: string | undefined): number {
    return this.#path.findIndex((fill) => fill.key === key);
  }

  /** The fill that the baseline ends with: the first decision says which one it must have been. */
  #start(): number {
    const { since, decisions } = this.#question;
    const byTime = this.#path.findLastIndex((fill) => fill.at <= since);
    const [first] = decisions;
    if (first === undefined) return byTime;
    for (let index = byTime; index >= -1; index--) {
      const next = this.#path[index + 1];
      if (next !== undefined && next.at < since - IN_FLIGHT_MS) break;
      const fits =
        first.source === "live"
          ? next?.key === first.fillKeys[0]
          : this.#positionAt(index).eq(first.leaderFrom);
      if (fits) return index;
    }
    return byTime;
  }

  #live(decision: Decision): void {
    const first = this.#indexOf(decision.fillKeys[0]);
    if (first === -1) return this.#find(decision, `answers a fill that never was: ${decision.fillKeys[0]}`);
    if (first <= this.#last)
      return this.#find(decision, `answers a fill a second time: ${decision.fillKeys[0]}`);
    this.#skip(first, decision.at);
    const fills = decision.fillKeys.map((key, offset) => {
      const fill = this.#path[first + offset];
      if (fill?.key !== key) this.#find(decision, `its fills are not one run of the leader's: ${key}`);
      return fill;
    });
    const known = fills.filter((fill) => fill !== undefined);
    if (!decimal(decision.leaderFrom).eq(known[0]?.from ?? ZERO)) {
      this.#find(decision, `the leader came from ${known[0]?.from.toFixed()}, not ${decision.leaderFrom}`);
    }
    if (!decimal(decision.leaderTo).eq(known.at(-1)?.to ?? ZERO)) {
      this.#find(decision, `the leader went to ${known.at(-1)?.to.toFixed()}, not ${decision.leaderTo}`);
    }
    this.#last = first + known.length - 1;
    this.#moves.set(decision.id, known);
  }

  #late(decision: Decision, index: number): void {
    const from = this.#positionAt(this.#last);
    if (!from.eq(decision.leaderFrom)) {
      this.#find(decision, `the leader came from ${from.toFixed()}, not ${decision.leaderFrom}`);
    }
    const end = this.#endOfLate(decision, this.#question.decisions[index + 1]);
    if (end === null) {
      return this.#find(decision, `late news says ${decision.leaderTo}; the leader was never there then`);
    }
    const oldest = this.#path[this.#last + 1]?.at ?? decision.at;
    const price = decimal(decision.leaderPrice ?? this.#path[end]?.price ?? 0);
    this.#checkLatePrice(decision, price, this.#path.slice(this.#last + 1, end + 1));
    this.#last = end;
    this.#moves.set(decision.id, [{ to: decimal(decision.leaderTo), price, at: oldest }]);
  }

  /** The fill at which late news ends: the one before the next that is told live, else the newest that fits. */
  #endOfLate(decision: Decision, next: Decision | undefined): number | null {
    const to = decimal(decision.leaderTo);
    if (next?.source === "live") {
      const before = this.#indexOf(next.fillKeys[0]) - 1;
      if (before > this.#last && this.#positionAt(before).eq(to)) return before;
    }
    for (let index = this.#path.length - 1; index > this.#last; index--) {
      const fill = this.#path[index];
      if (fill !== undefined && fill.at <= decision.at && fill.to.eq(to)) return index;
    }
    return null;
  }

  /** A net change's price lies among the fills behind it, or is the market's when it was seen. */
  #checkLatePrice(decision: Decision, price: Decimal, fills: readonly TrueFill[]): void {
    if (decision.leaderPrice === null) return;
    const { facts, instrument } = this.#question;
    const known = [
      ...fills.map((fill) => fill.price),
      ...midsBetween(facts, instrument, decision.at - MARK_AGE_MS, decision.at),
    ];
    const inside =
      price.gte(Decimal.min(...known).times(0.99)) && price.lte(Decimal.max(...known).times(1.01));
    if (!inside) this.#find(decision, `its leader's price ${decision.leaderPrice} is none he paid`);
  }

  /** Fills that no decision answers: only a change that came to nothing, and then a snapshot may have shown so. */
  #skip(upTo: number, seenAt: number): void {
    const missed = this.#path.slice(this.#last + 1, upTo);
    const newest = missed.at(-1);
    if (newest === undefined) return;
    const snapshot = this.#question.facts.equityServed.some(
      (served) => served.at >= newest.at && served.at <= seenAt,
    );
    const cameToNothing = newest.to.eq(this.#positionAt(this.#last));
    const keys = missed.map((fill) => fill.key);
    if (!cameToNothing) {
      this.#findings.push(...keys.map((key) => `no decision answers the leader's fill ${key}`));
    } else if (!snapshot) this.#unseen.push(...keys);
    this.#last = upTo - 1;
  }

  #end(): void {
    const { until } = this.#question;
    const end = this.#path.findLastIndex((fill) => fill.at <= until) + 1;
    this.#skip(end, Number.POSITIVE_INFINITY);
  }
}
