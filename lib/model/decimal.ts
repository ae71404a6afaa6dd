import { Decimal as DecimalJs } from "decimal.js";
import { z } from "zod";

/**
 * Exact decimal arithmetic for sizes, prices and money. 40 significant digits, so that a target which is
 * scaled thousands of times stays far more exact than a lot; never printed in exponent form, because
 * exchanges refuse "1e-7".
 */
export const Decimal = DecimalJs.clone({
  precision: 40,
  rounding: DecimalJs.ROUND_HALF_EVEN,
  toExpNeg: -60,
  toExpPos: 60,
});
export type Decimal = DecimalJs;

/** A decimal number as text, the only form in which sizes and prices are stored or sent: "0.0213", "-5". */
export const DecimalString = z
  .string()
  .max(80)
  // Aborts, so that a refinement behind it never computes with what is not a number.
  .regex(/^-?\d+(\.\d+)?$/, { error: "not a decimal number", abort: true })
  .brand<"DecimalString">();
export type DecimalString = z.infer<typeof DecimalString>;

export const ZERO: Decimal = new Decimal(0);

export function decimal(value: DecimalString | string | number | Decimal): Decimal {
  return new Decimal(value);
}

/** More decimals than any lot, tick or fee has; what lies below them is the rounding of divisions. */
const STORED_DECIMALS = 30;

/**
 * The canonical text of a decimal: no exponent, no trailing zeros, no "-0", at most 30 decimals, so that an
 * amount that shrinks again and again stays a row that can be read.
 */
export function decimalString(value: Decimal | string | number): DecimalString {
  const d = new Decimal(value).toDecimalPlaces(STORED_DECIMALS);
  if (!d.isFinite()) throw new RangeError(`not a finite number: ${String(value)}`);
  return (d.isZero() ? "0" : d.toFixed()) as DecimalString;
}

/**
 * Rounds towards zero to a whole number of lots. A quotient within 1e-12 of a whole number counts as that
 * number, so that 1/3 taken three times is one lot and not none.
 */
export function floorToLot(value: Decimal, lot: Decimal): Decimal {
  const quotient = value.div(lot);
  const nearest = quotient.toDecimalPlaces(0, Decimal.ROUND_HALF_UP);
  const whole = quotient.minus(nearest).abs().lte("1e-12")
    ? nearest
    : quotient.toDecimalPlaces(0, Decimal.ROUND_DOWN);
  return whole.times(lot);
}
