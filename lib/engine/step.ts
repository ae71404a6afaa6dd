import { ZERO, decimal, decimalString } from "../model/decimal.ts";
import type { Decision } from "../model/follow.ts";
import { applyCommand, finishClosing, finishReset, RESET_PAPER } from "./commands.ts";
import { settleDecisions } from "./decisions.ts";
import type { EngineEvent } from "./engine-event.ts";
import type { EngineState } from "./engine-state.ts";
import { MAX_CLOCK_OFFSET_MS } from "./entry-limits.ts";
import { evaluate } from "./evaluate.ts";
import { netResult } from "./follow-book.ts";
import { applyForeignFills, applyFunding } from "./foreign-fills.ts";
import { applyFeed, applyFills } from "./leader-book.ts";
import { applySnapshot } from "./leader-snapshot.ts";
import { freshMark } from "./marks.ts";
import { applyOrderDone, applyOrderNotSent, applyOrderRejected, settleAbsent } from "./order-reports.ts";
import { chaseUnknown, countNotFound, markUnknown } from "./unknown-orders.ts";
import { expireWaiting } from "./waiting.ts";
import { Work } from "./work.ts";

export interface Step {
  readonly state: EngineState;
  /** What changed, for the journal: read its overlays, `settled` and `fills`. */
  readonly work: Work;
  readonly decisions: readonly Decision[];
}

/**
 * The whole engine: what the state becomes when this happens, and what is to be done about it. Pure and
 * synchronous: the same state and event always give the same answer. Nothing may be done before the answer
 * is durable.
 */
export function step(state: EngineState, event: EngineEvent): Step {
  const work = new Work(state, event.at);
  apply(work, event);
  tellClocks(work);
  expireWaiting(work);
  const { intents, notOrdered, crossed } = evaluate(work);
  finishClosing(work);
  const decisions = settleDecisions(work, intents, notOrdered, crossed);
  return { state: work.state(), work, decisions };
}

function apply(work: Work, event: EngineEvent): void {
  switch (event.kind) {
    case "leader-fills":
      return applyFills(work, event);
    case "leader-snapshot":
      return applySnapshot(work, event);
    case "leader-feed":
      return applyFeed(work, event);
    case "command":
      return applyCommand(work, event.command);
    case "order-done":
      return applyOrderDone(work, event);
    case "order-rejected":
      return applyOrderRejected(work, event);
    case "order-not-sent":
      return applyOrderNotSent(work, event.clientOrderId);
    case "order-unknown":
      return markUnknown(work, event.clientOrderId, event.detail);
    case "order-not-found": {
      const absent = countNotFound(work, event.clientOrderId);
      if (absent !== null) settleAbsent(work, absent);
      return;
    }
    case "funding":
      return applyFunding(work, event);
    case "foreign-fills":
      return applyForeignFills(work, event);
    case "marks":
      work.marks = new Map([
        ...work.marks,
        ...[...event.marks]
          .filter(([, price]) => decimal(price).gt(0))
          .map(([id, price]) => [id, { price, at: event.at }] as const),
      ]);
      return;
    case "instruments":
      work.instruments = new Map(event.instruments.map((instrument) => [instrument.id, instrument]));
      return;
    case "instruments-problem":
      return setProblem(work, "instruments-unavailable", event.detail);
    case "venue-reset":
      return finishReset(work);
    case "venue-problem":
      return setProblem(work, "paper-unavailable", event.detail);
    case "tick":
      startDay(work, event.day);
      if (work.meta.paperResetPending) work.effects.push(RESET_PAPER);
      return chaseUnknown(work);
    case "boot":
      return boot(work);
  }
}

/** A new life: every unsettled order is unknown, and of the leaders nothing is believed before a snapshot. */
function boot(work: Work): void {
  work.bootedAt = work.at;
  for (const id of ["instruments-unavailable", "paper-unavailable"]) work.problems.remove(id);
  for (const row of work.intents.view.values()) {
    markUnknown(work, row.intent.clientOrderId, "The browser stopped Pilotfish before the answer came.");
  }
  for (const leader of work.leaders.view.values()) {
    const feed = {
      ...leader.feed,
      state: "lost",
      reason: "connecting",
      detail: null,
      since: work.at,
      latencyMs: null,
      attempts: 0,
    } as const;
    work.leaders.put(leader.id, { ...leader, synced: false, feed });
  }
  chaseUnknown(work);
  if (work.meta.paperResetPending) work.effects.push(RESET_PAPER);
}

/** Net results at the first tick of a local day, so that "today" has a beginning. */
function startDay(work: Work, day: string): void {
  for (const follow of work.follows.view.values()) {
    const dayStart = work.dayStarts.get(follow.id);
    if (dayStart?.day === day) continue;
    const books = work.booksOf(follow.id);
    // Without a mark of every position the day's start would be wrong; the next tick may have it.
    const marked = books.every((book) => book.held === "0" || freshMark(work, book.instrument) !== null);
    if (!marked) continue;
    const result = books.reduce(
      (sum, book) => sum.plus(netResult(book, freshMark(work, book.instrument))),
      ZERO,
    );
    work.dayStarts.put(follow.id, { followId: follow.id, day, netResult: decimalString(result) });
  }
}

function setProblem(
  work: Work,
  kind: "instruments-unavailable" | "paper-unavailable",
  words: string | null,
): void {
  const told = work.problems.get(kind);
  if (words === null) return work.problems.remove(kind);
  const detail = words.slice(0, 500);
  if (told?.detail === detail) return;
  work.problems.put(kind, {
    id: kind,
    kind,
    about: null,
    detail,
    measured: null,
    since: told?.since ?? work.at,
  });
}

function tellClocks(work: Work): void {
  for (const leader of work.leaders.view.values()) {
    const id = `clock-off:${leader.id}`;
    const off = leader.clockOffsetMs !== null && Math.abs(leader.clockOffsetMs) > MAX_CLOCK_OFFSET_MS;
    const told = work.problems.get(id);
    if (!off) {
      if (told !== undefined) work.problems.remove(id);
      continue;
    }
    if (told?.measured === leader.clockOffsetMs) continue;
    work.problems.put(id, {
      id,
      kind: "clock-off",
      about: leader.id,
      detail: null,
      measured: leader.clockOffsetMs,
      since: told?.since ?? work.at,
    });
  }
}
