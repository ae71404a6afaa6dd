import { digestOf } from "./digest.ts";
import type { FaultName } from "./fault-names.ts";
import { FEWEST_FAULTS } from "./fault-plan.ts";
import { judge } from "./oracle/judge.ts";
import type { ScheduleRecord } from "./record.ts";

/** What one schedule came to. */
export interface Summary {
  readonly seed: number;
  readonly leaderEvents: number;
  readonly faults: Readonly<Partial<Record<FaultName, number>>>;
  readonly orders: number;
  readonly violations: readonly { readonly rule: string; readonly detail: string }[];
  readonly digest: string;
}

const FEWEST_LEADER_EVENTS = 40;

/** Judges a finished schedule. A schedule in which too little happened proves nothing, which is a violation, too. */
export function summaryOf(record: ScheduleRecord): Summary {
  const { seed, defects, lives } = record;
  const leaderEvents = record.leaders.reduce(
    (sum, { fills }) => sum + new Set(fills.map(({ at }) => at)).size,
    0,
  );
  const faults: Partial<Record<FaultName, number>> = {};
  for (const { name } of record.faults) faults[name] = (faults[name] ?? 0) + 1;
  const violations = [
    ...judge(record),
    ...defects.map(({ at, life, words }) => ({
      rule: "defect",
      detail: `${at - record.beganAt} ms, life ${life} of ${lives.length}: ${words}`,
    })),
  ];
  if (leaderEvents < FEWEST_LEADER_EVENTS || record.faults.length < FEWEST_FAULTS) {
    const detail = `only ${leaderEvents} leader events, ${record.faults.length} faults`;
    violations.push({ rule: "too-quiet", detail });
  }
  return {
    seed,
    leaderEvents,
    faults,
    orders: record.venue.orders.length,
    violations,
    digest: digestOf(record),
  };
}
