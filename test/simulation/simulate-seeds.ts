import { digestOfAll } from "./digest.ts";
import type { FaultName } from "./fault-names.ts";
import { newWorker } from "./new-worker.ts";
import type { Summary } from "./summary.ts";

/** What `npm run simulate` writes. */
export interface Report {
  readonly schedules: number;
  readonly leaderEvents: number;
  readonly faults: Readonly<Partial<Record<FaultName, number>>>;
  readonly orders: number;
  /** Violations of the rules of these names. */
  readonly lost: number;
  readonly duplicated: number;
  readonly violations: readonly { readonly seed: number; readonly rule: string; readonly detail: string }[];
  readonly digest: string;
  readonly schedulesPerSecond: number;
}

const WORKERS = 2;
/** Seeds that a worker is given at a time. */
const PORTION = 20;

/** Runs all seeds from the first to the last on two worker threads. */
export async function simulateSeeds(
  first: number,
  last: number,
  heard: (summary: Summary) => void,
): Promise<Report> {
  const began = performance.now();
  const summaries: Summary[] = [];
  let next = first;
  const portion = (): number[] => {
    const seeds = Array.from({ length: Math.max(0, Math.min(PORTION, last - next + 1)) }, (_, i) => next + i);
    next += seeds.length;
    return seeds;
  };
  await Promise.all(
    Array.from({ length: WORKERS }, () => {
      const worker = newWorker(new URL("simulate-worker.ts", import.meta.url));
      return new Promise<void>((resolve, reject) => {
        const handOut = (): void => {
          const seeds = portion();
          if (seeds.length > 0) worker.postMessage(seeds, []);
          else void worker.terminate().then(() => resolve());
        };
        worker.on("error", reject);
        worker.on("message", (summary: Summary | null) => {
          if (summary === null) return handOut();
          summaries.push(summary);
          heard(summary);
        });
        handOut();
      });
    }),
  );
  return reportOf(summaries, (performance.now() - began) / 1_000);
}

function reportOf(unordered: readonly Summary[], seconds: number): Report {
  const summaries = unordered.toSorted((a, b) => a.seed - b.seed);
  const faults: Partial<Record<FaultName, number>> = {};
  for (const summary of summaries) {
    for (const [name, count] of Object.entries(summary.faults) as [FaultName, number][]) {
      faults[name] = (faults[name] ?? 0) + count;
    }
  }
  const violations = summaries.flatMap(({ seed, violations: found }) =>
    found.map((one) => ({ seed, ...one })),
  );
  const count = (rule: string): number => violations.filter((one) => one.rule === rule).length;
  const sum = (of: (summary: Summary) => number): number => summaries.reduce((all, one) => all + of(one), 0);
  return {
    schedules: summaries.length,
    leaderEvents: sum((one) => one.leaderEvents),
    faults,
    orders: sum((one) => one.orders),
    lost: count("lost"),
    duplicated: count("duplicated"),
    violations,
    digest: digestOfAll(summaries.map(({ digest }) => digest)),
    schedulesPerSecond: Math.round((summaries.length / seconds) * 10) / 10,
  };
}
