import {
  type Decimal,
  type DecimalString,
  ZERO,
  decimal,
  decimalString,
  floorToLot,
} from "../model/decimal.ts";
import type { FollowBook } from "../model/follow.ts";
import type { ForgonePart, ForgoneReason } from "../model/forgone.ts";
import type { FollowId, InstrumentId } from "../model/identity.ts";
import type { Instrument } from "../model/instrument.ts";

const NOTHING = decimalString(0);

export function newFollowBook(followId: FollowId, instrument: InstrumentId, baseline: Decimal): FollowBook {
  return {
    followId,
    instrument,
    baseline: decimalString(baseline),
    copyable: NOTHING,
    copyablePeak: NOTHING,
    openingPrice: NOTHING,
    target: NOTHING,
    forgone: [],
    held: NOTHING,
    entryPrice: NOTHING,
    leaderEntryPrice: NOTHING,
    waitingPrice: NOTHING,
    newestGrowthAt: 0,
    latched: null,
    reduceAttempts: 0,
    notBefore: 0,
    realised: NOTHING,
    fees: NOTHING,
    funding: NOTHING,
  };
}

/** Adds parts to F, one part per reason; a part that comes to 0 goes. */
export function addForgone(parts: readonly ForgonePart[], added: readonly ForgonePart[]): ForgonePart[] {
  const sums = new Map<ForgoneReason, Decimal>();
  for (const part of [...parts, ...added]) {
    sums.set(part.reason, (sums.get(part.reason) ?? ZERO).plus(part.size));
  }
  return [...sums]
    .map(([reason, size]) => ({ reason, size: decimalString(size) }))
    .filter((part) => part.size !== "0");
}

/** W: all that C means for the follow, T and F together. */
export function wholeOf(book: FollowBook): Decimal {
  return book.forgone.reduce((sum, part) => sum.plus(part.size), decimal(book.target));
}

/**
 * Moves a signed amount from T to F. Whole lots may be more than T by the last digits of a division: then it is all of
 * T, and not a rest on the other side.
 */
export function forgo(book: FollowBook, size: Decimal, reason: ForgoneReason): FollowBook {
  const target = decimal(book.target);
  const left = target.minus(size);
  const crosses = !left.isZero() && !target.isZero() && left.isNegative() !== target.isNegative();
  const moved = crosses ? target : size;
  return {
    ...book,
    target: decimalString(target.minus(moved)),
    forgone: addForgone(book.forgone, [{ reason, size: decimalString(moved) }]),
  };
}

/** What keeps growth from a position until the leader has been flat. */
export type Latch = NonNullable<FollowBook["latched"]>;

/**
 * "After a liquidation or a stop growth joins F until C is 0." Where C is 0 already, or on the other side than what was
 * `held`, signed coins, that is over: what the leader opens next is another position.
 */
export function latch(book: FollowBook, held: Decimal, reason: Latch): FollowBook {
  const copyable = decimal(book.copyable);
  const isOver = copyable.isZero() || copyable.isNegative() !== held.isNegative();
  return isOver ? book : { ...book, latched: reason };
}

/** The signed part of T that is not held: all of T while A is still on the other side. */
export function waitingOf(book: FollowBook): Decimal {
  const target = decimal(book.target);
  const held = decimal(book.held);
  if (target.isZero() || held.isZero() || held.isNegative() !== target.isNegative()) return target;
  return target.minus(held);
}

/** Volume-weighted waiting price when `added` at `price` joins `waiting` at the book's price; parts of the other sign don't count. */
export function waitingPriceWith(
  book: FollowBook,
  waiting: Decimal,
  added: Decimal,
  price: Decimal,
): DecimalString {
  const old = waiting.isNegative() === added.isNegative() ? waiting.abs() : ZERO;
  const total = old.plus(added.abs());
  return decimalString(old.times(book.waitingPrice).plus(added.abs().times(price)).div(total));
}

/**
 * The order this book wants now, signed whole lots: T rounded towards 0 to the lot, less A. Where T is on
 * the other side of 0 than A (a flip), first all of A goes. A reduction whose rest would be worth less than
 * half the venue's minimum closes all, because then 0 is nearer than the smallest order.
 */
export function wantedOf(book: FollowBook, instrument: Instrument, price: Decimal | null): Decimal {
  const held = decimal(book.held);
  const target = floorToLot(decimal(book.target), decimal(instrument.lotSize));
  if (held.isZero()) return target;
  if (target.isZero() || target.isNegative() !== held.isNegative()) return held.negated();
  const reduces = target.abs().lt(held.abs());
  if (reduces && price !== null && target.abs().times(price).lt(decimal(instrument.minNotional).div(2))) {
    return held.negated();
  }
  return target.minus(held);
}

/** True when the order would take the book further from 0. */
export function isGrowth(book: FollowBook, wanted: Decimal): boolean {
  const held = decimal(book.held);
  return !wanted.isZero() && (held.isZero() || held.isNegative() === wanted.isNegative());
}

/** Results that were counted before: rows and marks are never changed in place, and are looked at at every step. */
const counted = new WeakMap<FollowBook, { readonly mark: Decimal | null; readonly result: Decimal }>();

/** USD: closed results less fees plus funding, plus the open result at the mark (0 without one). */
export function netResult(book: FollowBook, mark: Decimal | null): Decimal {
  const before = counted.get(book);
  if (before !== undefined && before.mark === mark) return before.result;
  const open = mark === null ? ZERO : mark.minus(decimal(book.entryPrice)).times(decimal(book.held));
  const closed = decimal(book.realised).minus(decimal(book.fees)).plus(decimal(book.funding));
  const result = closed.plus(open);
  counted.set(book, { mark, result });
  return result;
}
