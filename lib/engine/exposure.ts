import { Decimal, ZERO, decimal, floorToLot } from "../model/decimal.ts";
import type { Follow, FollowBook } from "../model/follow.ts";
import type { InstrumentId } from "../model/identity.ts";
import { waitingOf } from "./follow-book.ts";
import { freshMark } from "./marks.ts";
import { openOrders, openShare } from "./open-orders.ts";
import type { Work } from "./work.ts";

/**
 * Coins (not negative) that a book counts with against limits: the largest of its target, of what it holds, and of
 * what it will hold if the growth under way is filled. So an order that is committed or unknown counts in both its
 * outcomes, and a sale counts when it is done.
 */
export function exposedCoins(work: Work, follow: Follow, book: FollowBook): Decimal {
  const orders = openOrders(work, follow.accountId, book.instrument);
  const filled = decimal(book.held).plus(openShare(orders, follow.id, true));
  return Decimal.max(decimal(book.target).abs(), decimal(book.held).abs(), filled.abs());
}

/** The same in USD, at the mark; without a fresh one at the dearer of the prices that are known. */
export function exposedNotional(work: Work, follow: Follow, book: FollowBook): Decimal {
  const coins = exposedCoins(work, follow, book);
  if (coins.isZero()) return ZERO;
  const price = freshMark(work, book.instrument) ?? Decimal.max(book.waitingPrice, book.entryPrice);
  return coins.times(price);
}

/**
 * Signed coins of growth that waits and is in no order yet: what the follow's next order would be for. Parts of a lot
 * count.
 */
export function unorderedGrowth(work: Work, follow: Follow, book: FollowBook): Decimal {
  const waiting = waitingOf(book);
  const held = decimal(book.held);
  // A target nearer to 0 than what is held is a sale.
  if (!held.isZero() && !waiting.isZero() && waiting.isNegative() !== decimal(book.target).isNegative())
    return ZERO;
  const underWay = openShare(openOrders(work, follow.accountId, book.instrument), follow.id, true);
  if (underWay.isZero() || underWay.isNegative() !== waiting.isNegative()) return waiting;
  return underWay.abs().lt(waiting.abs()) ? waiting.minus(underWay) : ZERO;
}

/** The same in whole lots: what is less than one can be in no order. */
export function unorderedLots(work: Work, follow: Follow, book: FollowBook): Decimal {
  const lot = work.instruments.get(book.instrument)?.lotSize;
  return lot === undefined ? ZERO : floorToLot(unorderedGrowth(work, follow, book), decimal(lot));
}

export interface Holding {
  readonly follow: Follow;
  readonly book: FollowBook;
}

/** The books of the follow, or of all follows of its account, that stand beside this one. */
export function booksBeside(
  work: Work,
  follow: Follow,
  instrument: InstrumentId,
  of: "follow" | "account",
): Holding[] {
  return [...work.books.view.values()].flatMap((book) => {
    if (book.followId === follow.id && book.instrument === instrument) return [];
    const owner = work.follows.get(book.followId);
    const counts = of === "follow" ? owner?.id === follow.id : owner?.accountId === follow.accountId;
    return owner !== undefined && counts ? [{ follow: owner, book }] : [];
  });
}
