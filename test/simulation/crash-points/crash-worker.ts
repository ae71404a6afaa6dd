import { parentPort } from "node:worker_threads";
import { VENUE_OUTCOMES } from "./venue-outcomes.ts";
import { type CrashFinding, type Visit, visitPoint } from "./visit-points.ts";

/** Visits the points that the command hands out, one after the other. */
parentPort?.on("message", (visits: readonly Visit[]) => {
  void visitAll(visits);
});

async function visitAll(visits: readonly Visit[]): Promise<void> {
  const findings: CrashFinding[] = [];
  for (const visit of visits) {
    const outcome = VENUE_OUTCOMES.find(({ name }) => name === visit.outcome);
    if (outcome === undefined) throw new RangeError(`Nothing ends as ${visit.outcome}`);
    findings.push(...(await visitPoint(outcome, visit)));
  }
  parentPort?.postMessage(findings, []);
}
