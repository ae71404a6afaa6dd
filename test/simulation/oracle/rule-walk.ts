import { type ExitRules, NO_EXIT_RULES } from "../../../lib/model/exit-rules.ts";
import type { Trip } from "../../../lib/model/guard.ts";
import { Certain } from "./certain.ts";
import type { Chapter, Facts } from "./facts.ts";
import { HeldByFollows, type KnownFollow, isJudged } from "./held-by-follows.ts";
import { LostFeeds } from "./lost-feeds.ts";
import { NONE, type ValueRange, joined } from "./value-range.ts";
import { QuotesKnown } from "./quotes-known.ts";
import { type RuleFigures, ruleFigures, rulePositions } from "./rule-figures.ts";
import { type Measure, leastMeasures } from "./rule-measures.ts";
import { type RuleMoment, ruleMoments } from "./rule-moments.ts";
import { type RuleSubject, capitalOf } from "./rule-subject.ts";
import type { Standings } from "./standing.ts";
import { WorkingSpans } from "./working-spans.ts";

/** A stretch that is longer has a tick in it. */
const TICK_MS = 1_200;
/** What creeps (a new high, seconds of a lost feed) is written down so late; what was not, a crash forgets. */
const WRITTEN_MS = 6_500;
/** And so much later when the clock was set back a little meanwhile. */
const SET_BACK_MS = 5_000;

export interface RuleOnlooker {
  /** What the rules of somebody surely measured, at the least, all the time between two moments. */
  stretch(subject: RuleSubject, measures: readonly Measure[], from: number, until: number): void;
  /** A trip became durable. */
  trip(guardId: string, trip: Trip, chapter: Chapter): void;
}

/** Walks through a schedule and reckons what the exit rules were judged by, from one moment to the next. */
export class RuleWalk {
  readonly subjects: ReadonlyMap<string, RuleSubject>;
  readonly standings: Standings;
  readonly held = new HeldByFollows();
  readonly quotes = new QuotesKnown();
  readonly feeds = new LostFeeds();
  readonly trips = new Map<string, readonly Trip[]>();
  readonly #facts: Facts;
  readonly #certain: Certain;
  readonly #spans: WorkingSpans;
  readonly #onlooker: RuleOnlooker;
  /** All that the account ever had when it was read, USD. */
  #equities: ValueRange = NONE;
  #life: number | null = null;
  #asleepUntil = 0;
  #clockSetAt = 0;
  #online = true;
  #chapter = -1;

  constructor(
    facts: Facts,
    standings: Standings,
    subjects: ReadonlyMap<string, RuleSubject>,
    onlooker: RuleOnlooker,
  ) {
    this.#facts = facts;
    this.standings = standings;
    this.subjects = subjects;
    this.#onlooker = onlooker;
    this.#certain = new Certain(facts);
    this.#spans = new WorkingSpans(facts);
  }

  run(): void {
    let now = this.#facts.record.beganAt;
    for (const moment of ruleMoments(this.#facts)) {
      if (moment.at > now) this.#pass(now, moment.at);
      now = Math.max(now, moment.at);
      this.#take(moment);
    }
  }

  rulesOf({ followId }: RuleSubject): ExitRules {
    const standing = this.standings.end(this.#chapter);
    if (followId !== null) return standing.follows.get(followId)?.settings.exits ?? NO_EXIT_RULES;
    return standing.accounts.get(this.#facts.record.accountId)?.exits ?? NO_EXIT_RULES;
  }

  capitalOf(subject: RuleSubject): ValueRange | null {
    if (subject.followId === null) return subject.capital;
    const settings = this.standings.end(this.#chapter).follows.get(subject.followId)?.settings;
    return settings === undefined ? null : capitalOf(settings, this.#equities, subject.memory.ever);
  }

  #take(moment: RuleMoment): void {
    const { at } = moment;
    switch (moment.is) {
      case "born":
        this.#life = moment.life.life;
        this.quotes.begin();
        this.#certain.begin();
        return this.feeds.begin(at);
      case "died":
        return this.#die(moment.life.life);
      case "nap":
        this.#asleepUntil = Math.max(this.#asleepUntil, moment.until);
        return;
      case "woken":
        return;
      case "clock":
        this.#clockSetAt = at;
        this.feeds.setClock(at, moment.offsetMs);
        return this.quotes.setClock(at);
      case "network":
        this.#online = moment.online;
        return;
      case "quote":
        return this.quotes.hear(moment.quote, at, this.#works(at, at));
      case "feed":
        return this.feeds.hear(moment.event, at);
      case "report":
        if (moment.report.kind === "funding") this.held.fund(moment.report);
        if (moment.report.kind !== "account-read") return;
        return this.#certain.read(moment.report, at);
      case "chapter":
        return this.#write(moment.chapter);
    }
  }

  #die(life: number): void {
    this.#life = null;
    const last = this.#spans.lastOf(life);
    const late = WRITTEN_MS + (this.#clockSetAt > last - WRITTEN_MS - SET_BACK_MS ? SET_BACK_MS : 0);
    this.feeds.forget(late);
    for (const { memory } of this.subjects.values()) memory.forget(last - late);
  }

  #works(from: number, until: number): boolean {
    return this.#life !== null && from >= this.#asleepUntil && this.#spans.covers(this.#life, from, until);
  }

  /** Between two moments nothing changes. */
  #pass(from: number, until: number): void {
    const works = this.#works(from, until);
    const fresh = this.quotes.areFresh(until);
    for (const subject of this.subjects.values()) {
      const judged = this.held.judgedOf(subject.followId);
      const measures = judged === null ? [] : this.#measures(subject, judged, from, until, works, fresh);
      if (works && measures.length > 0) this.#onlooker.stretch(subject, measures, from, until);
      else subject.streaks = new Map();
    }
    if (!works || !fresh || !this.#online) return;
    for (const follow of this.held.follows.values())
      if (isJudged(follow)) this.feeds.pass(from, until, follow);
  }

  /** What the rules surely measured, at the least. */
  #measures(
    subject: RuleSubject,
    judged: readonly KnownFollow[],
    from: number,
    until: number,
    works: boolean,
    fresh: boolean,
  ): Measure[] {
    const measures: Measure[] = [];
    if (fresh) {
      for (const { instrument, move } of rulePositions(judged, this.quotes, this.#certain)) {
        measures.push({ rule: "positionStopLoss", instrument, measured: -move });
        measures.push({ rule: "positionTakeProfit", instrument, measured: move });
      }
    }
    const lost = Math.max(0, ...judged.map(({ id }) => this.feeds.atLeast(id)));
    if (lost > 0) measures.push({ rule: "feedLost", instrument: null, measured: lost });
    const figures = subject.weighs ? this.#figures(subject, fresh) : null;
    if (figures === null) return measures;
    subject.memory.possible(figures);
    if (!works || !figures.certain) return measures;
    if (until - from >= TICK_MS) this.#remember(subject, figures, from + TICK_MS);
    const capital = this.capitalOf(subject);
    if (capital === null) return measures;
    return [...measures, ...leastMeasures(subject.memory, figures, capital, subject.followId === null)];
  }

  #remember(subject: RuleSubject, figures: RuleFigures, at: number): void {
    const { memory, capital, followId } = subject;
    if (followId === null && (capital === null || subject.beganAnew)) {
      if (this.#equities.low > this.#equities.high) return;
      const { low, high } = memory.pending;
      // An equity that is too old begins nothing: then it is what it was.
      const anew = { low: this.#equities.low - high, high: this.#equities.high - low };
      subject.capital = capital === null ? anew : joined(capital, anew);
      subject.beganAnew = false;
    }
    memory.judged(figures, at);
  }

  #figures({ followId }: RuleSubject, fresh: boolean): RuleFigures | null {
    return ruleFigures(this.held.of(followId), this.quotes, this.#certain, fresh);
  }

  #write(chapter: Chapter): void {
    const { change, index } = chapter;
    const weighing = [...this.subjects.values()].filter(({ weighs }) => weighs);
    // A rule that trips within the chapter ends what it is judged by.
    const judged = weighing.filter((subject) => this.held.judgedOf(subject.followId) !== null);
    for (const subject of weighing) subject.memory.turn(this.#figures(subject, false));
    const possible = (): void => {
      for (const subject of judged) {
        const figures = this.#figures(subject, false);
        if (figures !== null) subject.memory.possible(figures);
      }
    };
    this.#chapter = index;
    for (const { equity } of change.accounts.put) {
      if (equity !== null)
        this.#equities = joined(this.#equities, { low: Number(equity), high: Number(equity) });
    }
    this.held.take(chapter);
    this.#certain.take(chapter);
    for (const row of change.fills) {
      this.held.fill(row);
      possible();
    }
    this.#begin();
    this.#reset(index);
    for (const { id, trips } of change.guards.put) {
      const known = this.trips.get(id) ?? [];
      this.trips.set(id, trips);
      for (const trip of trips) {
        const same = known.some(
          (one) => one.rule === trip.rule && one.instrument === trip.instrument && one.at === trip.at,
        );
        // What a life that had ended went by is forgotten.
        if (!same && chapter.life === this.#life) this.#onlooker.trip(id, trip, chapter);
      }
    }
  }

  #begin(): void {
    for (const subject of this.subjects.values()) {
      if (subject.begun || subject.followId === null) continue;
      subject.begun = this.held.follows.get(subject.followId)?.begun ?? false;
      if (subject.begun) subject.memory.beginAtZero();
    }
  }

  #reset(chapter: number): void {
    for (const one of this.standings.said) {
      if (one.chapter !== chapter || one.command.kind !== "reset-guard") continue;
      const subject = this.subjects.get(one.command.guardId);
      if (subject === undefined) continue;
      subject.memory.reset();
      subject.streaks = new Map();
      subject.beganAnew = true;
      if (subject.followId !== null) this.feeds.reset(subject.followId);
    }
  }
}
