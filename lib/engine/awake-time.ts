import type { Work } from "./work.ts";

/** Ticks come once a second. After a longer gap the machine slept, or the worker was not there. */
const AWAKE_GAP_MS = 3_000;

/** The time since the last tick, ms, where this one came in time and the browser is online; else 0. */
export function awakeTime(work: Work, online: boolean): number {
  const passed = work.at - work.lastTickAt;
  return online && passed > 0 && passed <= AWAKE_GAP_MS ? passed : 0;
}
