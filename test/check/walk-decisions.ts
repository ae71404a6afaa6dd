import { type Decimal, ZERO, decimal } from "../../lib/model/decimal.ts";
import type { Decision, Follow } from "../../lib/model/follow.ts";
import { approvedFindings } from "./approved-growth.ts";
import type { LeaderMove } from "./cover-fills.ts";
import {
  alongFollow,
  type Letters,
  lettersAt,
  moveLeader,
  nearly,
  type ScaleFacts,
  sumOf,
  withForgone,
} from "./follow-arithmetic.ts";
import type { FollowHistory, Stop } from "./follow-history.ts";
import { allocationAt, heldAt } from "./journal-facts.ts";
import type { JournalDump } from "./journal-dump.ts";
import { equityFindings } from "./leader-equity.ts";
import { mostBeside, notionalOf, targetsBeside } from "./other-positions.ts";
import { raiseFindings, raisedTo } from "./raised-growth.ts";
import { whyNotForgone } from "./why-not-forgone.ts";
import { type WorldFacts, leverageShown } from "./world-facts.ts";

export interface WalkQuestion {
  readonly facts: WorldFacts;
  readonly journal: JournalDump;
  readonly follow: Follow;
  readonly history: FollowHistory;
  readonly baselines: ReadonlyMap<string, Decimal>;
  /** What the leader did, by decision. */
  readonly moves: ReadonlyMap<string, readonly LeaderMove[]>;
}

/** An answer is at most so long on its way, ms. */
const ANSWER_MS = 15_000;
/** Of so many of the leader's newest fills growth may still wait. */
const WAITING_PRICES = 40;

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
    for (const [instrument, baseline] of question.baselines) {
      this.letters.set(instrument, lettersAt(alongFollow(baseline, question.follow.settings)));
    }
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
  #stop(positions: Stop["positions"]): void {
    // An exit rule's decisions say themselves what they take out of the targets.
    if (positions === "guardrail") return;
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
    if (decision.reason === "raised-to-minimum") return this.#raise(decision, letters);
    const moved = sumOf(parts);
    if (moved.isZero()) return;
    if (moved.times(letters.target).lt(0) || moved.abs().gt(letters.target.abs().plus("1e-12"))) {
      this.#find(decision, `takes ${moved.toFixed()} out of a target of ${letters.target.toFixed()}`);
    }
    this.#reasons(decision, [], letters, letters, false);
    this.letters.set(decision.instrument, withForgone(letters, parts, true));
  }

  #raise(decision: Decision, letters: Letters): void {
    const { facts, history } = this.#question;
    for (const finding of raiseFindings(facts, history, decision, letters)) this.#find(decision, finding);
    this.letters.set(decision.instrument, raisedTo(letters, decimal(decision.target)));
  }

  #scale(decision: Decision): ScaleFacts {
    const { history, journal, follow, facts } = this.#question;
    const settings = history.settingsAt(decision.at);
    return {
      settings,
      equity: decision.leaderEquity === null ? null : decimal(decision.leaderEquity),
      allocation: allocationAt(journal, follow, settings, decision.at),
      leverage: leverageShown(facts, decision.instrument, decision.at),
      maxLeverage: facts.instruments.get(decision.instrument)?.maxLeverage ?? 1,
    };
  }

  #leader(decision: Decision): void {
    const moves = this.#question.moves.get(decision.id);
    // The coverage has already found fault with it.
    if (moves === undefined) return;
    const scale = this.#scale(decision);
    const before = this.of(decision.instrument);
    let letters = before;
    let growth = ZERO;
    let least = before;
    let largest = before;
    let takesBack = false;
    for (const move of moves) {
      const moved = moveLeader(letters, alongFollow(move.to, scale.settings), move.price, scale);
      // What a later fill of the same message takes back is neither bought nor forgone.
      const share = letters.copyable.isZero() ? decimal(1) : moved.shrunk.copyable.div(letters.copyable);
      if (share.lt(1)) {
        takesBack = true;
        if (share.isZero()) largest = moved.shrunk;
        if (share.isZero() || moved.shrunk.target.abs().lt(least.target.abs())) least = moved.shrunk;
      }
      growth = growth.times(share).plus(moved.growth ?? ZERO);
      letters = { ...moved.grown, target: moved.grown.target.plus(moved.growth ?? ZERO) };
      if (letters.target.abs().gte(largest.target.abs())) largest = letters;
    }
    const grew = !growth.isZero();
    if (grew) {
      const proportional = scale.settings.sizing.kind === "equity-proportional";
      const findings = proportional ? equityFindings(this.#question.facts, decision) : [];
      for (const finding of findings) this.#find(decision, finding);
    }
    const refused = sumOf(decision.forgone);
    if (refused.times(growth).lt(0) || refused.abs().gt(growth.abs().plus("1e-12"))) {
      this.#find(decision, `forgoes ${refused.toFixed()} of a growth of ${growth.toFixed()}`);
    }
    const after = withForgone(letters, decision.forgone, true);
    if (grew) {
      this.#reasons(decision, moves, least, takesBack ? largest : letters, takesBack);
      const approved = growth.minus(refused);
      if (approved.abs().gt("1e-12")) this.#approved(decision, moves, after);
    }
    this.letters.set(decision.instrument, after);
    if (decision.reason === "raised-to-minimum") this.#raise(decision, after);
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
    const { facts } = this.#question;
    const others = targetsBeside(this.letters, decision.instrument);
    const findings = approvedFindings({
      ...this.#question,
      decision,
      moves,
      after,
      targetBefore: this.of(decision.instrument).target,
      others: notionalOf(facts, others, decision.at),
      otherPositions: after.target.isZero() || this.#held(decision) ? 0 : others.size,
      knownLeverage: leverageShown(facts, decision.instrument, decision.at - ANSWER_MS),
    });
    for (const finding of findings) this.#find(decision, finding);
  }

  /** Whether there was a position before, so that growth made no new one. */
  #held({ instrument, at }: Decision): boolean {
    const { journal, follow } = this.#question;
    return !this.of(instrument).target.isZero() || !heldAt(journal, follow.id, instrument, at).isZero();
  }

  #reasons(
    decision: Decision,
    moves: readonly LeaderMove[],
    before: Letters,
    whole: Letters,
    takesBack: boolean,
  ): void {
    const { facts, journal, follow } = this.#question;
    const most = mostBeside(journal, follow, this.letters, decision);
    const problems = whyNotForgone({
      ...this.#question,
      decision,
      moves,
      before,
      whole,
      takesBack,
      others: notionalOf(facts, targetsBeside(this.letters, decision.instrument), decision.at),
      othersMost: notionalOf(facts, most, decision.at),
      otherPositions: most.size,
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
