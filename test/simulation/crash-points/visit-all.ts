import { newWorker } from "../new-worker.ts";
import { VENUE_OUTCOMES } from "./venue-outcomes.ts";
import { type CrashFinding, type Visit, visitsOf } from "./visit-points.ts";

/** What `npm run simulate -- --crash-points` writes. */
export interface CrashReport {
  /** Points visited, in all, by the venue's outcome and by port. */
  readonly points: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly ports: Readonly<Record<string, number>>;
  readonly violations: readonly CrashFinding[];
}

const WORKERS = 2;
const PORTION = 20;

/** Every point of a follow's life with every outcome at the venue, on two worker threads. */
export async function visitAll(heard: (finding: CrashFinding) => void): Promise<CrashReport> {
  const visits: Visit[] = [];
  const violations: CrashFinding[] = [];
  for (const outcome of VENUE_OUTCOMES) {
    const life = await visitsOf(outcome);
    visits.push(...life.visits);
    violations.push(...life.findings);
  }
  for (const finding of violations) heard(finding);
  const left = [...visits];
  await Promise.all(
    Array.from({ length: WORKERS }, () => {
      const worker = newWorker(new URL("crash-worker.ts", import.meta.url));
      return new Promise<void>((resolve, reject) => {
        const next = (): void => {
          const portion = left.splice(0, PORTION);
          if (portion.length > 0) worker.postMessage(portion, []);
          else void worker.terminate().then(() => resolve());
        };
        worker.on("error", reject);
        worker.on("message", (findings: readonly CrashFinding[]) => {
          violations.push(...findings);
          for (const finding of findings) heard(finding);
          next();
        });
        next();
      });
    }),
  );
  return {
    points: visits.length,
    outcomes: counted(visits.map(({ outcome }) => outcome)),
    ports: counted(visits.map(({ point }) => `${point?.port} ${point?.phase}`)),
    violations: violations.toSorted((a, b) => order(a).localeCompare(order(b))),
  };
}

function counted(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function order({ visit }: CrashFinding): string {
  return `${visit.outcome} ${String(visit.number ?? -1).padStart(6, "0")}`;
}
