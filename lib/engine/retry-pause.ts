import type { FollowBook } from "../model/follow.ts";

/** A failed reduction waits so long before its next, wider attempt: 0.25 s, doubling up to a minute. */
const RETRY_MS = 250;
const RETRY_MAX_MS = 60_000;

/** Growth whose order failed for want of prices is tried again after this, while its limits still hold. */
export const NO_DATA_RETRY_MS = 1_000;

/**
 * The same where the venue takes no orders for now. An account past its allowance at Hyperliquid is still let one
 * request through every 10 s (docs, "Rate limits and user limits"), and its reductions need them.
 */
export const BUSY_RETRY_MS = 5_000;

/** How long a reduction waits after so many attempts that came short, ms. */
export function reductionPause(attempts: number): number {
  return Math.min(RETRY_MAX_MS, RETRY_MS * 2 ** Math.min(attempts - 1, 10));
}

/** True while a book waits before it tries again. A clock that was set back makes no wait longer than it was meant. */
export function isPausing(at: number, book: FollowBook, growth: boolean): boolean {
  const left = book.notBefore - at;
  return left > 0 && left <= (growth ? BUSY_RETRY_MS : reductionPause(book.reduceAttempts));
}
