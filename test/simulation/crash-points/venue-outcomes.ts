import type { FaultName } from "../fault-names.ts";
import type { ScheduleRecord, VenueOrder } from "../record.ts";

/** What becomes of the first order of every stage of a follow's life. */
export interface VenueOutcome {
  readonly name: string;
  /** The fault that brings it about; null when nothing goes wrong. */
  readonly fault: FaultName | null;
  /** With real money: leverage is set first, and the account is locked while it is all closed. */
  readonly real?: true;
  /** A stage takes so long: until what an order left open is settled. */
  readonly stageMs: number;
  /** How many orders really had it. */
  readonly shown: (record: ScheduleRecord) => number;
}

const QUICK_MS = 6_000;
/** An unknown order is settled by what is read after its expiry. */
const SLOW_MS = 14_000;

const ordersWith =
  (test: (order: VenueOrder) => boolean) =>
  ({ venue }: ScheduleRecord): number =>
    venue.orders.filter(test).length;

const noted =
  (fault: FaultName) =>
  ({ faults }: ScheduleRecord): number =>
    faults.filter(({ name }) => name === fault).length;

const filled = ({ outcome, size }: VenueOrder): number | null =>
  outcome.kind === "taken" ? Number(outcome.filled) / Number(size) : null;

const settingsMade = ({ venue }: ScheduleRecord): number => venue.sentSettings.length + venue.orders.length;

export const VENUE_OUTCOMES: readonly VenueOutcome[] = [
  { name: "filled", fault: null, stageMs: QUICK_MS, shown: ordersWith((order) => filled(order) === 1) },
  {
    name: "partial",
    fault: "partial-fill",
    stageMs: QUICK_MS,
    shown: ordersWith((order) => (filled(order) ?? 0) > 0 && filled(order) !== 1),
  },
  {
    name: "unfilled",
    fault: "no-fill",
    stageMs: QUICK_MS,
    shown: ordersWith((order) => filled(order) === 0),
  },
  {
    name: "rejected",
    fault: "reject",
    stageMs: QUICK_MS,
    shown: ordersWith(({ outcome }) => outcome.kind === "refused" && outcome.reason !== "expired"),
  },
  {
    name: "timeout-before-acceptance",
    fault: "timeout-before-acceptance",
    stageMs: SLOW_MS,
    shown: noted("timeout-before-acceptance"),
  },
  {
    name: "timeout-after-acceptance",
    fault: "timeout-after-acceptance",
    stageMs: SLOW_MS,
    shown: noted("timeout-after-acceptance"),
  },
  {
    name: "late-answer",
    fault: "late-acknowledgement",
    stageMs: SLOW_MS,
    shown: noted("late-acknowledgement"),
  },
  {
    name: "expired",
    fault: "late-arrival",
    stageMs: SLOW_MS,
    shown: ordersWith(({ outcome }) => outcome.kind === "refused" && outcome.reason === "expired"),
  },
  { name: "real-money", fault: null, real: true, stageMs: QUICK_MS, shown: settingsMade },
  {
    name: "real-money-timeouts",
    fault: "timeout-after-acceptance",
    real: true,
    stageMs: SLOW_MS,
    shown: settingsMade,
  },
];
