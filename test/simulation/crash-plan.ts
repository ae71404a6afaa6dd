import type { Dice } from "./dice.ts";

/**
 * Where a life may end: at an await of an injected port, when it was called (nothing has happened yet), when
 * what was asked for has happened (and the answer is on its way), or when the life has had the answer.
 */
export interface CrashPoint {
  /** "journal.commit", "venue.submit", "market.marks", … */
  readonly port: string;
  readonly phase: CrashPhase;
}
export const CRASH_PHASES = ["called", "happened", "answered"] as const;
export type CrashPhase = (typeof CRASH_PHASES)[number];

/** Decides where lives end. */
export interface CrashPlan {
  /** False: no point need be shown now. */
  armed(now: number): boolean;
  /** Is shown each point that a life passes while armed. True: the life ends there. */
  strikes(point: CrashPoint, now: number): boolean;
}

/** One death: at the `skip`+1st point of this kind that is passed after `from`. */
export interface PlannedCrash {
  readonly from: number;
  /** Null: of any port. */
  readonly port: string | null;
  readonly phase: CrashPhase;
  readonly skip: number;
}

/** A death that has not come about by then is taken at the next point of any kind. */
const PATIENCE_MS = 15_000;

export class SeededCrashes implements CrashPlan {
  readonly #until: number;
  #left: { readonly crash: PlannedCrash; skip: number }[];

  /** Nobody dies from `until` on. */
  constructor(crashes: readonly PlannedCrash[], until: number) {
    this.#until = until;
    this.#left = crashes.map((crash) => ({ crash, skip: crash.skip }));
  }

  armed(now: number): boolean {
    return now < this.#until && this.#left.some(({ crash }) => now >= crash.from);
  }

  strikes(point: CrashPoint, now: number): boolean {
    const due = this.#left.find(({ crash }) => {
      if (now < crash.from) return false;
      const like = (crash.port === null || crash.port === point.port) && crash.phase === point.phase;
      return like || now >= crash.from + PATIENCE_MS;
    });
    if (due === undefined) return false;
    due.skip -= 1;
    if (due.skip >= 0 && now < due.crash.from + PATIENCE_MS) return false;
    this.#left = this.#left.filter((one) => one !== due);
    return true;
  }
}

const PORTS = [
  "journal.commit",
  "journal.commit",
  "journal.load",
  "venue.submit",
  "venue.submit",
  "venue.lookup",
  "venue.readAccount",
  "leader.ask",
] as const;

export function plannedCrash(dice: Dice, from: number): PlannedCrash {
  return {
    from,
    port: dice.chance(0.7) ? dice.pick(PORTS) : null,
    phase: dice.pick(CRASH_PHASES),
    skip: dice.chance(0.5) ? 0 : dice.int(0, 12),
  };
}
