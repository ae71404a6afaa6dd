import { type Decimal, decimal } from "../model/decimal.ts";
import type { LeaderSnapshot } from "../model/leader.ts";
import type { Leader, LeaderBook } from "../model/state.ts";
import { closedResult } from "./leader-fill-signs.ts";
import { freshMark } from "./marks.ts";
import type { Work } from "./work.ts";

/** After a longer time without a snapshot his results are not known well enough for small signs, ms. */
const WATCHED_MS = 600_000;

/** A position that the snapshot tells otherwise than his book. */
export interface LateChange {
  readonly book: LeaderBook;
  readonly to: Decimal;
}

/** What a snapshot tells beside what was known. */
export interface Reading {
  readonly snapshot: LeaderSnapshot;
  readonly late: readonly LateChange[];
  /** True when no late news and no long absence makes his results a guess. */
  readonly watched: boolean;
  /** Equity at the last snapshot that was judged, above 0. */
  readonly before: Decimal;
  readonly equity: Decimal;
  /** What neither results nor open results explain of the change, USD; fees and funding are in it. */
  readonly unexplained: Decimal;
}

/** True when the stream is ahead of the snapshot: fills are booked that its equity does not have. */
export function isBehind(work: Work, leader: Leader, snapshot: LeaderSnapshot): boolean {
  return [...work.leaderBooks.view.values()].some(
    (book) => book.leaderId === leader.id && book.lastTime > snapshot.time,
  );
}

/** Null before there is anything to compare with. */
export function readingOf(
  work: Work,
  leader: Leader,
  snapshot: LeaderSnapshot,
  late: readonly LateChange[],
  wallet: Decimal,
): Reading | null {
  const before = decimal(leader.signs.equity ?? 0);
  if (leader.wallet === null || before.lte(0)) return null;
  const explained = late.reduce(
    (sum, change) => sum.plus(lateResult(work, change)),
    decimal(leader.realisedSince),
  );
  const unexplained = wallet.minus(leader.wallet).minus(explained);
  const absence = work.at - (leader.signs.readAt ?? 0);
  const watched = late.length === 0 && absence <= WATCHED_MS;
  return { snapshot, late, watched, before, equity: decimal(snapshot.equity), unexplained };
}

function lateResult(work: Work, { book, to }: LateChange): Decimal {
  const price = freshMark(work, book.instrument) ?? decimal(book.entryPrice);
  return closedResult({ from: decimal(book.size), to, entryPrice: book.entryPrice, price });
}
