import type { InstrumentId } from "../../lib/model/identity.ts";
import { type PlannedCrash, plannedCrash } from "./crash-plan.ts";
import type { Dice } from "./dice.ts";
import type { PlannedFault } from "./fault-desk.ts";
import type { FaultName } from "./fault-names.ts";

/** A fault that comes by itself, at a moment. */
export type Happening =
  | { readonly kind: "sleep"; readonly at: number; readonly ms: number; readonly cuts: boolean }
  | { readonly kind: "clock-jump"; readonly at: number; readonly offsetMs: number }
  | { readonly kind: "offline"; readonly at: number; readonly ms: number }
  | { readonly kind: "feed-lost"; readonly at: number; readonly ms: number }
  | { readonly kind: "history-replayed"; readonly at: number; readonly leader: number }
  | {
      readonly kind: "price-jump";
      readonly at: number;
      readonly instrument: InstrumentId;
      readonly factor: number;
    }
  /** An order of another installation; `cleared` later the user says that it is gone (null: never). */
  | {
      readonly kind: "second-installation";
      readonly at: number;
      readonly instrument: InstrumentId;
      readonly cleared: number | null;
    }
  /** `share` of what the account holds, or of a small amount where it holds nothing. */
  | {
      readonly kind: "manual-trade";
      readonly at: number;
      readonly instrument: InstrumentId;
      readonly share: number;
    }
  | {
      readonly kind: "liquidation";
      readonly at: number;
      readonly instrument: InstrumentId;
      readonly share: number;
    };

export interface FaultPlan {
  readonly faults: readonly PlannedFault[];
  readonly happenings: readonly Happening[];
  readonly crashes: readonly PlannedCrash[];
}

/** At least so many faults have happened in every schedule. */
export const FEWEST_FAULTS = 5;

/** Faults that wait for their occasion: the next message, order, report. */
const ON_OCCASION: readonly FaultName[] = [
  "message-duplicated",
  "message-reordered",
  "message-delayed",
  "message-dropped",
  "snapshot-failed",
  "timeout-before-acceptance",
  "timeout-after-acceptance",
  "late-acknowledgement",
  "late-arrival",
  "partial-fill",
  "no-fill",
  "reject",
  "lookup-failed",
  "account-unreadable",
  "report-duplicated",
  "report-late",
  "report-dropped",
];
/** Faults that last. */
const FOR_A_WHILE: readonly FaultName[] = [
  "stream-gap",
  "positions-hidden",
  "storm-429",
  "storm-5xx",
  "journal-unwritable",
  "journal-full",
  "market-data-outage",
];
const BY_THEMSELVES = [
  "sleep",
  "clock-jump",
  "offline",
  "feed-lost",
  "history-replayed",
  "price-jump",
  "manual-trade",
  "liquidation",
] as const;

/** Seven to sixteen faults of all kinds between two moments. */
export function plannedFaults(
  dice: Dice,
  instruments: readonly InstrumentId[],
  leaders: number,
  from: number,
  until: number,
): FaultPlan {
  const faults: PlannedFault[] = [];
  const happenings: Happening[] = [];
  const crashes: PlannedCrash[] = [];
  for (let left = dice.int(7, 16); left > 0; left -= 1) {
    const at = dice.int(from, until);
    const lot = dice.share();
    if (lot < 0.2) crashes.push(plannedCrash(dice, at));
    else if (lot < 0.6) {
      faults.push({ name: dice.pick(ON_OCCASION), from: at, until, times: dice.pick([1, 1, 2, 4]) });
    } else if (lot < 0.75) {
      faults.push({
        name: dice.pick(FOR_A_WHILE),
        from: at,
        until: Math.min(until, at + dice.int(500, 15_000)),
        times: null,
      });
    } else happenings.push(happening(dice, at, instruments, leaders, until));
  }
  // Seldom, because it stops everything.
  if (dice.chance(0.04)) {
    const at = dice.int(from, until);
    const cleared = dice.chance(0.7) ? Math.min(until, at + dice.int(2_000, 20_000)) : null;
    happenings.push({ kind: "second-installation", at, instrument: dice.pick(instruments), cleared });
  }
  return { faults, happenings, crashes };
}

function happening(
  dice: Dice,
  at: number,
  instruments: readonly InstrumentId[],
  leaders: number,
  until: number,
): Happening {
  const instrument = dice.pick(instruments);
  const kind = dice.pick(BY_THEMSELVES);
  const ms = Math.min(dice.int(500, 25_000), Math.max(500, until - at));
  switch (kind) {
    case "sleep":
      return { kind, at, ms, cuts: dice.chance(0.5) };
    case "clock-jump":
      return { kind, at, offsetMs: dice.pick([-60_000, -5_000, -800, 0, 700, 4_000, 20_000, 90_000]) };
    case "offline":
    case "feed-lost":
      return { kind, at, ms };
    case "history-replayed":
      return { kind, at, leader: dice.int(0, leaders - 1) };
    case "price-jump":
      return { kind, at, instrument, factor: 1 + dice.around(0.03) };
    case "manual-trade":
      return { kind, at, instrument, share: dice.pick([-2, -1, -0.5, -0.1, 0.3, 1]) };
    case "liquidation":
      return { kind, at, instrument, share: dice.pick([-1, -1, -0.4]) };
  }
}
