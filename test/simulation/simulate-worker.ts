import { parentPort } from "node:worker_threads";
import { runSchedule } from "./run-schedule.ts";
import { summaryOf } from "./summary.ts";

/** Runs the seeds that the command hands out, one after the other. */
parentPort?.on("message", (seeds: readonly number[]) => {
  void run(seeds);
});

async function run(seeds: readonly number[]): Promise<void> {
  for (const seed of seeds) {
    const summary = summaryOf(await runSchedule(seed));
    parentPort?.postMessage(summary, []);
  }
  parentPort?.postMessage(null, []);
}
