import type { ExitRuleName } from "../../../lib/model/exit-rules.ts";
import type { EquityMemory } from "./equity-memory.ts";
import type { ValueRange } from "./value-range.ts";
import type { RuleFigures } from "./rule-figures.ts";

/** A rule's figure, in its own unit. */
export interface Measure {
  readonly rule: ExitRuleName;
  readonly instrument: string | null;
  readonly measured: number;
}

/**
 * What the equity rules surely measured at the least, percent. Of a follow they are percent of its capital; of an
 * account of its equity at the beginning or when the day began.
 */
export function leastMeasures(
  { highest, base, day }: EquityMemory,
  { low, high }: RuleFigures,
  capital: ValueRange,
  ofAccount: boolean,
): Measure[] {
  const whole = (from: ValueRange): number => capital.high + (ofAccount ? from.high : 0);
  const measures: Measure[] = [];
  const add = (rule: ExitRuleName, part: number, of: number): void => {
    if (of > 0) measures.push({ rule, instrument: null, measured: (part / of) * 100 });
  };
  if (day !== null) add("dailyLoss", day.low - high, whole(day));
  if (capital.low + highest > 0) add("drawdown", highest - high, capital.high + highest);
  if (base !== null) add("takeProfit", low - base.high, whole(base));
  return measures;
}

/** What an equity rule may have measured at the most, percent; null where nobody can say. */
export function mostMeasured(
  rule: ExitRuleName,
  { base, day, ever, now }: EquityMemory,
  capital: ValueRange,
  ofAccount: boolean,
): number | null {
  if (now.low > now.high || ever.low > ever.high) return null;
  const [began, dawned] = [base ?? ever, day ?? ever];
  const percent = (part: number, of: number): number | null => (of > 0 ? (part / of) * 100 : null);
  const whole = (from: ValueRange): number => capital.low + (ofAccount ? from.low : 0);
  switch (rule) {
    case "dailyLoss":
      return percent(dawned.high - now.low, whole(dawned));
    case "drawdown":
      return percent(ever.high - now.low, capital.low + ever.high);
    case "takeProfit":
      return percent(now.high - began.low, whole(began));
    default:
      return null;
  }
}
