import { decimal, decimalString } from "../model/decimal.ts";
import type { ExitRuleName } from "../model/exit-rules.ts";
import type { Follow } from "../model/follow.ts";
import { accountGuardId, followGuardId, type Guard, newGuard, type Trip } from "../model/guard.ts";
import type { AccountId, InstrumentId } from "../model/identity.ts";
import { ageOf } from "./age-of.ts";
import { netResult } from "./follow-book.ts";
import type { Work } from "./work.ts";

/**
 * A figure that only creeps (a new high, seconds of a lost feed) is journaled at most so often; a crash forgets
 * at most so much of it.
 */
const STORE_EVERY_MS = 5_000;

/** These rules are about one position; what they close or stop is that position, and not the whole follow. */
export function isPositionRule(rule: ExitRuleName): boolean {
  return rule === "positionStopLoss" || rule === "positionTakeProfit";
}

/** What the exit rules of a follow or account remember; a blank one before their first figure. */
export function guardOf(work: Work, id: string): Guard {
  return work.guards.get(id) ?? newGuard(id);
}

/** Changes a guard, and journals that with this step. */
export function storeGuard(work: Work, guard: Guard): void {
  work.guards.put(guard.id, guard);
  setUnstored(work, guard.id, null);
}

/** Changes a guard whose figures creep: it is journaled when its row is behind for long enough. */
export function keepGuard(work: Work, guard: Guard): void {
  const since = work.unstoredGuards.get(guard.id) ?? work.at;
  if (ageOf(work.at, since) >= STORE_EVERY_MS) return storeGuard(work, guard);
  work.guards.keep(guard.id, guard);
  setUnstored(work, guard.id, since);
}

/** Journals the guards whose rows are behind for long enough. */
export function storeDueGuards(work: Work): void {
  for (const [id, since] of work.unstoredGuards) {
    const guard = work.guards.get(id);
    if (guard !== undefined && ageOf(work.at, since) >= STORE_EVERY_MS) storeGuard(work, guard);
  }
}

function setUnstored(work: Work, id: string, since: number | null): void {
  if ((work.unstoredGuards.get(id) ?? null) === since) return;
  const unstored = new Map(work.unstoredGuards);
  if (since === null) unstored.delete(id);
  else unstored.set(id, since);
  work.unstoredGuards = unstored;
}

/** True when an exit rule of the follow or of its account lets nothing more be bought in this instrument. */
export function growthStopped(
  { guards }: { readonly guards: { get(id: string): Guard | undefined } },
  follow: Follow,
  instrument: InstrumentId,
): boolean {
  return [followGuardId(follow.id), accountGuardId(follow.accountId)].some((id) =>
    guards.get(id)?.trips.some((trip) => stopsGrowth(trip, instrument)),
  );
}

/** A position that a rule closed is held off by its book, until the leader has been flat there. */
function stopsGrowth(trip: Trip, instrument: InstrumentId): boolean {
  if (isPositionRule(trip.rule)) return trip.action === "no-growth" && trip.instrument === instrument;
  return trip.action !== "warn";
}

export function tripProblemId(guardId: string, trip: Pick<Trip, "rule" | "instrument">): string {
  return `exit-rule:${tripAbout(guardId, trip)}`;
}

/** What a tripped rule's problem is about: guard, rule, and the position where it is about one. */
export function tripAbout(guardId: string, trip: Pick<Trip, "rule" | "instrument">): string {
  return [guardId, trip.rule, ...(trip.instrument === null ? [] : [trip.instrument])].join("|");
}

/**
 * The user lets the tripped rules go: highest, beginning and day's start count from the next figure on. What a
 * position's rule closed stays closed until the leader has been flat.
 */
export function resetGuard(work: Work, guardId: string): void {
  const guard = work.guards.get(guardId);
  if (guard === undefined) return;
  for (const trip of guard.trips) work.problems.remove(tripProblemId(guardId, trip));
  storeGuard(work, {
    ...guard,
    peak: null,
    base: null,
    dayStart: null,
    equity: null,
    feedLostMs: 0,
    trips: [],
  });
}

/**
 * A stopped follow is removed. Its results leave the account's sum, and must not look like a loss there: they
 * become capital. Called while its books are still there.
 */
export function forgetFollowGuard(work: Work, follow: Follow): void {
  removeGuard(work, followGuardId(follow.id));
  const account = work.guards.get(accountGuardId(follow.accountId));
  if (account === undefined || account.capital === null) return;
  const capital = work
    .booksOf(follow.id)
    .reduce((sum, book) => sum.plus(netResult(book, null)), decimal(account.capital));
  storeGuard(work, { ...account, capital: decimalString(capital) });
}

/** The account begins anew (the paper account was reset): its rules remember nothing. */
export function forgetAccountGuard(work: Work, accountId: AccountId): void {
  const id = accountGuardId(accountId);
  removeGuard(work, id);
  work.guards.put(id, newGuard(id));
}

function removeGuard(work: Work, id: string): void {
  for (const trip of guardOf(work, id).trips) work.problems.remove(tripProblemId(id, trip));
  work.guards.remove(id);
  setUnstored(work, id, null);
}
