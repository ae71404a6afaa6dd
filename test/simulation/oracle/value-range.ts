/** Lowest and highest that it may have been. */
export interface ValueRange {
  readonly low: number;
  readonly high: number;
}

/** Of nothing. */
export const NONE: ValueRange = { low: Infinity, high: -Infinity };

export function joined(a: ValueRange, b: ValueRange): ValueRange {
  return { low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) };
}
