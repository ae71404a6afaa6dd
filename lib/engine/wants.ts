import { type Decimal, decimal, floorToLot } from "../model/decimal.ts";
import type { DecisionReason, Follow, FollowBook } from "../model/follow.ts";
import type { Instrument } from "../model/instrument.ts";
import { roundLimitPrice } from "../model/instrument.ts";
import type { BelowMinimum } from "../model/sizing.ts";
import type { IntentRow } from "../model/state.ts";
import { isGrowth, wantedOf } from "./follow-book.ts";
import { maxSlippageBps } from "./news-limits.ts";
import { openShare } from "./open-orders.ts";
import { reductionLimit } from "./reduction-steps.ts";
import { isPausing } from "./retry-pause.ts";
import { waitsForStop } from "./stops/waits-for-stop.ts";
import type { Work } from "./work.ts";

/** What one follow wants of its account now. */
export interface Want {
  readonly follow: Follow;
  readonly book: FollowBook;
  /** Signed coins that are held whatever becomes of an order that is unknown. */
  readonly surelyHeld: Decimal;
  /** Signed whole lots, not 0. */
  readonly size: Decimal;
  readonly growth: boolean;
  /** Worst price it may fill at. */
  readonly limitPrice: Decimal;
  /** What becomes of growth that is too small for the venue. */
  readonly belowMinimum: BelowMinimum;
}

export type WantOrReason = Want | DecisionReason | null;

/**
 * Growth is ordered in pieces of the follow's largest order (USD at the leader's price): what was judged piece by
 * piece, and came back together from orders that came to nothing, does not leave as one.
 */
function withinMaxOrder(follow: Follow, book: FollowBook, instrument: Instrument, size: Decimal): Decimal {
  const { maxOrder } = follow.settings.limits;
  const price = decimal(book.waitingPrice);
  if (maxOrder === null || price.lte(0)) return size;
  const most = floorToLot(decimal(maxOrder).div(price), decimal(instrument.lotSize));
  if (size.abs().lte(most)) return size;
  return size.isNegative() ? most.negated() : most;
}

/** Worst price for growth: the leader's, worsened by the slippage limit of the follow or of its account, whichever is less. */
function growthLimit(
  work: Work,
  follow: Follow,
  book: FollowBook,
  instrument: Instrument,
  buying: boolean,
): Decimal {
  const worse = decimal(maxSlippageBps(work, follow)).div(10_000);
  const factor = buying ? worse.plus(1) : decimal(1).minus(worse);
  const price = decimal(book.waitingPrice).times(factor);
  return decimal(roundLimitPrice(instrument, buying ? "buy" : "sell", price));
}

/** How long after a start a reduction waits for the leader to be read again. */
const RESYNC_MS = 15_000;

/**
 * After a start nothing is done on old knowledge before the leader was read again. A reduction known from
 * before waits for that only so long: a leader who cannot be read must not keep anybody in a position. What the user
 * or a rule of his closes has nothing to do with the leader.
 */
function mayAct(work: Work, follow: Follow, { latched }: FollowBook): boolean {
  if (follow.status === "closing" || follow.status === "stopped" || latched !== null) return true;
  return work.leaders.get(follow.leaderId)?.synced === true || work.age.ms > RESYNC_MS;
}

/**
 * What a book wants, or why it wants nothing now. While an order of this instrument is unknown there is no
 * growth, and only what is surely held whatever became of it may be reduced.
 */
export function wantOf(
  work: Work,
  follow: Follow,
  book: FollowBook,
  instrument: Instrument,
  mark: Decimal | null,
  unknown: readonly IntentRow[],
): WantOrReason {
  if (!mayAct(work, follow, book)) return "leader-not-read";
  const sure = decimal(book.held).plus(openShare(unknown, follow.id, false));
  const surely: FollowBook = { ...book, held: sure.toFixed() as FollowBook["held"] };
  const size = wantedOf(surely, instrument, mark);
  if (size.isZero()) return unknown.length > 0 ? "instrument-frozen" : null;
  const growth = isGrowth(surely, size);
  const buying = size.gt(0);
  const { belowMinimum } = follow.settings;
  if (growth) {
    if (unknown.length > 0) return "instrument-frozen";
    const leader = work.leaders.get(follow.leaderId);
    if (leader?.synced !== true || leader.feed.state === "lost") return "leader-not-read";
    if (follow.status !== "mirroring" || work.meta.pausedSince !== null) return null;
    if (isPausing(work.at, book, true)) return "tried-again-soon";
    const piece = withinMaxOrder(follow, book, instrument, size);
    if (piece.isZero()) return "below-lot";
    const limitPrice = growthLimit(work, follow, book, instrument, buying);
    return { follow, book, surelyHeld: sure, size: piece, growth, limitPrice, belowMinimum };
  }
  if (mark === null) return "no-price";
  if (isPausing(work.at, book, false)) return "order-in-flight";
  if (waitsForStop(work, follow.accountId, book, size)) return "order-in-flight";
  const limitPrice = reductionLimit(book.reduceAttempts, instrument, mark, buying);
  return { follow, book, surelyHeld: sure, size, growth, limitPrice, belowMinimum };
}
