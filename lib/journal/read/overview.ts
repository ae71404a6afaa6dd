import { type Account, DEFAULT_ACCOUNT_SETTINGS } from "../../model/account.ts";
import { type Decimal, type DecimalString, ZERO, decimal, decimalString } from "../../model/decimal.ts";
import type { Follow, FollowBook } from "../../model/follow.ts";
import { type Guard, accountGuardId, followGuardId } from "../../model/guard.ts";
import { type AccountId, PAPER_ACCOUNT } from "../../model/identity.ts";
import type { Feed } from "../../model/leader.ts";
import type { MarkRow, Problem } from "../../model/state.ts";
import type { FollowView, Overview, PaperAccountView } from "../../model/view.ts";
import { type JournalDatabase, journalDatabase } from "../database.ts";
import { readHalt } from "../halt-switch.ts";
import {
  type PaperLedger,
  equityOf,
  localDay,
  pricesOf,
  readMarks,
  readPaperLedger,
} from "./journal-view.ts";
import { accountTag } from "./account-tag.ts";
import { executionOf } from "./execution.ts";
import { followView } from "./follow-view.ts";
import { guardView } from "./guard-view.ts";
import { realAccountView } from "./real-account-view.ts";
import { readOpenStops } from "./stops.ts";

/** The head of the popup and the side panel, at the marks last written down. */
export async function readOverview(now: number): Promise<Overview> {
  const database = journalDatabase();
  const [
    meta,
    follows,
    leaders,
    books,
    marks,
    problems,
    sign,
    halt,
    guards,
    accounts,
    ledger,
    unknownOrders,
  ] = await Promise.all([
    database.meta.get("engine"),
    database.follows.toArray(),
    database.leaders.toArray(),
    database.books.toArray(),
    readMarks(database),
    database.problems.toArray(),
    database.signs.get("worker"),
    readHalt(database),
    database.guards.toArray(),
    database.accounts.toArray(),
    readPaperLedger(database),
    database.intents.where("status").equals("unknown").toArray(),
  ]);
  const stops = await readOpenStops(database);
  const guardById = new Map(guards.map((guard) => [guard.id, guard]));
  const accountById = new Map(accounts.map((account) => [account.id, account]));
  const prices = pricesOf(marks);
  const paperEquity = equityOf(ledger, prices);
  const leaderById = new Map(leaders.map((leader) => [leader.id, leader]));
  const dayStarts = new Map((await database.dayStarts.toArray()).map((row) => [row.followId, row]));
  const day = localDay(now);
  const equityOfAccount = (id: AccountId): Decimal | null => {
    const equity = accountById.get(id)?.equity ?? null;
    if (equity !== null) return decimal(equity);
    return id === PAPER_ACCOUNT ? paperEquity : null;
  };
  const views = await Promise.all(
    follows.map(async (follow) => {
      const start = dayStarts.get(follow.id);
      const account = accountTag(follow.accountId, accountById);
      const lockedSince = account.access.state === "locked" ? account.access.since : null;
      return followView({
        follow,
        account,
        leader: leaderById.get(follow.leaderId),
        books: books.filter((book) => book.followId === follow.id),
        prices,
        day,
        dayStart: start?.day === day ? decimal(start.netResult) : null,
        execution: await executionOf(database, follow, lockedSince),
        accountEquity: equityOfAccount(follow.accountId),
        guard: guardById.get(followGuardId(follow.id)),
      });
    }),
  );
  const paper = await paperView(
    database,
    ledger,
    views.filter(({ account }) => account.kind === "paper"),
    marks,
    day,
    accountById.get(PAPER_ACCOUNT),
    guardById.get(accountGuardId(PAPER_ACCOUNT)),
  );
  const real = accounts
    .filter(({ kind }) => kind === "real")
    .map((account) => {
      const own = views.filter(({ follow }) => follow.accountId === account.id);
      return realAccountView({
        account,
        follows: own,
        books: books.filter((book) => own.some(({ follow }) => follow.id === book.followId)),
        prices,
        stops,
        guard: guardById.get(accountGuardId(account.id)),
        day,
      });
    });
  const haltedSince = halt ?? meta?.haltedSince ?? null;
  const running = views.filter((view) => isRunning(view.follow));
  return {
    state: haltedSince === null ? stateOf(running, meta?.pausedSince ?? null, problems) : "halted",
    pausedSince: meta?.pausedSince ?? pausedSinceOf(running),
    haltedSince,
    problems,
    unknownOrders,
    feed: worstFeed(running),
    paper,
    // A row without a key only says of whom old follows were.
    real: real.filter(({ key, follows: run, openPositions }) => key !== null || run > 0 || openPositions > 0),
    follows: views.toSorted(
      (a, b) =>
        Number(isRunning(b.follow)) - Number(isRunning(a.follow)) || b.follow.createdAt - a.follow.createdAt,
    ),
    marksAt: newestMark(marks),
    workerSeenAt: sign?.at ?? null,
  };
}

function isRunning(follow: Follow): boolean {
  return follow.status !== "stopped";
}

function stateOf(
  running: readonly FollowView[],
  pausedSince: number | null,
  problems: readonly Problem[],
): Overview["state"] {
  if (problems.some((problem) => problem.kind.startsWith("journal-"))) return "halted";
  if (running.length === 0) return "empty";
  if (pausedSince !== null || pausedSinceOf(running) !== null) return "paused";
  return running.every((view) => view.feed.state === "lost") ? "waiting" : "mirroring";
}

/** Since when every running follow is paused one by one; null when one is not. */
function pausedSinceOf(running: readonly FollowView[]): number | null {
  if (running.length === 0 || running.some((view) => view.follow.status !== "paused")) return null;
  return Math.max(...running.map((view) => view.follow.statusSince));
}

const BADNESS = { live: 0, idle: 1, slow: 2, lost: 3 } as const;

function worstFeed(running: readonly FollowView[]): Feed | null {
  return running.reduce<Feed | null>((worst, { feed }) => {
    if (worst === null || BADNESS[feed.state] > BADNESS[worst.state]) return feed;
    const slower =
      BADNESS[feed.state] === BADNESS[worst.state] && (feed.latencyMs ?? 0) > (worst.latencyMs ?? 0);
    return slower ? feed : worst;
  }, null);
}

function newestMark(marks: ReadonlyMap<string, MarkRow>): number | null {
  const times = [...marks.values()].map((mark) => mark.at);
  return times.length === 0 ? null : Math.max(...times);
}

function add(views: readonly FollowView[], of: (view: FollowView) => string): DecimalString {
  return decimalString(views.reduce((sum, view) => sum.plus(of(view)), ZERO));
}

async function paperView(
  database: JournalDatabase,
  ledger: PaperLedger,
  views: readonly FollowView[],
  marks: ReadonlyMap<FollowBook["instrument"], MarkRow>,
  day: string,
  account: Account | undefined,
  guard: Guard | undefined,
): Promise<PaperAccountView> {
  const prices = pricesOf(marks);
  const equity = equityOf(ledger, prices);
  const start = await database.accountDays.get(PAPER_ACCOUNT);
  // An account that began today began with its balance; of another the first look of the day is the start.
  const beganToday = localDay(ledger.since) === day;
  const before =
    start?.day === day ? decimal(start.equity) : beganToday ? decimal(ledger.startBalance) : equity;
  const running = views.filter((view) => isRunning(view.follow));
  const exposure = ledger.positions.reduce(
    (sum, position) =>
      sum.plus(
        decimal(position.size)
          .abs()
          .times(prices.get(position.instrument) ?? position.entryPrice),
      ),
    ZERO,
  );
  const settings = account?.settings ?? DEFAULT_ACCOUNT_SETTINGS;
  return {
    id: PAPER_ACCOUNT,
    settings,
    guard: guardView(settings.exits, guard, decimal(add(views, (view) => view.netResult)), null, day),
    equity: decimalString(equity),
    balanceAtStart: ledger.startBalance,
    netToday: decimalString(equity.minus(before)),
    netTodayFraction: before.isZero() ? null : equity.minus(before).div(before).toNumber(),
    mirrored: add(running, (view) => view.equity),
    allocated: add(running, (view) => view.allocation),
    openPositions: ledger.positions.length,
    exposure: equity.lte(0) ? 0 : exposure.div(equity).toNumber(),
    since: ledger.since,
  };
}
