/** So many failures in a row mean that the exchange is down, not that a request was unlucky. */
const FAILURES = 5;
const FIRST_PAUSE_MS = 500;
/** As long as a leader's positions may stay unread anyway. */
const LONGEST_PAUSE_MS = 5_000;
/** A probe that is under way is waited for in steps of this. */
const PROBE_MS = 1_000;

/** Whether an exchange that failed again and again is asked now. */
export interface CircuitBreaker {
  /** 0: this request may go, and its outcome must be told; else how many ms to wait before trying again. */
  admit(now: number): number;
  /** How many ms nothing may go; 0 while all may. Admits nothing. */
  closedFor(now: number): number;
  /** It answered, whatever it said. */
  succeeded(): void;
  /** It failed, or did not answer in time. */
  failed(now: number): void;
  /** The request did not even reach it: nothing is known. */
  unreached(): void;
}

/**
 *     all --5 failures in a row--> none --(pause)--> one --success--> all
 *                                   ^                 |
 *                                   +---- failure ----+
 *
 * The pause grows with each failed probe and is spread over its whole length (full jitter), so that many browsers do
 * not come back at the same moment. `random` is evenly distributed in [0, 1).
 */
export function createCircuitBreaker(random: () => number): CircuitBreaker {
  let failures = 0;
  let openUntil: number | null = null;
  let pauses = 0;
  let probing = false;

  function waitOf(now: number): number {
    if (openUntil === null) return 0;
    // A clock that was set back must not make the pause longer.
    if (now < openUntil && openUntil - now <= LONGEST_PAUSE_MS) return openUntil - now;
    return probing ? PROBE_MS : 0;
  }

  return {
    admit(now) {
      const wait = waitOf(now);
      if (wait === 0 && openUntil !== null) probing = true;
      return wait;
    },
    closedFor: waitOf,
    succeeded() {
      failures = 0;
      pauses = 0;
      openUntil = null;
      probing = false;
    },
    failed(now) {
      failures += 1;
      probing = false;
      if (failures < FAILURES) return;
      const most = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(pauses, 10));
      pauses += 1;
      openUntil = now + Math.ceil(random() * most);
    },
    unreached() {
      probing = false;
    },
  };
}
