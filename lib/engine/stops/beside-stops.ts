import { Decimal, ZERO, decimal, decimalString } from "../../model/decimal.ts";
import type { FollowBook } from "../../model/follow.ts";
import type { AccountId } from "../../model/identity.ts";
import { divideInLots } from "../divide-in-lots.ts";
import { lotOf } from "../lot-of.ts";
import type { Work } from "../work.ts";
import { beside, mirroredBooks, mirrorsOf } from "./mirrored.ts";
import { openStops } from "./open-stops.ts";

/**
 * How much of a reduction (signed lots) may be ordered while a stop of ours may fire beside it. Both are reduce-only: where the user
 * holds nothing on that side, the venue itself lets them sell no more than the position. Where he does, it would let them
 * take the rest from his: there we sell only what no stop can sell as well. The stop is made smaller first (see
 * exposureOf), and the sale follows once the venue has said so.
 *
 * Where there is no stop in the way, all of it.
 */
export function besideStops(work: Work, accountId: AccountId, book: FollowBook, size: Decimal): Decimal {
  const stops = openStops(work.stops.view, accountId, book.instrument).filter(
    ({ stop }) => (stop.side === "sell") === size.isNegative(),
  );
  if (stops.length === 0) return size;
  const all = mirroredBooks(work, accountId, book.instrument);
  const own = beside(mirrorsOf(work), accountId, book.instrument, all);
  if (own.isZero() || own.isPositive() !== size.isNegative()) return size;
  const books = all.filter(({ held }) => held !== "0" && decimal(held).isPositive() === size.isNegative());
  const claims = books.map(({ followId, held }) => ({ id: followId, weight: decimal(held).abs() }));
  const held = claims.reduce((sum, { weight }) => sum.plus(weight), ZERO);
  // One replaces the other: never both.
  const most = stops.reduce((largest, { stop }) => Decimal.max(largest, stop.size), ZERO);
  const taken = Decimal.min(most, held);
  const sizes = [decimalString(taken), ...books.map((one) => one.held)];
  const part = divideInLots(taken, lotOf(work, book.instrument, sizes), claims).get(book.followId) ?? ZERO;
  const free = Decimal.max(0, decimal(book.held).abs().minus(part));
  const sale = Decimal.min(size.abs(), free);
  return size.isNegative() ? sale.negated() : sale;
}
