import { type Decimal, ZERO, decimal } from "../../lib/model/decimal.ts";
import type { Decision, Follow } from "../../lib/model/follow.ts";
import type { LeaderMove } from "./cover-fills.ts";
import { type Letters, lettersAt, moveLeader, nearly, sumOf, withForgone } from "./follow-arithmetic.ts";
import { type FollowHistory, pausedAt } from "./follow-history.ts";
import type { JournalDump } from "./journal-dump.ts";
import { whyNotForgone } from "./why-not-forgone.ts";
import type { WorldFacts } from "./world-facts.ts";

export interface WalkQuestion {
  readonly facts: WorldFacts;
  readonly journal: JournalDump;
  readonly follow: Follow;
  readonly history: FollowHistory;
  readonly baselines: ReadonlyMap<string, Decimal>;
  /** What the leader did, by decision. */
  readonly moves: ReadonlyMap<string, readonly LeaderMove[]>;
}

/** Leader's equity behind a scale is at most so old, ms; and an answer is at most so long on its way. */
const EQUITY_AGE_MS = 60_000;
const ANSWER_MS = 15_000;
/** How far a notional may be off because marks are known only to the poll, as a share of the limit. */
const MARK_TOLERANCE = 0.02;
/** Of so many of the leader's newest fills growth may still wait. */
const WAITING_PRICES = 40;
/** How far two clocks of one machine and the way between them may differ, ms. */
const CLOCK_MS = 1_500;

/** Recomputes T and F of every instrument from the leader's true moves, decision by decision. */
export class DecisionWalk {
  readonly letters = new Map<string, Letters>();
  readonly findings: string[] = [];
  readonly #question: WalkQuestion;
  readonly #newestGrowth = new Map<string, { readonly at: number; readonly late: boolean }>();
  /** The leader's prices of growth that was let through newest last. */
  readonly #prices = new Map<string, Decimal[]>();

  constructor(question: WalkQuestion) {
    this.#question = question;
    for (const [instrument, baseline] of question.baselines)
      this.letters.set(instrument, lettersAt(baseline));
  }

  run(decisions: readonly Decision[]): void {
    const { stop } = this.#question.history;
    let stopped = false;
    for (const [index, decision] of decisions.entries()) {
      if (stop !== null && !stopped && decision.at >= stop.at) {
        stopped = true;
        this.#stop(stop.positions);
      }
      if (decision.outcome === "not-copyable") this.#notCopyable(decision);
      else if (decision.source === "own") this.#own(decision);
      else this.#leader(decision);
      const more = decisions
        .slice(index + 1)
        .some((later) => later.at === decision.at && later.instrument === decision.instrument);
      if (!more) this.#compare(decision);
    }
    if (stop !== null && !stopped) this.#stop(stop.positions);
  }

  of(instrument: string): Letters {
    return this.letters.get(instrument) ?? lettersAt(ZERO);
  }

  #find(decision: Decision, what: string): void {
    this.findings.push(`decision ${decision.id} (${decision.instrument}): ${what}`);
  }

  #notCopyable(decision: Decision): void {
    const known = this.#question.facts.instruments.has(decision.instrument);
    if (known) this.#find(decision, "calls an instrument not copyable that the exchange trades");
  }

  /** The order and the fills that follow a stop are judged by what is held; the target is as the user said. */
  #stop(positions: "close" | "keep"): void {
    for (const [instrument, letters] of this.letters) {
      const book = this.#question.journal.books.find(
        (one) => one.followId === this.#question.follow.id && one.instrument === instrument,
      );
      const target = positions === "close" ? ZERO : decimal(book?.held ?? 0);
      this.letters.set(instrument, { ...letters, target, forgone: new Map() });
    }
  }

  #own(decision: Decision): void {
    const parts = decision.forgone;
    const letters = this.of(decision.instrument);
    const moved = sumOf(parts);
    if (moved.isZero()) return;
    if (moved.times(letters.target).lt(0) || moved.abs().gt(letters.target.abs().plus("1e-12"))) {
      this.#find(decision, `takes ${moved.toFixed()} out of a target of ${letters.target.toFixed()}`);
    }
    this.#reasons(decision, [], letters, letters);
    this.letters.set(decision.instrument, withForgone(letters, parts, true));
  }

  #leader(decision: Decision): void {
    const moves = this.#question.moves.get(decision.id);
    // The coverage has already found fault with it.
    if (moves === undefined) return;
    const settings = this.#question.history.settingsAt(decision.at);
    const equity = decision.leaderEquity === null ? null : decimal(decision.leaderEquity);
    const before = this.of(decision.instrument);
    let letters = before;
    let growth = ZERO;
    let shrankAfterGrowth = false;
    for (const move of moves) {
      const moved = moveLeader(letters, move.to, move.price, settings, equity);
      shrankAfterGrowth ||= !growth.isZero() && moved.shrunk.copyable.abs().lt(letters.copyable.abs());
      letters = { ...moved.grown, target: moved.grown.target.plus(moved.growth ?? ZERO) };
      growth = moved.growth === null ? growth : growth.plus(moved.growth);
    }
    const grew = !growth.isZero();
    if (grew) this.#checkEquity(decision);
    const refused = sumOf(decision.forgone);
    if (shrankAfterGrowth && !refused.isZero()) {
      this.#find(
        decision,
        "refuses growth that the same message takes back; what of it stays cannot be told",
      );
    }
    if (refused.times(growth).lt(0) || refused.abs().gt(growth.abs().plus("1e-12"))) {
      this.#find(decision, `forgoes ${refused.toFixed()} of a growth of ${growth.toFixed()}`);
    }
    const after = withForgone(letters, decision.forgone, true);
    if (grew) {
      this.#reasons(decision, moves, before, letters);
      const approved = growth.minus(refused);
      if (approved.abs().gt("1e-12")) this.#approved(decision, moves, after);
    }
    this.letters.set(decision.instrument, after);
  }

  /** Growth that was let through must have been inside every limit. */
  #approved(decision: Decision, moves: readonly LeaderMove[], after: Letters): void {
    // Late news may be older than its fills: it counts from the last good observation.
    const news = moves.at(-1)?.at ?? decision.at;
    this.#newestGrowth.set(decision.instrument, { at: news, late: decision.source === "late" });
    const prices = this.#prices.get(decision.instrument) ?? [];
    this.#prices.set(
      decision.instrument,
      [...prices, ...moves.map((move) => move.price)].slice(-WAITING_PRICES),
    );
    const { history, facts } = this.#question;
    const { limits, allocation } = history.settingsAt(decision.at);
    if (pausedAt(history, decision.at, true)) this.#find(decision, "lets growth through while paused");
    const allowed = limits.allowedInstruments;
    if (allowed !== null && !allowed.some((id) => id === decision.instrument)) {
      this.#find(decision, "lets an instrument grow that is not allowed");
    }
    const newest = moves.at(-1);
    if (decision.source === "live" && newest !== undefined) {
      const age = decision.at - newest.at;
      if (age > limits.maxAgeMs + CLOCK_MS) this.#find(decision, `lets news through that is ${age} ms old`);
    }
    const price = moves.reduce(
      (low, move) => (move.price.lt(low) ? move.price : low),
      moves[0]?.price ?? ZERO,
    );
    const notional = after.target.abs().times(price);
    if (notional.gt(decimal(limits.maxPosition).times("1.000001"))) {
      this.#find(decision, `a target of ${notional.toFixed(2)} USD is above ${limits.maxPosition}`);
    }
    const others = this.notionalOfOthers(decision.instrument, decision.at);
    const most = decimal(allocation).times(limits.maxLeverage);
    if (others.plus(notional).gt(most.times(1 + MARK_TOLERANCE))) {
      this.#find(decision, `targets of ${others.plus(notional).toFixed(2)} USD are above ${most.toFixed()}`);
    }
    if (!facts.instruments.has(decision.instrument))
      this.#find(decision, "the exchange has no such instrument");
  }

  /** Sum of abs T x mid over the follow's other instruments, USD. */
  notionalOfOthers(instrument: string, at: number): Decimal {
    return [...this.letters].reduce(
      (sum, [other, letters]) =>
        other === instrument || letters.target.isZero()
          ? sum
          : sum.plus(letters.target.abs().times(this.#question.facts.midAt(other, at))),
      ZERO,
    );
  }

  #checkEquity(decision: Decision): void {
    if (this.#question.history.settingsAt(decision.at).sizing.kind !== "equity-proportional") return;
    const { leaderEquity } = decision;
    if (leaderEquity === null) return this.#find(decision, "names no leader's equity for its scale");
    const stale = decision.forgone.some((part) => part.reason === "leader-equity-stale");
    const oldest = stale ? 0 : decision.at - EQUITY_AGE_MS - ANSWER_MS;
    const served = this.#question.facts.equityServed.some(
      ({ at, equity }) => at >= oldest && at <= decision.at && decimal(equity).eq(leaderEquity),
    );
    if (!served) this.#find(decision, `the exchange told no leader's equity of ${leaderEquity} before it`);
    const age = decision.at - (decision.leaderEquityAt ?? 0);
    if (!stale && age > EQUITY_AGE_MS) this.#find(decision, `its leader's equity is ${age} ms old`);
  }

  #reasons(decision: Decision, moves: readonly LeaderMove[], before: Letters, whole: Letters): void {
    const problems = whyNotForgone({
      ...this.#question,
      decision,
      moves,
      before,
      whole,
      others: this.notionalOfOthers(decision.instrument, decision.at),
      waitingPrices: this.#prices.get(decision.instrument) ?? [],
      newestGrowth: this.#newestGrowth.get(decision.instrument) ?? null,
    });
    for (const problem of problems) this.#find(decision, problem);
  }

  #compare(decision: Decision): void {
    const { stop } = this.#question.history;
    if (stop !== null && decision.at >= stop.at) return;
    if (decision.outcome === "not-copyable") return;
    const letters = this.of(decision.instrument);
    if (nearly(letters.target, decimal(decision.target))) return;
    this.#find(
      decision,
      `its target is ${decision.target}; by the table it is ${letters.target.toFixed(12)}`,
    );
    // Told once; what follows is judged from what was written.
    this.letters.set(decision.instrument, { ...letters, target: decimal(decision.target) });
  }
}
