import { Decimal } from "../../lib/model/decimal.ts";

/** The true minus; a hyphen is not one. */
export const MINUS = "\u2212";
/** What is shown for a figure that is not known. Never 0. */
export const UNKNOWN = "\u2013";

/** The absolute value with this many decimals and commas between thousands. */
export function grouped(value: Decimal, decimals: number): string {
  const [whole = "0", fraction] = value.abs().toFixed(decimals, Decimal.ROUND_HALF_UP).split(".");
  const commas = whole.replaceAll(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? commas : `${commas}.${fraction}`;
}

/** -1, 0 or 1 of what is left after rounding, so that "-0.00" cannot be written. */
export function roundedSign(value: Decimal, decimals: number): -1 | 0 | 1 {
  const rounded = value.toDecimalPlaces(decimals, Decimal.ROUND_HALF_UP);
  if (rounded.isZero()) return 0;
  return rounded.isNegative() ? -1 : 1;
}
