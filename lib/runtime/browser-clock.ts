import type { Clock, TimerHandle } from "../model/request.ts";

/** The clock and timers of this context. */
export const browserClock: Clock = {
  now: () => Date.now(),
  setTimeout: (callback, ms): TimerHandle => ({ timer: setTimeout(callback, ms) }),
  clearTimeout: ({ timer }) => clearTimeout(timer as ReturnType<typeof setTimeout>),
};
