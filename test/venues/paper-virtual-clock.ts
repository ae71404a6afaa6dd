import type { Clock, TimerHandle } from "../../lib/model/request.ts";

/** 2026-11-22 12:00:00 UTC, a full hour. */
export const NOON = 1_795_348_800_000;

/** A clock that moves only when told to; timers run in their order, and what they start is awaited. */
export class VirtualClock implements Clock {
  time = NOON + 60_000;
  private readonly timers = new Map<object, { at: number; callback: () => void }>();

  now(): number {
    return this.time;
  }
  setTimeout(callback: () => void, ms: number): TimerHandle {
    const timer = {};
    this.timers.set(timer, { at: this.time + ms, callback });
    return { timer };
  }
  clearTimeout({ timer }: TimerHandle): void {
    if (typeof timer === "object" && timer !== null) this.timers.delete(timer);
  }
  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    for (;;) {
      const due = [...this.timers]
        .filter(([, { at }]) => at <= end)
        .toSorted(([, a], [, b]) => a.at - b.at)[0];
      if (due === undefined) break;
      const [timer, { at, callback }] = due;
      this.timers.delete(timer);
      this.time = Math.max(this.time, at);
      callback();
      await quiet();
    }
    this.time = end;
  }
}

/** Lets everything run that waits for nothing but promises. */
async function quiet(): Promise<void> {
  await new Promise<void>((resolve) => {
    setImmediate(resolve);
  });
}
