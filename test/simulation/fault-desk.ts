import type { FaultName } from "./fault-names.ts";
import type { Stamped } from "./record.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** A fault that is to happen `times` times between two moments (simulation's time), or all the time between them. */
export interface PlannedFault {
  readonly name: FaultName;
  readonly from: number;
  readonly until: number;
  /** Null: all the time. */
  readonly times: number | null;
}

interface Waiting extends PlannedFault {
  left: number;
  counted: boolean;
}

/** Who could go wrong asks here whether it is to. What happened is written down. */
export class FaultDesk {
  readonly happened: Stamped<{ name: FaultName; detail: string }>[] = [];
  readonly #time: VirtualTime;
  readonly #plan = new Map<FaultName, Waiting[]>();

  constructor(time: VirtualTime, plan: readonly PlannedFault[]) {
    this.#time = time;
    for (const fault of plan) {
      const waiting = { ...fault, left: fault.times ?? 0, counted: false };
      this.#plan.set(fault.name, [...(this.#plan.get(fault.name) ?? []), waiting]);
    }
  }

  /** True when it is to go wrong this time. */
  take(name: FaultName, detail: string): boolean {
    const fault = this.#open(name).find((one) => one.times !== null && one.left > 0);
    if (fault === undefined) return false;
    fault.left -= 1;
    this.note(name, detail);
    return true;
  }

  /** True while it goes wrong. Counts once for each time that it is met. */
  during(name: FaultName, detail: string): boolean {
    const fault = this.#open(name).find((one) => one.times === null);
    if (fault === undefined) return false;
    if (!fault.counted) this.note(name, detail);
    fault.counted = true;
    return true;
  }

  /** From now on it goes wrong for so long. */
  lasts(name: FaultName, ms: number): void {
    const { now } = this.#time;
    const fault = { name, from: now, until: now + ms, times: null, left: 0, counted: true };
    this.#plan.set(name, [...(this.#plan.get(name) ?? []), fault]);
  }

  note(name: FaultName, detail: string): void {
    this.happened.push({ at: this.#time.now, name, detail });
  }

  #open(name: FaultName): Waiting[] {
    const { now } = this.#time;
    return (this.#plan.get(name) ?? []).filter((fault) => fault.from <= now && now < fault.until);
  }
}
