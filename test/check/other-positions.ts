import { Decimal, ZERO } from "../../lib/model/decimal.ts";
import type { Decision, Follow } from "../../lib/model/follow.ts";
import type { Letters } from "./follow-arithmetic.ts";
import { growthUnderWay, heldAt } from "./journal-facts.ts";
import type { JournalDump } from "./journal-dump.ts";
import type { WorldFacts } from "./world-facts.ts";

/** What a long division left is no position, coins. */
const NOTHING = "1e-12";

type Coins = ReadonlyMap<string, Decimal>;

/** Coins (not negative) of the follow's targets in its other instruments. */
export function targetsBeside(letters: ReadonlyMap<string, Letters>, instrument: string): Coins {
  const targets = [...letters].map(([other, { target }]) => [other, target.abs()] as const);
  return new Map(targets.filter(([other, coins]) => other !== instrument && coins.gt(NOTHING)));
}

/** The same at the most: also what was still being sold, or whose order was under way. */
export function mostBeside(
  journal: JournalDump,
  follow: Follow,
  letters: ReadonlyMap<string, Letters>,
  { instrument, at }: Decision,
): Coins {
  const most = [...letters].map(([other, { target }]) => {
    const held = heldAt(journal, follow.id, other, at);
    const filled = held.plus(growthUnderWay(journal, follow.id, other, at));
    return [other, Decimal.max(target.abs(), held.abs(), filled.abs())] as const;
  });
  return new Map(most.filter(([other, coins]) => other !== instrument && coins.gt(NOTHING)));
}

/** What they were worth at the world's mids, USD. */
export function notionalOf(facts: WorldFacts, coins: Coins, at: number): Decimal {
  return [...coins].reduce(
    (sum, [instrument, size]) => sum.plus(size.times(facts.midAt(instrument, at))),
    ZERO,
  );
}
