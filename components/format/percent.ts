import { decimal } from "../../lib/model/decimal.ts";
import { grouped, MINUS, roundedSign, UNKNOWN } from "./grouped.ts";

function signed(fraction: number, decimals: number): string {
  const value = decimal(fraction).times(100);
  const sign = { "-1": MINUS, 0: "", 1: "+" }[roundedSign(value, decimals)];
  return `${sign}${grouped(value, decimals)}%`;
}

/** A change as a percentage, one decimal: 0.011 is "+1.1%". */
export function formatPercentChange(fraction: number | null): string {
  return fraction === null ? UNKNOWN : signed(fraction, 1);
}

/** An account's return: two decimals below 10%, one from there on: "−2.27%", "+41.9%". */
export function formatReturn(fraction: number | null): string {
  if (fraction === null) return UNKNOWN;
  return signed(fraction, Math.abs(fraction) < 0.1 ? 2 : 1);
}

/** A percentage within a sentence, of 100: 15 is "15%", 11.42 is "11.4%". */
export function formatPercentOf(percent: number): string {
  const value = decimal(percent).toDecimalPlaces(1);
  return `${grouped(value, value.decimalPlaces())}%`;
}

/** A share without a sign, one decimal: 0.189 is "18.9%". */
export function formatShare(fraction: number | null): string {
  return fraction === null ? UNKNOWN : `${grouped(decimal(fraction).times(100), 1)}%`;
}
