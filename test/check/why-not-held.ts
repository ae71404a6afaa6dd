import { decimal } from "../../lib/model/decimal.ts";
import type { BelowMinimum, Sides } from "../../lib/model/sizing.ts";
import type { ForgonePart } from "../../lib/model/forgone.ts";
import type { StopBasis } from "../../lib/model/stop.ts";
import { openingsBefore } from "./journal-facts.ts";
import type { ForgoneQuestion } from "./forgone-question.ts";
import type { WorldFacts } from "./world-facts.ts";

/** A rest may be valued at a mark that is off the mid by so much, as a share. */
const MARK_TOLERANCE = 0.005;
/** A fall of equity that holds growth is of more than 30 %; what was served may lag a little. */
const FALL = 0.71;

export function wrongSide(sides: Sides, part: ForgonePart): string | null {
  const long = decimal(part.size).gt(0);
  return sides !== "both" && (sides === "long") !== long ? null : "the follow takes both sides";
}

/** Whether an answer told less than 70 % of an earlier one. */
export function equityFell({ equityServed }: WorldFacts, at: number): boolean {
  let highest = decimal(0);
  for (const served of equityServed) {
    if (served.at > at) break;
    const equity = decimal(served.equity);
    if (equity.lt(highest.times(FALL))) return true;
    if (equity.gt(highest)) highest = equity;
  }
  return false;
}

/**
 * A rest goes with a close when it is worth less than half the smallest order. Growth that is too small waits, unless
 * the user chose to forgo it.
 */
export function wrongSmall(
  question: ForgoneQuestion,
  part: ForgonePart,
  chosen: BelowMinimum,
): string | null {
  const { decision, facts, moves } = question;
  const fact = facts.instruments.get(decision.instrument);
  if (fact === undefined) return "the exchange has no such instrument";
  const worth = decimal(part.size).abs().times(facts.midAt(decision.instrument, decision.at));
  const least = fact.minNotional.times(1 + MARK_TOLERANCE);
  if (chosen === "forgo" && worth.lt(least)) return null;
  if (decision.source !== "own" || moves.length > 0) return "what is too small waits";
  // Only whole lots of it could be held.
  const partOfLot = fact.lot.times(facts.midAt(decision.instrument, decision.at));
  return worth.minus(partOfLot).lt(least.div(2)) ? null : `the rest was worth ${worth.toFixed(2)}`;
}

export function wrongCount(limit: number | null, count: number): string | null {
  if (limit === null) return "there is no such limit";
  return count > limit ? null : `it would have been ${count} of ${limit} positions`;
}

/** What waits in other instruments counts as an order each, so that only the most there can have been is known. */
export function wrongRate(question: ForgoneQuestion, limit: number | null, common: boolean): string | null {
  const { journal, follow, decision } = question;
  if (limit === null) return "there is no such limit";
  const { measured } = decision;
  const made = openingsBefore(journal, follow, decision.at, common);
  const waiting = new Set(journal.books.map((book) => book.instrument)).size;
  if (measured === null || measured <= limit) return `${measured} orders are within ${limit}`;
  return measured <= made + Math.max(1, waiting) ? null : `there were only ${made} orders in that minute`;
}

/** A stop names its figures once, when it trips; what comes after it until the leader was flat is latched. */
export function wrongStop(
  { history, journal, follow, decision, moves }: ForgoneQuestion,
  name: "positionStopLoss" | "positionTakeProfit",
): string | null {
  const { at, measured, limit } = decision;
  if (moves.length > 0) {
    const reason = name === "positionStopLoss" ? "stop-loss" : "take-profit";
    const tripped = journal.decisions.some(
      (one) =>
        one.source === "own" &&
        one.followId === follow.id &&
        one.instrument === decision.instrument &&
        one.at <= at &&
        one.forgone.some((part) => part.reason === reason),
    );
    return tripped ? null : "nothing had stopped that position";
  }
  const rules = [history.settingsAt(at).exits[name], history.accountSettingsAt(at).exits[name]];
  if (rules.every((rule) => rule?.action !== "close")) return "there is no such exit rule";
  return measured !== null && limit !== null && measured >= limit ? null : `${measured} is not past ${limit}`;
}

/** Whether a stop of that kind that rested at the venue had fired there, before a moment or right then. */
export function hasFired({ journal, follow, decision }: ForgoneQuestion, basis: StopBasis): boolean {
  return journal.stops.some(
    ({ stop, status, statusAt }) =>
      status === "fired" &&
      stop.basis === basis &&
      stop.accountId === follow.accountId &&
      stop.instrument === decision.instrument &&
      statusAt <= decision.at,
  );
}

export function wrongRejection({ journal, decision }: ForgoneQuestion, part: ForgonePart): string | null {
  const row = journal.intents.find((one) => one.intent.clientOrderId === decision.clientOrderId);
  if (row?.status !== "rejected") return "no order of it was rejected";
  const forMargin = row.rejectReason === "insufficient-margin";
  return forMargin === (part.reason !== "rejected") ? null : `its order was rejected as ${row.rejectReason}`;
}

export function wrongLoss(
  { journal, decision }: ForgoneQuestion,
  cause: "liquidation" | "user",
): string | null {
  const happened = journal.fills.some(
    ({ fill }) => fill.cause === cause && fill.instrument === decision.instrument && fill.time <= decision.at,
  );
  return happened ? null : "no such fill is in the journal";
}
