import { judge } from "../oracle/judge.ts";
import type { Violation } from "../oracle/violation.ts";
import { runPlanned } from "../run-schedule.ts";
import { type Schedule, scheduleOf } from "../schedule.ts";
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

/** Schedules without a bug that were run already in this thread, and whether all rules held. */
const clean = new Map<string, boolean>();

async function isClean(bug: PlantedBug, schedule: Schedule): Promise<boolean> {
  const key = bug.given === undefined ? `${schedule.seed}` : `${schedule.seed} ${bug.name}`;
  const known = clean.get(key);
  if (known !== undefined) return known;
  const held = judge(await runPlanned(schedule)).length === 0;
  clean.set(key, held);
  return held;
}

export async function hunt(bug: PlantedBug, seeds: number): Promise<Hunt> {
  const unclean: number[] = [];
  const failed: number[] = [];
  const { name } = bug;
  let runs = 0;
  for (let seed = 1; seed <= seeds; seed += 1) {
    const own = scheduleOf(seed);
    if (!bug.mayShow(own)) continue;
    const schedule = bug.given?.(own) ?? own;
    runs += 1;
    const violation = await firstViolation(bug, schedule);
    if (violation === "failed") failed.push(seed);
    else if (violation !== null) {
      if (await isClean(bug, schedule)) return { name, caughtBySeed: seed, violation, runs, unclean, failed };
      unclean.push(seed);
    }
  }
  return { name, caughtBySeed: null, violation: null, runs, unclean, failed };
}

async function firstViolation(bug: PlantedBug, schedule: Schedule): Promise<Violation | "failed" | null> {
  try {
    return judge(await runPlanned(schedule, { wiring: bug.wiring() }))[0] ?? null;
  } catch (error) {
    console.error(`${bug.name}, seed ${schedule.seed}: the simulation failed.`, error);
    return "failed";
  }
}
