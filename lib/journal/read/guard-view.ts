import { type Decimal, ZERO, decimal } from "../../model/decimal.ts";
import type { ExitRules } from "../../model/exit-rules.ts";
import type { Guard } from "../../model/guard.ts";
import type { GuardView, LimitUse } from "../../model/view.ts";

/** How much of `base` was lost between `from` and `to`, percent; a gain is none. Null without a base above 0. */
function lostPercent(from: Decimal, to: Decimal, base: Decimal): number | null {
  if (base.lte(0)) return null;
  const lost = from.minus(to).div(base).times(100).toNumber();
  return Math.max(0, lost);
}

function useOf(rule: ExitRules["drawdown"], used: number | null): LimitUse | null {
  return rule === null || used === null ? null : { used, limit: rule.limit };
}

/**
 * How far the exit rules of a follow or an account are used, with the net results (USD) of now. A daily loss is a
 * percentage of a follow's allocation (`capital`), and of an account's equity when the day began (null).
 */
export function guardView(
  rules: ExitRules,
  guard: Guard | undefined,
  results: Decimal,
  capital: Decimal | null,
  day: string,
): GuardView {
  const known = guard?.capital ?? null;
  const equity = (known === null ? (capital ?? ZERO) : decimal(known)).plus(results);
  const peak = guard?.peak ?? null;
  const drawdown = peak === null ? null : lostPercent(decimal(peak), equity, decimal(peak));
  const dayStart = guard?.day === day ? guard.dayStart : null;
  const daily =
    dayStart === null
      ? null
      : lostPercent(
          decimal(dayStart),
          equity,
          capital === null ? decimal(dayStart) : decimal(known ?? capital),
        );
  return {
    drawdown: useOf(rules.drawdown, drawdown),
    dailyLoss: useOf(rules.dailyLoss, daily),
    trips: guard?.trips ?? [],
  };
}
