import type { CrashPlan, CrashPoint } from "../crash-plan.ts";

/** Nobody dies; every point that is passed before `until` is noted. */
export class PointsPassed implements CrashPlan {
  readonly points: CrashPoint[] = [];
  readonly #until: number;

  constructor(until: number) {
    this.#until = until;
  }

  armed(now: number): boolean {
    return now < this.#until;
  }

  strikes(point: CrashPoint): boolean {
    this.points.push(point);
    return false;
  }
}

/** One death, at the point of this number; the same schedule passes the same points until then. */
export class CrashAt implements CrashPlan {
  readonly #number: number;
  readonly #until: number;
  #passed = 0;
  #struck = false;

  constructor(number: number, until: number) {
    this.#number = number;
    this.#until = until;
  }

  armed(now: number): boolean {
    return !this.#struck && now < this.#until;
  }

  strikes(): boolean {
    this.#struck = this.#passed === this.#number;
    this.#passed += 1;
    return this.#struck;
  }
}
