import { type Decimal, type DecimalString, ZERO, decimal } from "../model/decimal.ts";
import type { FollowBook } from "../model/follow.ts";
import { pairKey } from "./engine-state.ts";
import { netResult } from "./follow-book.ts";
import type { AccountId, InstrumentId } from "../model/identity.ts";
import { venueMark } from "./marks.ts";
import type { Work } from "./work.ts";

const percentOf = (part: Decimal, whole: Decimal): Decimal => part.div(whole).times(100);

/**
 * How far the mark has moved from a position's entry, percent of the entry; positive is to its advantage. Null
 * without a position.
 */
export function positionMove(size: Decimal, entryPrice: Decimal, mark: Decimal): Decimal | null {
  if (size.isZero() || entryPrice.lte(0)) return null;
  const move = percentOf(mark.minus(entryPrice), entryPrice);
  return size.isNegative() ? move.negated() : move;
}

/**
 * Percent of the mark between it and the liquidation price that was told for this position's side; 0 where the mark has
 * passed that price, because nothing is nearer. Null without a position.
 */
export function liquidationDistance(size: Decimal, price: DecimalString, mark: Decimal): Decimal | null {
  if (size.isZero() || mark.lte(0)) return null;
  const away = percentOf(mark.minus(price), mark);
  const distance = size.isNegative() ? away.negated() : away;
  return distance.lt(0) ? ZERO : distance;
}

/** A fall from where nothing was left any more: all is lost that can be. */
const ALL = decimal(100);

/**
 * Fall of equity from its highest, percent of the highest; never below 0. Where the highest is not above 0 (the rule
 * was reset when all was lost, or the allocation was lowered below what is lost) any further fall is all of it.
 */
export function drawdown(peak: DecimalString, equity: Decimal): Decimal {
  const highest = decimal(peak);
  if (highest.lte(0)) return equity.lt(highest) ? ALL : ZERO;
  return equity.gte(highest) ? ZERO : percentOf(highest.minus(equity), highest);
}

/** What equity gained since `from`, percent of `whole`; negative is a loss. Null where `whole` is not above 0. */
export function gain(from: DecimalString, equity: Decimal, whole: Decimal): Decimal | null {
  return whole.lte(0) ? null : percentOf(equity.minus(from), whole);
}

const isFrozen = (work: Work, accountId: AccountId, instrument: InstrumentId): boolean =>
  (work.accountBooks.get(pairKey(accountId, instrument))?.frozen ?? null) !== null;

/**
 * Whether what the account holds in an instrument is known for certain: it was read in this life and agreed, and
 * nothing there is frozen, in doubt, or waits to be booked.
 */
export function isCertain(work: Work, accountId: AccountId, instrument: InstrumentId): boolean {
  if (work.accounts.get(accountId)?.reconciled !== true || isFrozen(work, accountId, instrument))
    return false;
  const book = work.accountBooks.get(pairKey(accountId, instrument));
  if (book !== undefined && book.heldBack.length > 0) return false;
  return work.readings.get(accountId)?.doubts.has(instrument) !== true;
}

/**
 * Whether a result is counted, at the journal's size. What is in doubt or waits to be booked is settled by the next
 * reports, and is waited for. A freeze lasts until the user acts, and must not silence the rules about all else for so
 * long. If more is lost there than the journal tells, a rule trips late, yet never later than if nothing were judged;
 * if less is lost, it trips early, and a rule only ever reduces.
 */
function counts(work: Work, accountId: AccountId, instrument: InstrumentId): boolean {
  if (isCertain(work, accountId, instrument)) return true;
  return work.accounts.get(accountId)?.reconciled === true && isFrozen(work, accountId, instrument);
}

/**
 * Net results of these books of an account together, USD, open ones at the mark. Null while something held has no
 * fresh mark or is about to change: what is not known trips nothing.
 */
export function resultsOf(work: Work, accountId: AccountId, books: readonly FollowBook[]): Decimal | null {
  let sum = ZERO;
  for (const book of books) {
    const flat = book.held === "0";
    const mark = flat ? null : venueMark(work, book.instrument);
    if (!flat && (mark === null || !counts(work, accountId, book.instrument))) return null;
    sum = sum.plus(netResult(book, mark));
  }
  return sum;
}
