import type { Clock, TimerHandle } from "../../lib/model/request.ts";

/** A clock that moves only when told; timers run in their order, promises settle in between. */
export class FakeClock implements Clock {
  #now: number;
  #next = 1;
  readonly #timers = new Map<number, { at: number; callback: () => void }>();

  constructor(now = 1_785_000_000_000) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  setTimeout(callback: () => void, ms: number): TimerHandle {
    const timer = this.#next++;
    this.#timers.set(timer, { at: Math.ceil(this.#now + ms), callback });
    return { timer };
  }

  clearTimeout(handle: TimerHandle): void {
    this.#timers.delete(Number(handle.timer));
  }

  get pending(): number {
    return this.#timers.size;
  }

  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      await settle();
      const due = [...this.#timers]
        .filter(([, timer]) => timer.at <= end)
        .toSorted(([, a], [, b]) => a.at - b.at)[0];
      if (!due) break;
      const [id, timer] = due;
      this.#timers.delete(id);
      this.#now = Math.max(this.#now, timer.at);
      timer.callback();
    }
    this.#now = end;
  }

  /** Time passes while nothing runs, as when a computer sleeps. */
  sleep(ms: number): void {
    this.#now += ms;
  }
}

/** Lets all promises that can settle do so. */
export function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
