import type { Clock, TimerHandle } from "../model/request.ts";

export interface LifeClock extends Clock {
  /** Clears every timer that was set on this clock; none can be set any more. */
  end(): void;
}

/** A clock whose timers end together: what one life of the worker has set must not fire after it. */
export function createLifeClock(clock: Clock): LifeClock {
  const timers = new Set<TimerHandle>();
  let ended = false;
  return {
    now: () => clock.now(),
    setTimeout(callback, ms) {
      if (ended) return { timer: null };
      const handle = clock.setTimeout(() => {
        timers.delete(handle);
        callback();
      }, ms);
      timers.add(handle);
      return handle;
    },
    clearTimeout(handle) {
      timers.delete(handle);
      clock.clearTimeout(handle);
    },
    end() {
      ended = true;
      for (const handle of timers) clock.clearTimeout(handle);
      timers.clear();
    },
  };
}
