import { Worker } from "node:worker_threads";

/**
 * A thread that runs schedules. Each leaves much behind that nobody needs any more: with room for the young it
 * is thrown away cheaply (a tenth of the time saved, measured).
 */
export function newWorker(file: URL): Worker {
  return new Worker(file, { resourceLimits: { maxYoungGenerationSizeMb: 192 } });
}
