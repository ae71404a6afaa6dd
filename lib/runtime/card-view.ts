import type { EngineState } from "../engine/engine-state.ts";
import { netResult } from "../engine/follow-book.ts";
import { type Decimal, ZERO, decimal, decimalString } from "../model/decimal.ts";
import { DEFAULT_SETTINGS, type Follow, type FollowBook } from "../model/follow.ts";
import { type Address, leaderIdOf } from "../model/identity.ts";
import type { LeaderReading } from "../model/leader.ts";
import type { CardView } from "../model/view.ts";

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
  halted: boolean,
  now: number,
): CardView {
  const follow = followOf(state, address);
  return {
    address,
    reading,
    readProblem,
    follow: follow === undefined ? null : followPart(state, follow, now),
    halted,
    defaultAllocation: DEFAULT_SETTINGS.allocation,
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

function followPart(state: EngineState, follow: Follow, now: number): NonNullable<CardView["follow"]> {
  const books = [...state.books.values()].filter((book) => book.followId === follow.id);
  const result = resultOf(state, books, now);
  const feed = state.leaders.get(follow.leaderId)?.feed ?? {
    state: "lost",
    reason: "connecting",
    detail: null,
    since: follow.createdAt,
    latencyMs: null,
    attempts: 0,
  };
  return {
    id: follow.id,
    status: follow.status,
    statusSince: follow.statusSince,
    pausedByAll: state.meta.pausedSince !== null,
    allocation: follow.settings.allocation,
    equity: result === null ? null : decimalString(result.plus(follow.settings.allocation)),
    netResult: result === null ? null : decimalString(result),
    openPositions: books.filter((book) => book.held !== "0").length,
    notCopiedAtStart: books.filter((book) => book.baseline !== "0").length,
    limits: follow.settings.limits,
    feed,
  };
}
