import { type Decimal, decimal } from "../model/decimal.ts";

/**
 * The volume-weighted price of a net change, from sizes and average entry prices before and after:
 * (q2 e2 - q1 e1) / (q2 - q1). It holds for growth on one side only (a reduction leaves the entry price as
 * it is); null where it tells nothing.
 */
export function lateNewsPrice(q1: Decimal, e1: Decimal, q2: Decimal, e2: Decimal): Decimal | null {
  const grows = !q2.isZero() && (q1.isZero() || q1.isNegative() === q2.isNegative()) && q2.abs().gt(q1.abs());
  if (!grows) return null;
  const change = q2.minus(q1);
  const price = q2.times(e2).minus(q1.times(e1)).div(change);
  if (price.lte(0)) return null;
  const blur = q1
    .times(halfDigit(e1))
    .abs()
    .plus(q2.times(halfDigit(e2)).abs())
    .div(change.abs());
  return blur.div(price).gt(MAX_BLUR) ? null : price;
}

/**
 * Exchanges round average entry prices, and the division by a small change magnifies that: a price blurred by
 * more than two basis points is none.
 */
const MAX_BLUR = "0.0002";

/** Half of the last digit that a price was told with: five significant figures, or more if it has more. */
function halfDigit(price: Decimal): Decimal {
  const decimals = Math.max(price.decimalPlaces(), PRICE_FIGURES - 1 - price.e);
  return decimal(10).pow(-decimals).div(2);
}

const PRICE_FIGURES = 5;
