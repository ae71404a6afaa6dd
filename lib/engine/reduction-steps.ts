import type { Decimal } from "../model/decimal.ts";
import type { FollowBook } from "../model/follow.ts";

/**
 * How far from the mark a reduction may fill, by attempt, in basis points: it widens in steps to a stated
 * end and is never an unbounded market order.
 */
const REDUCTION_LIMITS_BPS = [50, 100, 200, 500, 1_000] as const;
const WIDEST = REDUCTION_LIMITS_BPS.length - 1;

/** The limit of the book's next attempt, basis points. */
export function reductionBps({ reduceAttempts }: FollowBook): number {
  return REDUCTION_LIMITS_BPS[Math.min(reduceAttempts, WIDEST)] ?? 1_000;
}

/**
 * True while a reduction is on its way to the widest limit: its next step waits for its pause. Attempts are counted
 * from one fill to the next, so that whatever else is wanted meanwhile goes on with the same steps.
 */
export function isWidening({ reduceAttempts }: FollowBook): boolean {
  return reduceAttempts > 0 && reduceAttempts <= WIDEST;
}

/** True when some of `held` is to be sold for `target`, in signed coins. */
export function isReducing(target: Decimal, held: Decimal): boolean {
  if (held.isZero()) return false;
  return target.isZero() || target.isNegative() !== held.isNegative() || target.abs().lt(held.abs());
}
