import type { Urgency } from "../model/request.ts";
import { type CircuitBreaker, createCircuitBreaker } from "./circuit-breaker.ts";
import { type RequestBudget, createRequestBudget } from "./request-budget.ts";
import { retryAfterMs } from "./retry-after.ts";

/** What an exchange allows an IP address in a minute, of which we leave a part to the user's own tabs. */
const ALLOWED_WEIGHT = 1_100;
/** The part of it that only reductions, cancels and questions about orders may use. */
const RESERVED_WEIGHT = 200;
/** After a 429 that does not say how long. */
const DEFAULT_RETRY_AFTER_MS = 10_000;

/** What all requests to one exchange share, whichever way they take. */
export interface ExchangeLine {
  readonly budget: RequestBudget;
  readonly breaker: CircuitBreaker;
  /**
   * Takes weight for something that is sent at once or not at all: 0, or how many ms it may not be sent. While the
   * exchange is down only what reduces or asks about orders is still tried.
   */
  spend(weight: number, urgency: Urgency, now: number): number;
  /** Whether what was sent on a socket was answered in time. */
  heard(inTime: boolean, now: number): void;
  /** The exchange asked for fewer requests, with its `Retry-After`, if any: for so many ms nothing is sent at all. */
  rateLimited(retryAfter: string | null, now: number): number;
}

export function createExchangeLine(random: () => number): ExchangeLine {
  const budget = createRequestBudget(ALLOWED_WEIGHT, RESERVED_WEIGHT);
  const breaker = createCircuitBreaker(random);
  return {
    budget,
    breaker,
    spend(weight, urgency, now) {
      const down = urgency === "usual" ? breaker.closedFor(now) : 0;
      return down > 0 ? down : budget.take(weight, now, urgency);
    },
    heard(inTime, now) {
      if (inTime) breaker.succeeded();
      else breaker.failed(now);
    },
    rateLimited(retryAfter, now) {
      const wait = retryAfterMs(retryAfter, now) ?? DEFAULT_RETRY_AFTER_MS;
      budget.blockUntil(now + wait);
      return wait;
    },
  };
}
