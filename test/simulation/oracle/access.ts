import { accessIn, clocksUntil, decidedIn } from "./account-told.ts";
import { type Facts, nameOf } from "./facts.ts";
import type { Find } from "./violation.ts";

const NOTHING_SIGNED: readonly string[] = ["locked", "unusable"];
/** All readings of so long a time were of a clock that is off: one of them was taken. */
const READINGS_MS = 40_000;
const OFFSET_MS = 30_000;

/**
 * "No growth while locked, restricted or unchecked", and no order at all that nobody can sign; no growth by a venue's
 * clock that is too far from ours. A new life is locked until it is told otherwise.
 */
export function access(facts: Facts, find: Find): void {
  for (const { intent, born, rows } of facts.intents.values()) {
    if (rows[0]?.row.status === "not-sent") continue;
    const { from, to } = decidedIn(facts, intent.committedAt, born);
    const states = accessIn(facts, born.life, from, to);
    const name = `${nameOf(intent)} of ${born.at}`;
    if (states.every((state) => NOTHING_SIGNED.includes(state))) {
      find(`${name} was made while the account was ${states.join(", ")}`);
    }
    if (!intent.shares.some(({ growth }) => growth)) continue;
    if (states.every((state) => state !== "ready")) {
      find(`${name} grows while the account was ${states.join(", ")}`);
    }
    const clocks = clocksUntil(facts, to).filter(({ at }) => at > from - READINGS_MS);
    const before = clocks.filter(({ at }) => at <= from);
    if (before.length > 1 && clocks.every(({ offsetMs }) => Math.abs(offsetMs) > OFFSET_MS)) {
      find(`${name} grows while the venue's clock is ${clocks.at(-1)?.offsetMs} ms off`);
    }
  }
}
