import type { InstrumentId } from "../../../lib/model/identity.ts";
import type { ScheduleRecord } from "../record.ts";

export interface PriceRange {
  readonly low: number;
  readonly high: number;
}

/** The mark prices as they were, by instrument. */
export class Marks {
  readonly #paths = new Map<string, { readonly at: number[]; readonly price: number[] }>();

  constructor(marks: ScheduleRecord["marks"]) {
    for (const { at, instrument, price } of marks) {
      const path = this.#paths.get(instrument) ?? { at: [], price: [] };
      path.at.push(at);
      path.price.push(Number(price));
      this.#paths.set(instrument, path);
    }
  }

  /** Lowest and highest between two moments (simulation's time); null where there was no price. */
  between(instrument: InstrumentId | string, from: number, to: number): PriceRange | null {
    const path = this.#paths.get(instrument);
    if (path === undefined) return null;
    let index = Math.max(0, newestAt(path.at, from));
    let low = path.price[index] ?? Number.NaN;
    let high = low;
    for (index += 1; index < path.at.length && (path.at[index] ?? to) <= to; index += 1) {
      const price = path.price[index] ?? low;
      low = Math.min(low, price);
      high = Math.max(high, price);
    }
    return Number.isNaN(low) ? null : { low, high };
  }
}

/** Index of the last of the ascending numbers that is not above the limit; -1 when none is. */
export function newestAt(ascending: readonly number[], limit: number): number {
  let from = 0;
  let to = ascending.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((ascending[middle] ?? limit) <= limit) from = middle + 1;
    else to = middle;
  }
  return from - 1;
}
