import { type Decimal, decimal } from "../model/decimal.ts";
import type { Account } from "../model/account.ts";
import type { ExitRules } from "../model/exit-rules.ts";
import type { Follow, FollowBook } from "../model/follow.ts";
import type { AccountId } from "../model/identity.ts";
import { accountGuardId, followGuardId, type Guard } from "../model/guard.ts";
import { ageOf } from "./age-of.ts";
import type { EngineEvent } from "./engine-event.ts";
import { type Breach, closeAllByRule, closePositionByRule, isSpent, latch } from "./exit-actions.ts";
import { breaches, type Subject } from "./exit-breaches.ts";
import { isCertain, resultsOf } from "./exit-measures.ts";
import { countFeedLost, endFeedLoss } from "./feed-lost.ts";
import { begun, type Figures, sameButCreeping, withFigures } from "./guard-figures.ts";
import { guardOf, isPositionRule, keepGuard, storeDueGuards, storeGuard } from "./guards.ts";
import { tellUnjudged } from "./tell-unjudged.ts";
import { countWithoutPrice } from "./without-price.ts";
import type { Work } from "./work.ts";

/** What can move a price, a position, a result or the clock. All else moves no exit rule. */
const MOVING: ReadonlySet<EngineEvent["kind"]> = new Set([
  "marks",
  "tick",
  "order-done",
  "foreign-fills",
  "funding",
  "account-read",
]);

/** An account's equity that was read longer ago than this begins nothing. */
const EQUITY_MAX_AGE_MS = 90_000;

/**
 * Judges the exit rules of every follow that runs and of every account: what is held has a fresh mark, and the
 * account agreed. They only reduce, and what has tripped stays tripped until the
 * user resets it. While all is halted they are judged and latched as well; their orders leave when the halt is
 * lifted.
 */
export function judgeExits(work: Work, event: EngineEvent): void {
  const running = judgedFollows(work);
  if (event.kind === "leader-feed") endFeedLoss(work, running);
  if (!MOVING.has(event.kind)) return;
  if (event.kind === "tick") {
    countFeedLost(work, running, event.online);
    countWithoutPrice(work, event.online);
    work.lastTickAt = event.at;
  }
  const day = event.kind === "tick" ? event.day : null;
  const books = booksByFollow(work);
  for (const follow of running) judgeFollow(work, follow, books.get(follow.id) ?? [], day);
  const after = booksByFollow(work);
  for (const account of work.accounts.view.values()) {
    if (!work.damaged.has(account.id)) judgeAccount(work, account, after, day);
  }
  storeDueGuards(work);
  if (event.kind === "tick") tellUnjudged(work, judgedFollows(work));
}

function judgedFollows(work: Work): Follow[] {
  return [...work.follows.view.values()].filter(
    (follow) => isJudged(follow) && !work.damaged.has(follow.accountId),
  );
}

/**
 * A follow that is closing has nothing left to lose, one that was stopped is the user's, and one that has not begun
 * holds nothing.
 */
function isJudged(follow: Follow): boolean {
  const { status } = follow;
  return (
    follow.baselineAt !== null && (status === "mirroring" || status === "paused" || status === "leaving")
  );
}

function booksByFollow(work: Work): Map<string, FollowBook[]> {
  const books = new Map<string, FollowBook[]>();
  for (const book of work.books.view.values()) {
    const known = books.get(book.followId);
    if (known === undefined) books.set(book.followId, [book]);
    else known.push(book);
  }
  return books;
}

/** What these books hold for certain: a position's rules look at nothing else. */
function certainlyHeld(work: Work, accountId: AccountId, books: readonly FollowBook[]): FollowBook[] {
  return books.filter(({ held, instrument }) => held !== "0" && isCertain(work, accountId, instrument));
}

function judgeFollow(work: Work, follow: Follow, books: readonly FollowBook[], day: string | null): void {
  const id = followGuardId(follow.id);
  const row = guardOf(work, id);
  const results = resultsOf(work, follow.accountId, books);
  const capital = results === null ? null : capitalOf(work, follow, row, results);
  const figures = capital === null || results === null ? null : { capital, results };
  const known = figures === null ? row : begun(row, figures.capital);
  const guard = remember(work, known, figures, day, follow.settings.exits);
  judge(work, guard, {
    kind: "follow",
    accountId: follow.accountId,
    rules: follow.settings.exits,
    follows: [follow],
    held: certainlyHeld(work, follow.accountId, books),
    figures,
  });
}

/**
 * What a follow's results are added to, USD. The equity of which a share is allotted holds these results already, so
 * the share is of what is left without them, or they would count twice; it is taken anew where the account was just
 * read, because between two readings the results move and the equity that is known does not.
 */
function capitalOf(work: Work, follow: Follow, known: Guard, results: Decimal): Decimal | null {
  const { allocation } = follow.settings;
  if (allocation.kind === "amount") return decimal(allocation.amount);
  const account = work.accounts.get(follow.accountId);
  if (account === undefined || account.equity === null) return null;
  if (known.capital !== null && account.equityAt !== work.at) return decimal(known.capital);
  return decimal(account.equity).minus(results).times(allocation.percent).div(100);
}

function judgeAccount(
  work: Work,
  account: Account,
  byFollow: ReadonlyMap<string, readonly FollowBook[]>,
  day: string | null,
): void {
  const id = accountGuardId(account.id);
  const follows = [...work.follows.view.values()].filter((follow) => follow.accountId === account.id);
  if (follows.length === 0) return;
  const booksOf = (some: readonly Follow[]): FollowBook[] =>
    some.flatMap((follow) => [...(byFollow.get(follow.id) ?? [])]);
  const known = guardOf(work, id);
  const figures = accountFigures(work, account, known, booksOf(follows), day);
  const guard = remember(work, known, figures, day, account.settings.exits);
  const open = follows.filter((follow) => follow.status !== "closing" && follow.status !== "stopped");
  judge(work, guard, {
    kind: "account",
    accountId: account.id,
    rules: account.settings.exits,
    follows: open,
    held: certainlyHeld(work, account.id, booksOf(open)),
    figures,
  });
}

/**
 * The account's results are those of its follows, positions that were left to the user included; what he trades
 * beside them, pays in or takes out is no result of ours. It joins the capital when the next day begins.
 */
function accountFigures(
  work: Work,
  account: Account,
  guard: Guard,
  books: readonly FollowBook[],
  day: string | null,
): Figures | null {
  const results = resultsOf(work, account.id, books);
  if (results === null) return null;
  // A day that began while a mark was old, or the browser closed, begins with its first figure.
  const awaited = guard.day !== null && guard.dayStart === null;
  const begins = guard.capital === null || awaited || (day !== null && day !== guard.day);
  const young = account.equityAt !== null && ageOf(work.at, account.equityAt) <= EQUITY_MAX_AGE_MS;
  if (begins && young && account.equity !== null) {
    return { capital: decimal(account.equity).minus(results), results };
  }
  return guard.capital === null ? null : { capital: decimal(guard.capital), results };
}

/** The guard after these figures and, at the first tick of a local day, with that day's beginning. */
function remember(
  work: Work,
  known: Guard,
  figures: Figures | null,
  day: string | null,
  { dailyLoss }: ExitRules,
): Guard {
  const today = day === null || day === known.day ? known : { ...known, day, dayStart: null };
  const guard = figures === null ? today : withFigures(today, figures, dailyLoss !== null);
  if (guard === work.guards.get(known.id)) return guard;
  if (sameButCreeping(guard, known) && work.guards.get(known.id) !== undefined) keepGuard(work, guard);
  else if (figures !== null || work.guards.get(known.id) !== undefined) storeGuard(work, guard);
  return guard;
}

function judge(work: Work, judged: Guard, subject: Subject): void {
  let guard = judged;
  for (const breach of breaches(work, subject, guard)) {
    if (isSpent(guard, breach)) continue;
    guard = latch(work, guard, breach);
    if (breach.action === "close") close(work, subject, breach);
  }
}

/** Only for positions that are still there: another rule of the same step may have closed them. */
function close(work: Work, subject: Subject, breach: Breach): void {
  for (const stale of subject.follows) {
    const follow = work.follows.get(stale.id);
    if (follow === undefined || follow.status === "closing") continue;
    if (!isPositionRule(breach.rule)) {
      closeAllByRule(work, follow, breach);
      continue;
    }
    for (const { followId, instrument } of breach.books) {
      const book = followId === follow.id ? work.book(followId, instrument) : undefined;
      if (book !== undefined && book.target !== "0") closePositionByRule(work, follow, book, breach);
    }
  }
}
