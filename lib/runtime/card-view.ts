import type { EngineState } from "../engine/engine-state.ts";
import { netResult } from "../engine/follow-book.ts";
import { ZERO, decimal, decimalString } from "../model/decimal.ts";
import { DEFAULT_SETTINGS, type Follow } from "../model/follow.ts";
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
): CardView {
  const follow = followOf(state, address);
  return {
    address,
    reading,
    readProblem,
    follow: follow === undefined ? null : followPart(state, follow),
    halted,
    defaultAllocation: DEFAULT_SETTINGS.allocation,
  };
}

function followPart(state: EngineState, follow: Follow): NonNullable<CardView["follow"]> {
  const books = [...state.books.values()].filter((book) => book.followId === follow.id);
  const result = books.reduce((sum, book) => {
    const mark = state.marks.get(book.instrument);
    return sum.plus(netResult(book, mark === undefined ? null : decimal(mark.price)));
  }, ZERO);
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
    equity: decimalString(decimal(follow.settings.allocation).plus(result)),
    netResult: decimalString(result),
    openPositions: books.filter((book) => book.held !== "0").length,
    notCopiedAtStart: books.filter((book) => book.baseline !== "0").length,
    limits: follow.settings.limits,
    feed,
  };
}
