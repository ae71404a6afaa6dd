import type { Facts } from "./facts.ts";
import { latchesOf } from "./latches.ts";
import { near, words } from "./numbers.ts";
import { type Onlooker, nameOf } from "./target-walk.ts";
import type { Find } from "./violation.ts";

const LATCHING: ReadonlySet<string> = new Set(["liquidated", "stop-loss", "take-profit", "disaster-stop"]);

/**
 * "After a liquidation or a stop growth joins F until C is 0": judged by what was forgone, not by the stored latch. And
 * nothing grows under a rule that tripped before, be its order withdrawn or not.
 */
export function latched(facts: Facts, find: Find): Onlooker {
  const latches = new Map<string, string>();
  const { trippedThrough } = latchesOf(facts);
  return ({ decision, chapter, growth, whole, after, passedZero }) => {
    const key = `${decision.followId}|${decision.instrument}`;
    if (passedZero) latches.delete(key);
    const why = latches.get(key);
    const approved = growth - (whole.target - after.target);
    if (growth !== 0 && !near(approved, 0, facts.instrument(decision.instrument).lot)) {
      const name = `${nameOf(decision)} lets ${words(approved)} through`;
      if (why !== undefined) find(`${name}, but it was latched as ${why}`);
      const trip = trippedThrough(decision.followId, decision.instrument, chapter.index);
      if (trip !== null) find(`${name}, but ${trip}`);
    }
    if (decision.source !== "own") return;
    const part = decision.forgone.find(({ reason }) => LATCHING.has(reason));
    if (part !== undefined) latches.set(key, part.reason);
  };
}
