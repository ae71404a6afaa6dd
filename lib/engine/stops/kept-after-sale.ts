import { Decimal, ZERO, decimal } from "../../model/decimal.ts";
import type { FollowBook } from "../../model/follow.ts";
import type { InstrumentId } from "../../model/identity.ts";
import { wantedOf } from "../follow-book.ts";
import { freshMark } from "../marks.ts";
import type { Work } from "../work.ts";

/** What will be left of a book once what it wants to sell is sold, coins; of one that wants no sale all that it holds. */
export function keptAfterSale(work: Work, book: FollowBook): Decimal {
  const held = decimal(book.held);
  const listed = work.instruments.get(book.instrument);
  if (listed === undefined) return held.abs();
  const wanted = wantedOf(book, listed, freshMark(work, book.instrument));
  const sells = !wanted.isZero() && wanted.isNegative() !== held.isNegative();
  return sells ? Decimal.max(ZERO, held.abs().minus(wanted.abs())) : held.abs();
}

/** The same of several books of one side together. */
export function keptTogether(work: Work, books: readonly FollowBook[]): Decimal {
  return books.reduce((sum, book) => sum.plus(keptAfterSale(work, book)), ZERO);
}

/** What is held in an instrument on one side by these books. */
export function onSide(books: readonly FollowBook[], instrument: InstrumentId, long: boolean): FollowBook[] {
  return books.filter(
    (book) => book.instrument === instrument && book.held !== "0" && decimal(book.held).isPositive() === long,
  );
}
