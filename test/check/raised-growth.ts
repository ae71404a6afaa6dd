import { type Decimal, ZERO, decimal } from "../../lib/model/decimal.ts";
import type { Decision } from "../../lib/model/follow.ts";
import type { Letters } from "./follow-arithmetic.ts";
import type { FollowHistory } from "./follow-history.ts";
import type { WorldFacts } from "./world-facts.ts";

/** What is wrong with growth that was raised to the venue's smallest order: by more than lacked, or unasked. */
export function raiseFindings(
  facts: WorldFacts,
  history: FollowHistory,
  decision: Decision,
  letters: Letters,
): string[] {
  const { belowMinimum, limits } = history.settingsAt(decision.at);
  const fact = facts.instruments.get(decision.instrument);
  const extra = decimal(decision.target).minus(letters.target);
  const findings: string[] = [];
  if (belowMinimum !== "raise") findings.push("raises growth, which the user did not choose");
  if (extra.times(letters.copyable).lt(0)) findings.push("raises towards the other side");
  if (fact !== undefined) {
    // Valued at the worst price of a sale, which itself may be so far from the mid.
    const cheapest = facts.midAt(decision.instrument, decision.at).times(1 - limits.maxSlippageBps / 5_000);
    const most = fact.minNotional.div(cheapest).plus(fact.lot);
    if (extra.abs().gt(most)) findings.push(`raises by ${extra.toFixed()}, more than ${most.toFixed(8)}`);
  }
  return findings;
}

/** From here on a whole position is what it was raised to. */
export function raisedTo(letters: Letters, target: Decimal): Letters {
  if (letters.copyable.isZero()) return { ...letters, target };
  const whole = [...letters.forgone.values()].reduce((sum, size) => sum.plus(size), ZERO).plus(target);
  return { ...letters, target, unit: whole.abs().times(letters.peak).div(letters.copyable.abs()) };
}
