import { Decimal, type DecimalString, decimal, decimalString } from "../model/decimal.ts";
import type { Guard } from "../model/guard.ts";

/** What the equity rules look at. */
export interface Figures {
  /** USD, see Guard. */
  readonly capital: Decimal;
  /** Net results of the follow or of all the account's follows, USD. */
  readonly results: Decimal;
}

export const equityOf = ({ capital, results }: Figures): Decimal => capital.plus(results);

/** Before its first figure a follow's guard begins with the allocation alone: results count from 0 on. */
export function begun(guard: Guard, capital: Decimal): Guard {
  if (guard.capital !== null) return guard;
  const beginning = decimalString(capital);
  return { ...guard, capital: beginning, peak: beginning, base: beginning };
}

/**
 * The guard with these figures: money that came or went since the last ones moves its capital, highest, beginning
 * and day's start together, because it is neither gain nor loss; only then the highest may rise. A day begins with the
 * last figure before it, where that was kept. The same guard when nothing changed.
 */
export function withFigures(guard: Guard, figures: Figures, keepsEquity: boolean): Guard {
  const equity = equityOf(figures);
  const moved = guard.capital === null ? decimal(0) : figures.capital.minus(decimal(guard.capital));
  const last = keepsEquity ? decimalString(equity) : null;
  if (moved.isZero() && isComplete(guard) && equity.lte(decimal(guard.peak)) && last === guard.equity)
    return guard;
  const move = (value: DecimalString | null): Decimal =>
    value === null ? equity : decimal(value).plus(moved);
  const after: Guard = {
    ...guard,
    capital: decimalString(figures.capital),
    peak: decimalString(Decimal.max(move(guard.peak), equity)),
    base: decimalString(move(guard.base)),
    dayStart: guard.day === null ? null : decimalString(move(guard.dayStart ?? guard.equity)),
    equity: last,
  };
  return sameFigures(guard, after) ? guard : after;
}

interface CompleteGuard extends Guard {
  readonly peak: DecimalString;
}

/** True when nothing of it waits for its first figure. */
function isComplete(guard: Guard): guard is CompleteGuard {
  const begun = guard.capital !== null && guard.peak !== null && guard.base !== null;
  return begun && (guard.day === null) === (guard.dayStart === null);
}

function sameFigures(a: Guard, b: Guard): boolean {
  return a.peak === b.peak && a.equity === b.equity && sameButCreeping(a, b);
}

/** True when nothing changed but the highest and the last equity: they creep, and needn't be journaled each time. */
export function sameButCreeping(a: Guard, b: Guard): boolean {
  return a.capital === b.capital && a.base === b.base && a.dayStart === b.dayStart && a.day === b.day;
}
