import { Decimal, ZERO, decimal } from "../../model/decimal.ts";
import type { FollowBook } from "../../model/follow.ts";
import type { AccountId } from "../../model/identity.ts";
import type { Side } from "../../model/leader.ts";
import type { Work } from "../work.ts";
import { keptTogether, onSide } from "./kept-after-sale.ts";
import { beside, mirroredBooks, mirrorsOf } from "./mirrored.ts";
import { openStops } from "./open-stops.ts";
import { watchOf } from "./stop-watch.ts";

/**
 * True where a reduction (signed lots) must wait, because a stop of ours may sell the same. What a stop that fired may
 * have sold waits until its fills, or a reading without more of them, were told. One that rests is in the way only
 * where the user holds something of his own on that side: both it and our order are reduce-only, and the venue lets
 * them sell no more than the position together, but what they sell too much would be his. There the stop is made smaller
 * first (see exposureOf), and the sale follows once the venue has said so. What bound remains: nothing of his is sold
 * while the venue keeps its word that a replaced stop is gone.
 */
export function waitsForStop(work: Work, accountId: AccountId, book: FollowBook, size: Decimal): boolean {
  const side: Side = size.isNegative() ? "sell" : "buy";
  const { fired } = watchOf(work, accountId, book.instrument);
  const firing = fired?.side === side ? decimal(fired.left) : ZERO;
  const resting = largestStop(work, accountId, book, side);
  if (firing.isZero() && resting.isZero()) return false;
  const all = mirroredBooks(work, accountId, book.instrument);
  const own = beside(mirrorsOf(work), accountId, book.instrument, all);
  const isBesideOwn = !own.isZero() && own.isPositive() === (side === "sell");
  const most = firing.plus(isBesideOwn ? resting : ZERO);
  if (most.isZero()) return false;
  const books = onSide(all, book.instrument, side === "sell");
  // Of what a stop may sell each follow bears what it keeps; what is more than all keep is in everybody's way.
  return most.gt(keptTogether(work, books));
}

/** Coins of the largest stop that may rest on a side: one replaces the other, and never both fire. */
function largestStop(work: Work, accountId: AccountId, { instrument }: FollowBook, side: Side): Decimal {
  return openStops(work.stops.view, accountId, instrument)
    .filter(({ stop }) => stop.side === side)
    .reduce((largest, { stop }) => Decimal.max(largest, stop.size), ZERO);
}
