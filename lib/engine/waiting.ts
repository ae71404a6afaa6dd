import { type Decimal, ZERO, decimal, decimalString, floorToLot } from "../model/decimal.ts";
import type { Follow, FollowBook } from "../model/follow.ts";
import type { Instrument } from "../model/instrument.ts";
import { ageOf } from "./age-of.ts";
import { ownDecision } from "./decisions.ts";
import { judgeEdited } from "./entry-limits.ts";
import { unorderedGrowth, unorderedLots } from "./exposure.ts";
import { addForgone, forgo, isGrowth, wantedOf } from "./follow-book.ts";
import { venueMark } from "./marks.ts";
import { ageRefusal, slippageRefusal } from "./news-limits.ts";
import { whyNoGrowth } from "./no-growth.ts";
import { openOrders, openShare } from "./open-orders.ts";
import { rateRefusal } from "./order-rate.ts";
import type { Refusal } from "./refusal.ts";
import type { Work } from "./work.ts";

/** So long after its start a life may take to hear whether the vault is open. */
const START_MS = 5_000;

/** Why growth that waits is not bought any more; null while it may be. */
function expiryOf(work: Work, follow: Follow, book: FollowBook, buying: boolean): Refusal | null {
  const { instrument, latched } = book;
  const refused = whyNoGrowth(work, { follow, instrument, latched, long: buying });
  return (
    (isOfTheStart(work, refused) ? null : refused) ??
    ageRefusal(work, follow, ageOf(work.at, book.newestGrowthAt)) ??
    slippageRefusal(work, follow, decimal(book.waitingPrice), venueMark(work, instrument), buying) ??
    // What comes back from orders that came to nothing must not make more of them than are allowed.
    rateRefusal(work, follow, instrument)
  );
}

/**
 * Every life begins with its accounts locked until the vault is heard of, in a moment: what waited when the worker was
 * stopped waits on meanwhile, and nothing is ordered.
 */
function isOfTheStart(work: Work, refused: Refusal | null): boolean {
  return refused?.reason === "account-locked" && work.age.ms < START_MS;
}

/** What was found before: a book is looked at at every step, and is never changed in place. */
const found = new WeakMap<FollowBook, { readonly instrument: Instrument; readonly growth: Decimal }>();

/** Whole lots that a book would still buy: also those behind a close that has not happened, after a flip. */
function growthOf(book: FollowBook, instrument: Instrument): Decimal {
  const before = found.get(book);
  if (before?.instrument === instrument) return before.growth;
  const growth = lotsToBuy(book, instrument);
  found.set(book, { instrument, growth });
  return growth;
}

function lotsToBuy(book: FollowBook, instrument: Instrument): Decimal {
  const held = decimal(book.held);
  const target = floorToLot(decimal(book.target), decimal(instrument.lotSize));
  const flipped = !held.isZero() && !target.isZero() && target.isNegative() !== held.isNegative();
  if (flipped) return target;
  const wanted = wantedOf(book, instrument, null);
  return isGrowth(book, wanted) ? wanted : ZERO;
}

/**
 * Growth that waits moves from T to F when it is too old, when the price has left its limit, and on pause.
 * What is in an order under way stays: an order that was sent cannot be taken back, and its fill must find
 * its target. Parts of a lot stay too, so that remainders don't pile up.
 */
export function expireWaiting(work: Work): void {
  for (const book of work.books.view.values()) {
    const follow = work.follows.get(book.followId);
    if (follow === undefined || !["mirroring", "paused", "leaving"].includes(follow.status)) continue;
    const instrument = work.instruments.get(book.instrument);
    if (instrument === undefined) continue;
    const wanted = growthOf(book, instrument);
    if (wanted.isZero()) continue;
    const underWay = openShare(openOrders(work, follow.accountId, book.instrument), follow.id, true);
    // An order under way for the other side (he has flipped since) is not a part of what is wanted now.
    const sameWay = !underWay.isZero() && underWay.isNegative() === wanted.isNegative();
    const waits: Decimal = sameWay ? wanted.minus(underWay) : wanted;
    if (waits.isZero() || waits.isNegative() !== wanted.isNegative()) continue;
    const expiry = expiryOf(work, follow, book, wanted.gt(0));
    if (expiry === null) continue;
    work.putBook(forgo(book, waits, expiry.reason));
    work.decisions.push({
      ...ownDecision(work, follow, book.instrument),
      outcome: "forgone",
      targetChange: decimalString(waits.abs().negated()),
      forgone: [{ reason: expiry.reason, size: decimalString(waits) }],
      measured: expiry.measured,
      limit: expiry.limit,
    });
  }
}

/**
 * After an edit of the limits: growth that waits must be inside the new ones before it is ordered; where the account's
 * equity, of which they are reckoned, is not known, nobody can tell that it is. What is held already is not trimmed.
 */
export function judgeWaitingAgain(work: Work, follow: Follow): void {
  const leader = work.leaders.get(follow.leaderId);
  if (leader === undefined) return;
  for (const book of work.booksOf(follow.id)) {
    if (unorderedLots(work, follow, book).isZero()) continue;
    const size = unorderedGrowth(work, follow, book);
    const without = { ...book, target: decimalString(decimal(book.target).minus(size)) };
    const leaderPrice = decimal(book.waitingPrice);
    const ageMs = ageOf(work.at, book.newestGrowthAt);
    const growth = { follow, leader, book: without, size, leaderPrice, priceKnown: true, ageMs };
    const verdict = judgeEdited(work, growth);
    if (verdict.forgone.length === 0) continue;
    work.putBook({
      ...book,
      target: decimalString(decimal(without.target).plus(verdict.approved)),
      forgone: addForgone(book.forgone, verdict.forgone),
    });
    work.decisions.push({
      ...ownDecision(work, follow, book.instrument),
      outcome: "forgone",
      targetChange: decimalString(size.minus(verdict.approved).abs().negated()),
      forgone: [...verdict.forgone],
      measured: verdict.measured,
      limit: verdict.limit,
    });
  }
}
