import type { Facts } from "./facts.ts";
import { moveTo, sumOf } from "./letters.ts";
import { near, words } from "./numbers.ts";
import type { Judged } from "./target-walk.ts";
import type { Find } from "./violation.ts";

/** How far an age may be off that was measured with two clocks over a network, ms. */
const CLOCK_MS = 3_000;
/** The leader's clock was compared with ours not longer ago than this, ms. */
const COMPARED_MS = 60_000;

/**
 * "Entry limits judge it when it comes", its age too: of acts that one message tells each is as old as it is, and no
 * more may be let through than what is left of those that were young enough.
 */
export function growthAges(facts: Facts, judged: Judged, say: Find): void {
  const { decision, chapter, moves, growth, scale } = judged;
  const moment = facts.momentOf(decision.at, chapter.at);
  const limit = scale.settings.limits.maxAgeMs;
  const isTooOld = (at: number): boolean =>
    moment - at > limit + CLOCK_MS && !facts.clockJumped(at - COMPARED_MS, moment);
  const oldest = moves.find(({ at }) => isTooOld(at));
  if (oldest === undefined) return;
  const young = leftOf(judged, (at) => !isTooOld(at));
  // What T was raised by to reach the venue's minimum is no growth of the leader's.
  const through = growth - sumOf(decision.forgone.map(({ size }) => Number(size)));
  const { lot } = facts.instrument(decision.instrument);
  if (Math.abs(through) > Math.abs(young) && !near(through, young, lot))
    say(`but ${words(through - young)} of it was ${moment - oldest.at} ms old, above ${limit} ms`);
}

/** What is left at the end of the growth by some of the moves; a shrink takes its share of all that was there. */
function leftOf({ before, moves, scale }: Judged, counts: (at: number) => boolean): number {
  const sign = scale.settings.direction === "reverse" ? -1 : 1;
  let letters = before;
  let left = 0;
  for (const { to, price, at } of moves) {
    const moved = moveTo(letters, to * sign, price ?? Number.NaN, scale);
    letters = moved.letters;
    left = (moved.share === 0 ? 0 : left * moved.share) + (counts(at) ? (moved.growth ?? 0) : 0);
  }
  return left;
}
