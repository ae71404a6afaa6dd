import type { Clock, TimerHandle } from "../../lib/model/request.ts";
import type { Shell } from "../../lib/runtime/shell.ts";
import type { CrashPhase, CrashPlan } from "./crash-plan.ts";
import type { Appointment, VirtualTime } from "./virtual-time.ts";

/** What surrounds the lives. */
export interface LifeSurroundings {
  readonly time: VirtualTime;
  readonly crashes: CrashPlan;
  /** The product's clock minus the simulation's, ms. */
  readonly clockOffset: () => number;
  /** The machine sleeps until then (a moment that has passed: it is awake). */
  readonly awakeAt: () => number;
  readonly kill: (life: Life, where: string) => void;
}

/** One await of an injected port: when what was asked for happens, and when the answer comes. */
export interface Trip<T> {
  readonly port: string;
  readonly thereMs: number;
  readonly backMs: number;
  /** What happens there. Its failure is the answer, too. */
  happen(): T | Promise<T>;
}

interface LifeTimer {
  appointment: Appointment;
}

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

/**
 * One life of the worker. When it is killed nothing reaches it any more and nothing it says is heard: what it
 * had asked for may still happen, as in the real world.
 */
export class Life {
  alive = true;
  shell: Shell | null = null;
  readonly number: number;
  readonly clock: Clock;
  readonly #around: LifeSurroundings;

  constructor(number: number, around: LifeSurroundings) {
    this.number = number;
    this.#around = around;
    const { time } = around;
    this.clock = {
      now: () => time.now + around.clockOffset(),
      setTimeout: (callback, ms): TimerHandle => ({ timer: this.alive ? this.later(ms, callback) : null }),
      clearTimeout: ({ timer }) => {
        if (timer !== null) (timer as LifeTimer).appointment.action = null;
      },
    };
  }

  /** Something reaches this life after a while: not when it is dead by then, and not before the machine is awake. */
  later(ms: number, action: () => void): LifeTimer {
    const { time, awakeAt } = this.#around;
    const come = (): void => {
      if (!this.alive) return;
      if (awakeAt() > time.now) timer.appointment = time.at(awakeAt(), come);
      else action();
    };
    const timer = { appointment: time.after(ms, come) };
    return timer;
  }

  call<T>(trip: Trip<T>): Promise<T> {
    if (!this.alive) return never();
    this.pass(trip.port, "called");
    if (!this.alive) return never();
    return new Promise<T>((resolve, reject) => {
      this.#around.time.after(trip.thereMs, async () => {
        let answer: () => void;
        try {
          const value = await trip.happen();
          answer = () => resolve(value);
        } catch (error) {
          answer = () => reject(error);
        }
        this.pass(trip.port, "happened");
        this.later(trip.backMs, () => {
          answer();
          const { time, crashes } = this.#around;
          if (crashes.armed(time.now)) time.at(time.now, () => this.pass(trip.port, "answered"));
        });
      });
    });
  }

  /** This life passes a point at which it may be killed. */
  pass(port: string, phase: CrashPhase): void {
    const { time, crashes, kill } = this.#around;
    if (!this.alive || !crashes.armed(time.now)) return;
    if (crashes.strikes({ port, phase }, time.now)) kill(this, `${port} ${phase}`);
  }
}
