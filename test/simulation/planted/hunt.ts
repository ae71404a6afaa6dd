import { judge } from "../oracle/judge.ts";
import type { Violation } from "../oracle/violation.ts";
import { runSchedule } from "../run-schedule.ts";
import { scheduleOf } from "../schedule.ts";
import type { PlantedBug } from "./planted-bug.ts";

/** What came of looking for a planted bug, seed after seed from 1 on. */
export interface Hunt {
  readonly name: string;
  /** The first seed in which a rule did not hold with the bug, and all held without it; null when there was none. */
  readonly caughtBySeed: number | null;
  readonly violation: Violation | null;
  /** Schedules that were run with the bug. */
  readonly runs: number;
  /** Seeds that break a rule without any bug: they prove nothing. */
  readonly unclean: readonly number[];
  /** Seeds in which the simulation itself failed. That proves nothing either. */
  readonly failed: readonly number[];
}

/** Seeds without a bug that were run already in this thread, and whether all rules held. */
const clean = new Map<number, boolean>();

async function isClean(seed: number): Promise<boolean> {
  const known = clean.get(seed);
  if (known !== undefined) return known;
  const held = judge(await runSchedule(seed)).length === 0;
  clean.set(seed, held);
  return held;
}

export async function hunt(bug: PlantedBug, seeds: number): Promise<Hunt> {
  const unclean: number[] = [];
  const failed: number[] = [];
  let runs = 0;
  for (let seed = 1; seed <= seeds; seed += 1) {
    if (!bug.mayShow(scheduleOf(seed))) continue;
    runs += 1;
    const violation = await firstViolation(bug, seed);
    if (violation === "failed") failed.push(seed);
    else if (violation !== null) {
      if (await isClean(seed)) return { name: bug.name, caughtBySeed: seed, violation, runs, unclean, failed };
      unclean.push(seed);
    }
  }
  return { name: bug.name, caughtBySeed: null, violation: null, runs, unclean, failed };
}

async function firstViolation(bug: PlantedBug, seed: number): Promise<Violation | "failed" | null> {
  try {
    const record = await runSchedule(seed, { wiring: bug.wiring() });
    return judge(record)[0] ?? null;
  } catch (error) {
    console.error(`${bug.name}, seed ${seed}: the simulation failed.`, error);
    return "failed";
  }
}
