import { type Decimal, ZERO, decimal } from "../model/decimal.ts";

/**
 * K after the leader's position became `position`: what stood before the follow began and is not copied.
 * It shrinks with his position and is gone once he has been flat or on the other side.
 */
export function baselineAfter(baseline: Decimal, position: Decimal): Decimal {
  if (position.isZero() || baseline.isZero() || position.isNegative() !== baseline.isNegative()) return ZERO;
  return position.abs().lt(baseline.abs()) ? position : baseline;
}

/** What a change of C means: first a shrink to a share of what was, then growth by a signed amount. */
export interface CopyableChange {
  /** 1 when nothing shrinks; 0 when C left its side. */
  readonly shrinkTo: Decimal;
  /** Signed coins of the leader; 0 when nothing grows. */
  readonly growth: Decimal;
}

/** A flip is a shrink to 0 and then growth. */
export function copyableChange(before: Decimal, after: Decimal): CopyableChange {
  const one = decimal(1);
  if (before.isZero()) return { shrinkTo: one, growth: after };
  if (after.isZero()) return { shrinkTo: ZERO, growth: ZERO };
  if (before.isNegative() !== after.isNegative()) return { shrinkTo: ZERO, growth: after };
  if (after.abs().gte(before.abs())) return { shrinkTo: one, growth: after.minus(before) };
  return { shrinkTo: after.div(before), growth: ZERO };
}
