import { Decimal, ZERO, decimal, decimalString } from "../model/decimal.ts";
import type { DecimalString } from "../model/decimal.ts";
import type { FollowBook } from "../model/follow.ts";

export interface FilledBook {
  readonly book: FollowBook;
  /** Closed result of this fill before fees, USD. */
  readonly realised: Decimal;
}

/**
 * Books a fill of `size` signed coins at `price` USD. Average-cost: growth moves the entry price, a reduction
 * realises (price - entry) x closed size; a fill across 0 does both.
 */
export function applyFillToBook(
  book: FollowBook,
  size: Decimal,
  price: Decimal,
  fee: Decimal,
  leaderPrice: DecimalString | null,
): FilledBook {
  const held = decimal(book.held);
  const after = held.plus(size);
  const grows = held.isZero() || held.isNegative() === size.isNegative();
  const closed = grows ? ZERO : Decimal.min(held.abs(), size.abs());
  const realised = price
    .minus(book.entryPrice)
    .times(closed)
    .times(held.isNegative() ? -1 : 1);
  const opened = size.abs().minus(closed);
  const kept = held.abs().minus(closed);
  const average = (old: DecimalString, added: Decimal): DecimalString => {
    const size = kept.plus(opened);
    if (size.isZero()) return decimalString(0);
    return decimalString(kept.times(old).plus(opened.times(added)).div(size));
  };
  return {
    book: {
      ...book,
      held: decimalString(after),
      entryPrice: average(book.entryPrice, price),
      leaderEntryPrice: average(book.leaderEntryPrice, decimal(leaderPrice ?? price)),
      realised: decimalString(decimal(book.realised).plus(realised)),
      fees: decimalString(decimal(book.fees).plus(fee)),
      reduceAttempts: grows ? book.reduceAttempts : 0,
    },
    realised,
  };
}
