import { setTimeout as wait } from "node:timers/promises";
import type { JournalProbe } from "../e2e/journal-probe.ts";

/** A boot that takes longer than this is a defect. */
const WAKE_MS = 20_000;

/** Wakes the worker with a message, as a page of the extension would. Answers what is wrong, null when all is well. */
export async function wake(probe: JournalProbe): Promise<string | null> {
  const reply = await inTime(probe.send({ type: "wake" }));
  if (reply === null) return "the worker did not answer within 20 s";
  return reply.ok ? null : `the worker refuses: ${reply.refusal} ${reply.detail ?? ""}`;
}

/** Null when it takes longer than a boot may. */
export function inTime<T>(work: Promise<T>): Promise<T | null> {
  const late = new AbortController();
  const done = work.finally(() => late.abort());
  return Promise.race([done, wait(WAKE_MS, null, { signal: late.signal }).catch(() => done)]);
}
