import type { EngineState } from "../engine/engine-state.ts";
import { netResult } from "../engine/follow-book.ts";
import { type Decimal, ZERO, decimal, decimalString } from "../model/decimal.ts";
import { DEFAULT_ALLOCATION } from "../model/follow-settings.ts";
import type { Follow, FollowBook } from "../model/follow.ts";
import { type Address, PAPER_ACCOUNT, leaderIdOf } from "../model/identity.ts";
import type { Feed, LeaderReading } from "../model/leader.ts";
import type { CardFollow, CardView, PaperCardFollow, RealCardFollow } from "../model/view.ts";

/** The follow a card shows: the one that runs, else the newest that still holds something. */
function followOf(state: EngineState, address: Address): Follow | undefined {
  const leaderId = leaderIdOf(address);
  return [...state.follows.values()].find((one) => one.leaderId === leaderId && one.status !== "stopped");
}

export function cardViewOf(
  state: EngineState,
  address: Address,
  reading: LeaderReading | null,
  readProblem: CardView["readProblem"],
  journalHalted: boolean,
  now: number,
): CardView {
  const follow = followOf(state, address);
  return {
    address,
    reading,
    readProblem,
    follow: follow === undefined ? null : followPart(state, follow, now),
    halted: journalHalted ? "journal" : state.meta.haltedSince === null ? null : "by-user",
    defaultAllocation: DEFAULT_ALLOCATION,
  };
}

/** Figures at marks older than this would pass for present ones, ms. */
const MARK_MAX_AGE_MS = 30_000;

/** USD, net of fees and funding; null where a held position has no fresh mark. */
function resultOf(state: EngineState, books: readonly FollowBook[], now: number): Decimal | null {
  let sum = ZERO;
  for (const book of books) {
    const mark = state.marks.get(book.instrument);
    const fresh = mark !== undefined && now - mark.at <= MARK_MAX_AGE_MS;
    if (book.held !== "0" && !fresh) return null;
    sum = sum.plus(netResult(book, fresh ? decimal(mark.price) : null));
  }
  return sum;
}

/** USD that the follow may work with now; null while the equity, of which it is a share, is not known. */
function allocationOf(state: EngineState, follow: Follow): Decimal | null {
  const { allocation } = follow.settings;
  if (allocation.kind === "amount") return decimal(allocation.amount);
  const equity = state.accounts.get(follow.accountId)?.equity ?? null;
  return equity === null ? null : decimal(equity).times(allocation.percent).div(100);
}

function followPart(state: EngineState, follow: Follow, now: number): CardFollow {
  const paper = follow.accountId === PAPER_ACCOUNT;
  const feed: Feed = state.leaders.get(follow.leaderId)?.feed ?? {
    state: "lost",
    reason: "connecting",
    detail: null,
    since: follow.createdAt,
    latencyMs: null,
    attempts: 0,
  };
  const access = state.accounts.get(follow.accountId)?.access.state ?? (paper ? "ready" : "unchecked");
  const base = {
    id: follow.id,
    status: follow.status,
    pausedByAll: state.meta.pausedSince !== null,
    accountReady: access === "ready",
    feed,
  };
  return paper
    ? { ...base, kind: "paper", ...paperFigures(state, follow, now) }
    : { ...base, kind: "real", feed: { ...feed, detail: null } };
}

/** The figures of a follow on paper. Those of real money are for our own pages: see RealCardFollow. */
function paperFigures(
  state: EngineState,
  follow: Follow,
  now: number,
): Omit<PaperCardFollow, keyof RealCardFollow> {
  const books = [...state.books.values()].filter((book) => book.followId === follow.id);
  const result = resultOf(state, books, now);
  const allocation = allocationOf(state, follow);
  return {
    statusSince: follow.statusSince,
    allocation: allocation === null ? null : decimalString(allocation),
    equity: result === null || allocation === null ? null : decimalString(result.plus(allocation)),
    netResult: result === null ? null : decimalString(result),
    openPositions: books.filter((book) => book.held !== "0").length,
    notCopiedAtStart: books.filter((book) => book.baseline !== "0").length,
    limits: follow.settings.limits,
  };
}
