import type { Decision } from "../model/follow.ts";
import { noteTouched, readAccounts } from "./account-readings.ts";
import { boot } from "./boot.ts";
import { applyCommand } from "./commands.ts";
import { settleDecisions } from "./decisions.ts";
import type { EngineEvent } from "./engine-event.ts";
import type { EngineState } from "./engine-state.ts";
import { evaluate } from "./evaluate.ts";
import { judgeExits } from "./exit-rules.ts";
import { takeAllHeldBack } from "./foreign-fills.ts";
import { applyFunding } from "./funding.ts";
import { applyFeed, applyFills } from "./leader-book.ts";
import { applySnapshot } from "./leader-snapshot.ts";
import { applyLeverage } from "./leverage-reports.ts";
import { takeMarks } from "./marks.ts";
import { noteOpenSince } from "./order-age.ts";
import { applyOrderDone, applyOrderNotSent, applyOrderRejected, settleAbsent } from "./order-reports.ts";
import { applyAccountRead, applyAccountUnreadable } from "./reconcile.ts";
import { setAccess } from "./real-accounts.ts";
import { finishReset, RESET_PAPER } from "./reset-paper.ts";
import { startDay } from "./start-day.ts";
import { finishStopping } from "./stop-follow.ts";
import { tellStuck } from "./reduction-stuck.ts";
import { tellKeys } from "./tell-keys.ts";
import { setProblem, tellClocks } from "./tell-problems.ts";
import { chaseUnknown, countNotFound, markUnknown } from "./unknown-orders.ts";
import { planStops } from "./stops/plan-stops.ts";
import { chaseStops } from "./stops/stop-evidence.ts";
import { applyStopReport } from "./stops/stop-reports.ts";
import { applyForeignFills } from "./venue-fill.ts";
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
  takeAllHeldBack(work);
  judgeExits(work, event);
  tellClocks(work);
  tellKeys(work);
  expireWaiting(work);
  const { intents, notOrdered, crossed } = evaluate(work);
  finishStopping(work);
  planStops(work);
  tellStuck(work, notOrdered);
  noteTouched(work);
  noteOpenSince(work);
  const decisions = settleDecisions(work, intents, notOrdered, crossed);
  return { state: work.state(), work, decisions };
}

function apply(work: Work, event: EngineEvent): void {
  // Without its rows a report of it could only be misunderstood, and could not be written.
  if ("accountId" in event && work.damaged.has(event.accountId)) return;
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
      return applyOrderNotSent(work, event.clientOrderId, event.detail ?? null);
    case "order-unknown":
      return markUnknown(work, event.clientOrderId, event.detail);
    case "order-not-found": {
      const absent = countNotFound(work, event.clientOrderId, event.askedTick);
      if (absent !== null) settleAbsent(work, absent);
      return;
    }
    case "stop-resting":
    case "stop-rejected":
    case "stop-ended":
    case "stop-not-sent":
    case "stop-unknown":
    case "stop-not-found":
      return applyStopReport(work, event);
    case "funding":
      return applyFunding(work, event);
    case "foreign-fills":
      return applyForeignFills(work, event);
    case "account-read":
      return applyAccountRead(work, event);
    case "account-unreadable":
      return applyAccountUnreadable(work, event);
    case "leverage-told":
    case "leverage-refused":
    case "leverage-unknown":
      return applyLeverage(work, event);
    case "marks":
      return takeMarks(work, event);
    case "instruments":
      work.instruments = new Map(event.instruments.map((instrument) => [instrument.id, instrument]));
      return;
    case "instruments-problem":
      return setProblem(work, "instruments-unavailable", event.detail);
    case "account-access":
      return setAccess(work, event.accountId, event.access, event.key);
    case "venue-reset":
      return finishReset(work);
    case "venue-problem":
      return setProblem(work, "paper-unavailable", event.detail);
    case "tick":
      work.ticks += 1;
      startDay(work, event.day);
      if (work.meta.paperResetPending) work.effects.push(RESET_PAPER);
      chaseUnknown(work);
      chaseStops(work);
      return readAccounts(work);
    case "boot":
      return boot(work);
  }
}
