import { type Decimal, ZERO, decimal, decimalString, floorToLot } from "../model/decimal.ts";
import type { Follow, FollowBook, ForgoneReason } from "../model/follow.ts";
import type { Instrument } from "../model/instrument.ts";
import { slippageBps } from "./entry-limits.ts";
import { forgo, isGrowth, wantedOf } from "./follow-book.ts";
import { ownDecision } from "./decisions.ts";
import { freshMark } from "./marks.ts";
import { openOrders, openShare } from "./open-orders.ts";
import type { Work } from "./work.ts";

interface Expiry {
  readonly reason: ForgoneReason;
  readonly measured: number | null;
  readonly limit: number | null;
}

function expiryOf(work: Work, follow: Follow, book: FollowBook, buying: boolean): Expiry | null {
  const { limits } = follow.settings;
  if (follow.status === "paused" || work.meta.pausedSince !== null) {
    return { reason: "paused", measured: null, limit: null };
  }
  if (book.latched) return { reason: "liquidated", measured: null, limit: null };
  const ageMs = work.at - book.newestGrowthAt;
  if (ageMs > limits.maxAgeMs) return { reason: "age", measured: ageMs, limit: limits.maxAgeMs };
  const mark = freshMark(work, book.instrument);
  if (mark === null) return null;
  const worse = slippageBps(decimal(book.waitingPrice), mark, buying);
  return worse > limits.maxSlippageBps
    ? { reason: "slippage", measured: worse, limit: limits.maxSlippageBps }
    : null;
}

/** Whole lots that a book would still buy: also those behind a close that has not happened, after a flip. */
function growthOf(book: FollowBook, instrument: Instrument): Decimal {
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
    if (follow === undefined || (follow.status !== "mirroring" && follow.status !== "paused")) continue;
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
