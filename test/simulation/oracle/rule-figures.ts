import type { Certain } from "./certain.ts";
import type { Holding, KnownFollow } from "./held-by-follows.ts";
import type { PriceRange } from "./marks.ts";
import type { QuotesKnown } from "./quotes-known.ts";

/** Net results of some follows together, USD. */
export interface RuleFigures {
  /** With the newest marks; only funding may make a difference. */
  readonly low: number;
  readonly high: number;
  /** With whatever marks may have judged. */
  readonly least: number;
  readonly most: number;
  /** True when they surely were known for certain; else they may not have been judged at all. */
  readonly certain: boolean;
}

/** Null when they cannot have been judged: something is held of which this life was told no mark. */
export function ruleFigures(
  follows: Iterable<KnownFollow>,
  quotes: QuotesKnown,
  certain: Certain,
  fresh: boolean,
): RuleFigures | null {
  let [low, high, least, most, sure] = [0, 0, 0, 0, true];
  for (const { holdings } of follows) {
    for (const { instrument, size, entry, closed, fundedLeast, fundedMost } of holdings.values()) {
      let open = 0;
      let range = NOTHING;
      if (size !== 0) {
        const mark = quotes.price(instrument);
        const possible = quotes.possible(instrument);
        if (mark === null || possible === null) return null;
        sure &&= fresh && certain.of(instrument);
        open = (mark - entry) * size;
        const ends = [(possible.low - entry) * size, (possible.high - entry) * size] as const;
        range = { low: Math.min(...ends), high: Math.max(...ends) };
      }
      low += closed + fundedLeast + open;
      high += closed + fundedMost + open;
      least += closed + fundedLeast + range.low;
      most += closed + fundedMost + range.high;
    }
  }
  return { low, high, least, most, certain: sure };
}

const NOTHING: PriceRange = { low: 0, high: 0 };

/** One position as a rule sees it: what the follows hold on one side of an instrument. */
export interface RulePosition {
  readonly instrument: string;
  /** The mark's move from the average entry, percent of the entry; positive is to its advantage. */
  readonly move: number;
}

/** The positions that are certain and have a fresh mark. What is being sold is none. */
export function rulePositions(
  follows: Iterable<KnownFollow>,
  quotes: QuotesKnown,
  certain: Certain,
): RulePosition[] {
  const sums = new Map<string, { instrument: string; size: number; cost: number }>();
  for (const { holdings } of follows) {
    for (const { instrument, size, entry, side } of holdings.values()) {
      if (size === 0 || side !== Math.sign(size) || !certain.of(instrument)) continue;
      const key = `${instrument}|${side}`;
      const sum = sums.get(key) ?? { instrument, size: 0, cost: 0 };
      sum.size += size;
      sum.cost += size * entry;
      sums.set(key, sum);
    }
  }
  return [...sums.values()].flatMap(({ instrument, size, cost }) => {
    const mark = quotes.price(instrument);
    const entry = cost / size;
    return mark === null ? [] : [{ instrument, move: ((mark - entry) / entry) * 100 * Math.sign(size) }];
  });
}

/** The most that a position may have moved to its advantage and to its disadvantage, percent. */
export function possibleMoves(
  { instrument, size, entries }: Holding,
  quotes: QuotesKnown,
): { readonly gain: number; readonly loss: number } {
  const marks = quotes.possible(instrument);
  if (marks === null || entries.length === 0) return { gain: -Infinity, loss: -Infinity };
  const up = (marks.high / Math.min(...entries) - 1) * 100;
  const down = (1 - marks.low / Math.max(...entries)) * 100;
  // What was closed or turned within the chapter may have been on either side.
  if (size === 0 || entries.length > 1) return { gain: Math.max(up, down), loss: Math.max(up, down) };
  return size > 0 ? { gain: up, loss: down } : { gain: down, loss: up };
}
