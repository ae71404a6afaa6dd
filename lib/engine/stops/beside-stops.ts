import { Decimal, ZERO, decimal, decimalString } from "../../model/decimal.ts";
import type { FollowBook } from "../../model/follow.ts";
import type { AccountId } from "../../model/identity.ts";
import type { Side } from "../../model/leader.ts";
import { divideInLots } from "../divide-in-lots.ts";
import { lotOf } from "../lot-of.ts";
import type { Work } from "../work.ts";
import { beside, mirroredBooks, mirrorsOf } from "./mirrored.ts";
import { openStops } from "./open-stops.ts";
import { watchOf } from "./stop-watch.ts";

/**
 * How much of a reduction (signed lots) may be ordered while a stop of ours may sell the same. What a stop that fired
 * may have sold waits until its fills, or a reading without more of them, were told. One that rests is in the way only
 * where the user holds something of his own on that side: both it and our order are reduce-only, and the venue lets
 * them sell no more than the position together, but what they sell too much would be his. There the stop is made smaller
 * first (see exposureOf), and the sale follows once the venue has said so. What bound remains: nothing of his is sold
 * while the venue keeps its word that a replaced stop is gone.
 */
export function besideStops(work: Work, accountId: AccountId, book: FollowBook, size: Decimal): Decimal {
  const side: Side = size.isNegative() ? "sell" : "buy";
  const { fired } = watchOf(work, accountId, book.instrument);
  const firing = fired?.side === side ? decimal(fired.left) : ZERO;
  const resting = largestStop(work, accountId, book, side);
  if (firing.isZero() && resting.isZero()) return size;
  const all = mirroredBooks(work, accountId, book.instrument);
  const own = beside(mirrorsOf(work), accountId, book.instrument, all);
  const isBesideOwn = !own.isZero() && own.isPositive() === (side === "sell");
  const most = firing.plus(isBesideOwn ? resting : ZERO);
  if (most.isZero()) return size;
  const books = all.filter(({ held }) => held !== "0" && decimal(held).isPositive() === (side === "sell"));
  const claims = books.map(({ followId, held }) => ({ id: followId, weight: decimal(held).abs() }));
  const held = claims.reduce((sum, { weight }) => sum.plus(weight), ZERO);
  const taken = Decimal.min(most, held);
  const sizes = [decimalString(taken), ...books.map((one) => one.held)];
  const part = divideInLots(taken, lotOf(work, book.instrument, sizes), claims).get(book.followId) ?? ZERO;
  const free = Decimal.max(0, decimal(book.held).abs().minus(part));
  const sale = Decimal.min(size.abs(), free);
  return side === "sell" ? sale.negated() : sale;
}

/** Coins of the largest stop that may rest on a side: one replaces the other, and never both fire. */
function largestStop(work: Work, accountId: AccountId, { instrument }: FollowBook, side: Side): Decimal {
  return openStops(work.stops.view, accountId, instrument)
    .filter(({ stop }) => stop.side === side)
    .reduce((largest, { stop }) => Decimal.max(largest, stop.size), ZERO);
}
