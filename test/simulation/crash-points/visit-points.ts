import type { CrashPoint } from "../crash-plan.ts";
import { judge } from "../oracle/judge.ts";
import type { ScheduleRecord } from "../record.ts";
import { runPlanned } from "../run-schedule.ts";
import { followLife } from "./follow-life.ts";
import { CrashAt, PointsPassed } from "./points-passed.ts";
import type { VenueOutcome } from "./venue-outcomes.ts";

/** The death of a follow's first life at one of its points. */
export interface Visit {
  /** Its name. */
  readonly outcome: string;
  readonly seed: number;
  /** Counts from 0 through all points of that life; null: it does not die. */
  readonly number: number | null;
  readonly point: CrashPoint | null;
}

/** A rule that did not hold in a visit. */
export interface CrashFinding {
  readonly visit: Visit;
  readonly rule: string;
  readonly detail: string;
}

/** Seeds that are tried for one in which the outcome comes about. */
const MOST_SEEDS = 40;
/** At least so many orders have it. */
const OFTEN = 3;

/** All visits to a life in which orders have this outcome, and what is wrong with it when nobody dies. */
export async function visitsOf(
  outcome: VenueOutcome,
): Promise<{ readonly visits: readonly Visit[]; readonly findings: readonly CrashFinding[] }> {
  for (let seed = 1; seed <= MOST_SEEDS; seed += 1) {
    const schedule = followLife(seed, outcome);
    const crashes = new PointsPassed(schedule.calmAt);
    const record = await runPlanned(schedule, { crashes });
    if (outcome.shown(record) < OFTEN) continue;
    const common = { outcome: outcome.name, seed };
    const visits = crashes.points.map((point, number): Visit => ({ ...common, number, point }));
    return { visits, findings: judged(record, { ...common, number: null, point: null }) };
  }
  throw new RangeError(`No seed to ${MOST_SEEDS} shows the outcome ${outcome.name}`);
}

/** Ends the first life at that point, and lets the next ones go on. */
export async function visitPoint(outcome: VenueOutcome, visit: Visit): Promise<CrashFinding[]> {
  const schedule = followLife(visit.seed, outcome);
  const crashes = new CrashAt(visit.number ?? 0, schedule.calmAt);
  const record = await runPlanned(schedule, { crashes });
  const findings = judged(record, visit);
  const died = record.lives[0]?.diedIn ?? "nowhere";
  // Else this proves nothing of the point.
  if (died !== `${visit.point?.port} ${visit.point?.phase}`)
    findings.push({ visit, rule: "not-visited", detail: `the first life died at ${died}` });
  return findings;
}

function judged(record: ScheduleRecord, visit: Visit): CrashFinding[] {
  return [
    ...judge(record).map(({ rule, detail }) => ({ visit, rule, detail })),
    ...record.defects.map(({ words }) => ({ visit, rule: "defect", detail: words })),
  ];
}
