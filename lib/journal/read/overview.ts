import { type Decimal, ZERO, decimal, decimalString } from "../../model/decimal.ts";
import type { Follow, FollowBook } from "../../model/follow.ts";
import { PAPER_ACCOUNT, addressOf } from "../../model/identity.ts";
import type { Feed } from "../../model/leader.ts";
import type { Leader, MarkRow, Problem } from "../../model/state.ts";
import type { FollowView, Overview, PaperAccountView } from "../../model/view.ts";
import { type JournalDatabase, journalDatabase } from "../database.ts";
import { bookResult, equityOf, localDay, pricesOf, readMarks, readPaperLedger } from "./journal-view.ts";
import { type Execution, executionOf } from "./execution.ts";

/** The head of the popup and the side panel, at the marks last written down. */
export async function readOverview(now: number): Promise<Overview> {
  const database = journalDatabase();
  const [meta, follows, leaders, books, marks, problems, sign] = await Promise.all([
    database.meta.get("engine"),
    database.follows.toArray(),
    database.leaders.toArray(),
    database.books.toArray(),
    readMarks(database),
    database.problems.toArray(),
    database.signs.get("worker"),
  ]);
  const leaderById = new Map(leaders.map((leader) => [leader.id, leader]));
  const dayStarts = new Map((await database.dayStarts.toArray()).map((row) => [row.followId, row]));
  const day = localDay(now);
  const views = await Promise.all(
    follows.map(async (follow) => {
      const start = dayStarts.get(follow.id);
      return followView(
        follow,
        leaderById.get(follow.leaderId),
        books.filter((book) => book.followId === follow.id),
        marks,
        start?.day === day ? decimal(start.netResult) : null,
        localDay(follow.createdAt) === day,
        await executionOf(database, follow.id),
      );
    }),
  );
  const paper = await paperView(database, views, marks, day);
  const running = views.filter((view) => isRunning(view.follow));
  return {
    state: stateOf(running, meta?.pausedSince ?? null, problems),
    pausedSince: meta?.pausedSince ?? pausedSinceOf(running),
    problems,
    feed: worstFeed(running),
    paper,
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

const UNKNOWN_FEED: Feed = {
  state: "lost",
  reason: "connecting",
  detail: null,
  since: 0,
  latencyMs: null,
  attempts: 0,
};

function followView(
  follow: Follow,
  leader: Leader | undefined,
  books: readonly FollowBook[],
  marks: ReadonlyMap<string, MarkRow>,
  dayStart: Decimal | null,
  beganToday: boolean,
  execution: Execution,
): FollowView {
  const sum = (of: (book: FollowBook) => Decimal): Decimal =>
    books.reduce((all, book) => all.plus(of(book)), ZERO);
  const net = sum((book) => bookResult(book, marks.get(book.instrument)?.price));
  const notional = sum((book) =>
    decimal(book.target)
      .abs()
      .times(marks.get(book.instrument)?.price ?? book.entryPrice),
  );
  return {
    follow,
    address: addressOf(follow.leaderId),
    feed: leader?.feed ?? UNKNOWN_FEED,
    // Until the day's start is written, all of it is today's where the follow began today, and else none.
    netToday: decimalString(dayStart !== null ? net.minus(dayStart) : beganToday ? net : ZERO),
    netResult: decimalString(net),
    fees: decimalString(sum((book) => decimal(book.fees))),
    funding: decimalString(sum((book) => decimal(book.funding))),
    equity: decimalString(decimal(follow.settings.allocation).plus(net)),
    openPositions: books.filter((book) => !decimal(book.held).isZero()).length,
    seen: execution.seen,
    copied: execution.copied,
    medianDelayMs: execution.medianDelayMs,
    averageSlippageBps: execution.averageSlippageBps,
    leaderEquity: leader?.equity ?? null,
    leverage: notional.div(follow.settings.allocation).toNumber(),
  };
}

async function paperView(
  database: JournalDatabase,
  views: readonly FollowView[],
  marks: ReadonlyMap<FollowBook["instrument"], MarkRow>,
  day: string,
): Promise<PaperAccountView> {
  const ledger = await readPaperLedger(database);
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
  const add = (of: (view: FollowView) => string): string =>
    decimalString(running.reduce((sum, view) => sum.plus(of(view)), ZERO));
  return {
    equity: decimalString(equity),
    balanceAtStart: ledger.startBalance,
    netToday: decimalString(equity.minus(before)),
    netTodayFraction: before.isZero() ? null : equity.minus(before).div(before).toNumber(),
    mirrored: decimalString(add((view) => view.equity)),
    allocated: decimalString(add((view) => view.follow.settings.allocation)),
    openPositions: ledger.positions.length,
    exposure: equity.lte(0) ? 0 : exposure.div(equity).toNumber(),
    since: ledger.since,
  };
}
