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

/** Of a lot: what is missing by so little is the rounding of divisions. */
const NEARLY_WHOLE = 1_000_000_000_000n;
/** Finer than any lot. */
const LOT_DECIMALS = 12;

/** Whole lots of a size, rounded towards 0 without an error: a billionth of a lot too little is a lot less. */
export function wholeLots(size: string, lot: number): number {
  const step = exact(lot.toFixed(LOT_DECIMALS));
  const slack = step / NEARLY_WHOLE;
  const scaled = exact(size);
  return Number((scaled + (scaled < 0n ? -slack : slack)) / step);
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
