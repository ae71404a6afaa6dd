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

/**
 * A decimal number as it may come from outside: below 10^15 and with at most 30 decimals, as many as are kept. What
 * is computed from such figures still is a row that can be read.
 */
export const Figure = DecimalString.refine(
  (text) => /^-?\d{1,15}(\.\d{1,30})?$/.test(text),
  "not a figure that can be true",
);
export type Figure = z.infer<typeof Figure>;

export const ZERO: Decimal = new Decimal(0);

/** Texts that were read before: the same few thousand come again and again, and reading one is slow. */
const known = new Map<string, Decimal>();
const MOST_KNOWN = 10_000;

/** A decimal is never changed, so that one may be given out many times. */
export function decimal(value: DecimalString | string | number | Decimal): Decimal {
  if (typeof value !== "string") {
    return typeof value === "object" && value.constructor === Decimal ? value : new Decimal(value);
  }
  const read = known.get(value);
  if (read !== undefined) return read;
  const fresh = new Decimal(value);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(value, fresh);
  return fresh;
}

/** Texts that are canonical already; a longer one is rounded. */
const CANONICAL = /^(0|-?(?:[1-9]\d{0,8}(?:\.\d{0,29}[1-9])?|0\.\d{0,29}[1-9]))$/;

/** More decimals than any lot, tick or fee has; what lies below them is the rounding of divisions. */
const STORED_DECIMALS = 30;

/**
 * The canonical text of a decimal: no exponent, no trailing zeros, no "-0", at most 30 decimals, so that an
 * amount that shrinks again and again stays a row that can be read.
 */
export function decimalString(value: Decimal | string | number): DecimalString {
  if (typeof value === "string" && CANONICAL.test(value)) return value as DecimalString;
  const exact = decimal(value);
  if (!exact.isFinite()) throw new RangeError(`not a finite number: ${String(value)}`);
  const d = exact.decimalPlaces() > STORED_DECIMALS ? exact.toDecimalPlaces(STORED_DECIMALS) : exact;
  return (d.isZero() ? "0" : d.toFixed()) as DecimalString;
}

/** What was rounded before, by value: a target is looked at at every step, and changes seldom. */
const floors = new WeakMap<Decimal, { readonly lot: Decimal; readonly floor: Decimal }>();
/** Share of a lot that is taken for the rounding of divisions. */
const NEARLY_WHOLE = new Decimal("1e-12");

/**
 * Rounds towards zero to a whole number of lots. A quotient within 1e-12 of a whole number counts as that
 * number, so that 1/3 taken three times is one lot and not none.
 */
export function floorToLot(value: Decimal, lot: Decimal): Decimal {
  const before = floors.get(value);
  if (before?.lot === lot) return before.floor;
  const floor = isPowerOfTen(lot) ? cutDigits(value, lot) : floorByDivision(value, lot);
  floors.set(value, { lot, floor });
  return floor;
}

function isPowerOfTen(lot: Decimal): boolean {
  return lot.precision() === 1 && lot.eq(decimal(`1e${lot.e}`));
}

/** Nearly every lot is 1, 0.1, 0.01 …: then digits are cut off, which is far cheaper than dividing. */
function cutDigits(value: Decimal, lot: Decimal): Decimal {
  if (lot.e > 0) return floorByDivision(value, lot);
  const nearest = value.toDecimalPlaces(-lot.e, Decimal.ROUND_HALF_UP);
  const isNearly = value.minus(nearest).abs().lte(lot.times(NEARLY_WHOLE));
  return isNearly ? nearest : value.toDecimalPlaces(-lot.e, Decimal.ROUND_DOWN);
}

function floorByDivision(value: Decimal, lot: Decimal): Decimal {
  const quotient = value.div(lot);
  const nearest = quotient.toDecimalPlaces(0, Decimal.ROUND_HALF_UP);
  const whole = quotient.minus(nearest).abs().lte(NEARLY_WHOLE)
    ? nearest
    : quotient.toDecimalPlaces(0, Decimal.ROUND_DOWN);
  return whole.times(lot);
}
