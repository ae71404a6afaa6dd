import { type Decimal, decimal } from "../model/decimal.ts";
import type { FollowBook } from "../model/follow.ts";
import { type Instrument, roundLimitPrice } from "../model/instrument.ts";

/**
 * How far from the mark a reduction may fill, by attempt, in basis points: it widens in steps to a stated
 * end and is never an unbounded market order.
 */
const REDUCTION_LIMITS_BPS = [50, 100, 200, 500, 1_000] as const;
const WIDEST = REDUCTION_LIMITS_BPS.length - 1;

/**
 * Worst price of a reduction after so many attempts. Rounded outwards, so that rounding never keeps anybody from
 * leaving.
 */
export function reductionLimit(
  attempts: number,
  instrument: Instrument,
  mark: Decimal,
  buying: boolean,
): Decimal {
  const bps = REDUCTION_LIMITS_BPS[Math.min(attempts, WIDEST)] ?? 1_000;
  const worse = decimal(bps).div(10_000);
  const price = mark.times(buying ? worse.plus(1) : decimal(1).minus(worse));
  return decimal(roundLimitPrice(instrument, buying ? "sell" : "buy", price));
}

/** The steps before the one of the next attempt, the widest first. */
export function narrowerSteps({ reduceAttempts }: FollowBook): number[] {
  const steps = Math.min(reduceAttempts, WIDEST);
  return Array.from({ length: steps }, (_, index) => steps - 1 - index);
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
