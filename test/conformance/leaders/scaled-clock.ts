import type { Clock, TimerHandle } from "../../../lib/model/request.ts";

/** Real time run faster, with a count of the timers that wait. */
export class ScaledClock implements Clock {
  readonly #start = Date.now();
  readonly #speed: number;
  readonly #waiting = new Set<NodeJS.Timeout>();

  constructor(speed: number) {
    this.#speed = speed;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  now(): number {
    return this.#start + (Date.now() - this.#start) * this.#speed;
  }

  setTimeout(callback: () => void, ms: number): TimerHandle {
    const timer = setTimeout(() => {
      this.#waiting.delete(timer);
      callback();
    }, ms / this.#speed);
    this.#waiting.add(timer);
    return { timer };
  }

  clearTimeout(handle: TimerHandle): void {
    for (const timer of this.#waiting) {
      if (timer !== handle.timer) continue;
      clearTimeout(timer);
      this.#waiting.delete(timer);
    }
  }
}
