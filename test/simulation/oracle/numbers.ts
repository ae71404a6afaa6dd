/**
 * The oracle reckons in plain numbers, so that it shares no arithmetic with the engine and is quick: sizes of
 * orders and fills in whole lots, which are exact; the leader's sizes and targets in coins, equal where only the
 * last digits of a long division differ; sums of money in whole 1e-30 USD.
 */

/** Whole lots of a size; not a whole number where the size is none. */
export function lotsOf(size: string, lot: number): number {
  const lots = Number(size) / lot;
  const whole = Math.round(lots);
  return Math.abs(lots - whole) < 1e-6 ? whole : lots;
}

/** Equal but for the last digits of a division; `step` is an amount that matters. */
export function near(a: number, b: number, step: number): boolean {
  return Math.abs(a - b) <= 1e-6 * step + 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}

/** Rounded towards 0; what is whole but for its last digits is whole. */
export function wholeLots(size: number, lot: number): number {
  const lots = size / lot;
  const nearest = Math.round(lots);
  return Math.abs(lots - nearest) < 1e-6 ? nearest : Math.trunc(lots);
}

const DECIMALS = 30;

/** A decimal text as a whole number of 1e-30. */
export function exact(text: string): bigint {
  const negative = text.startsWith("-");
  const [whole = "0", fraction = ""] = (negative ? text.slice(1) : text).split(".");
  const scaled = BigInt(whole + fraction.slice(0, DECIMALS).padEnd(DECIMALS, "0"));
  return negative ? -scaled : scaled;
}

/** For a sentence: without a tail of digits. */
export function words(value: number): string {
  return String(Number(value.toPrecision(12)));
}
