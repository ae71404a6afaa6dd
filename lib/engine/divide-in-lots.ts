import { Decimal, type DecimalString, ZERO, decimal } from "../model/decimal.ts";

export interface Claim {
  readonly id: string;
  /** Above 0. */
  readonly weight: Decimal;
}

/** The step that all of these sizes are whole in, for an instrument that is no longer listed. */
export function finestStep(sizes: readonly DecimalString[]): Decimal {
  const decimals = Math.max(0, ...sizes.map((size) => decimal(size).decimalPlaces()));
  return decimal(10).pow(-decimals);
}

/**
 * Divides `total` (whole lots) among the claims in whole lots, in proportion to their weights: each gets its
 * share rounded down, and the lots left go to the largest remainders, ties by id. The parts add up to the
 * total exactly. Largest-remainder (Hamilton) method.
 */
export function divideInLots(total: Decimal, lot: Decimal, claims: readonly Claim[]): Map<string, Decimal> {
  const weights = claims.reduce((sum, claim) => sum.plus(claim.weight), ZERO);
  const parts = new Map<string, Decimal>(claims.map((claim) => [claim.id, ZERO]));
  if (weights.isZero()) return parts;
  const lots = total.div(lot).toDecimalPlaces(0, Decimal.ROUND_HALF_UP);
  const shares = claims.map((claim) => {
    const exact = lots.times(claim.weight).div(weights);
    // A share that is whole but for the last of 40 digits is whole.
    const whole = exact.plus("1e-20").toDecimalPlaces(0, Decimal.ROUND_DOWN);
    return { id: claim.id, whole, remainder: exact.minus(whole) };
  });
  let left = lots.minus(shares.reduce((sum, share) => sum.plus(share.whole), ZERO));
  const order = shares.toSorted((a, b) => b.remainder.cmp(a.remainder) || (a.id < b.id ? -1 : 1));
  for (const share of order) {
    const extra = left.gt(0) ? 1 : 0;
    left = left.minus(extra);
    parts.set(share.id, share.whole.plus(extra).times(lot));
  }
  return parts;
}
