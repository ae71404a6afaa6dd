import { decimal, decimalString } from "../model/decimal.ts";
import type { ExitAction, ExitRuleName } from "../model/exit-rules.ts";
import type { Follow, FollowBook } from "../model/follow.ts";
import type { Guard, Trip } from "../model/guard.ts";
import type { InstrumentId } from "../model/identity.ts";
import { ownDecision } from "./decisions.ts";
import { forgo } from "./follow-book.ts";
import { isPositionRule, storeGuard, tripAbout, tripProblemId } from "./guards.ts";
import type { Work } from "./work.ts";

/** A rule whose limit is reached. */
export interface Breach {
  readonly rule: ExitRuleName;
  readonly instrument: InstrumentId | null;
  readonly action: ExitAction;
  /** In the rule's own unit. */
  readonly measured: number;
  readonly limit: number;
  /** The books of the position that it is about; none where it is about the whole. */
  readonly books: readonly FollowBook[];
}

/** Latches a rule and tells it. A position's rule that trips again, for a new position, takes its trip's place. */
export function latch(work: Work, guard: Guard, breach: Breach): Guard {
  const { rule, instrument, action, measured, limit } = breach;
  const trip: Trip = { rule, instrument, action, at: work.at, measured, limit };
  const others = guard.trips.filter((one) => !sameRule(one, trip));
  const after = { ...guard, trips: [...others, trip] };
  storeGuard(work, after);
  const id = tripProblemId(guard.id, trip);
  work.problems.put(id, {
    id,
    kind: "exit-rule",
    about: tripAbout(guard.id, trip),
    detail: null,
    measured,
    since: work.at,
    dismissible: true,
  });
  return after;
}

/**
 * Whether the rule has tripped already. A position's rule that closes is armed again for the next position: its
 * books are latched themselves, and a stop that is spent would leave that position without one. That holds as well
 * where it closed, and does less since it was edited.
 */
export function isSpent(guard: Guard, breach: Breach): boolean {
  const trip = guard.trips.find((one) => sameRule(one, breach));
  if (trip === undefined) return false;
  // Made stricter since: what was only told is now to be done.
  if (severity(breach.action) > severity(trip.action)) return false;
  return !(isPositionRule(breach.rule) && (breach.action === "close" || trip.action === "close"));
}

const SEVERITIES: Readonly<Record<ExitAction, number>> = { warn: 0, "no-growth": 1, close: 2 };
const severity = (action: ExitAction): number => SEVERITIES[action];

const sameRule = (a: Pick<Trip, "rule" | "instrument">, b: Pick<Trip, "rule" | "instrument">): boolean =>
  a.rule === b.rule && a.instrument === b.instrument;

/** Closes one position: all of T is forgone, and growth with it until the leader has been flat there. */
export function closePositionByRule(work: Work, follow: Follow, book: FollowBook, breach: Breach): void {
  const reason = breach.rule === "positionTakeProfit" ? "take-profit" : "stop-loss";
  work.putBook({ ...giveUpTarget(work, follow, book, reason, breach), latched: reason });
}

/** Closes all that a follow holds, and ends it. */
export function closeAllByRule(work: Work, follow: Follow, breach: Breach): void {
  for (const book of work.booksOf(follow.id)) {
    // What has no target is being sold already.
    if (book.target === "0") continue;
    work.putBook(giveUpTarget(work, follow, book, "guardrail", breach));
  }
  work.follows.put(follow.id, { ...follow, status: "closing", statusSince: work.at });
}

/** Moves all of T to F and says so; the evaluation sells what is held. */
function giveUpTarget(
  work: Work,
  follow: Follow,
  book: FollowBook,
  reason: "stop-loss" | "take-profit" | "guardrail",
  breach: Breach,
): FollowBook {
  work.decisions.push({
    ...ownDecision(work, follow, book.instrument),
    outcome: book.held === "0" ? "forgone" : "waiting",
    targetChange: decimalString(decimal(book.target).abs().negated()),
    forgone: [{ reason, size: book.target }],
    measured: breach.measured,
    limit: breach.limit,
  });
  return { ...forgo(book, decimal(book.target), reason), notBefore: 0 };
}
