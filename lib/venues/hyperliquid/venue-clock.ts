import type { VenueClock } from "../../model/account.ts";
import { type Answer, type Clock, RequestError } from "../../model/request.ts";

/** The middle of a longer round trip is too far from the moment of the answer to correct a clock by. */
const GOOD_TRIP_MS = 2_000;
/** An answer that took longer, because the machine slept or its clock was set, tells nothing of now. */
const LONGEST_TRIP_MS = 15_000;

/** The exchange's time, as its dated answers tell it. */
export interface ExchangeClock {
  /** Takes an answer that says when it was given. Throws a RequestError where it was too long under way. */
  measure(answer: Answer, time: number): VenueClock;
  /** Our clock minus the exchange's, ms; null before the first measure. */
  offsetMs(): number | null;
  /** The exchange's time now; ours before the first measure. */
  now(): number;
}

export function createExchangeClock(clock: Clock): ExchangeClock {
  let offset: { readonly ms: number; readonly good: boolean } | null = null;
  return {
    measure({ sentAt, receivedAt }, time) {
      const roundTripMs = receivedAt - sentAt;
      if (roundTripMs < 0 || roundTripMs > LONGEST_TRIP_MS)
        throw new RequestError("unreachable", `The answer took ${roundTripMs} ms by our clock.`);
      const offsetMs = (sentAt + receivedAt) / 2 - time;
      const good = roundTripMs <= GOOD_TRIP_MS;
      if (good || offset?.good !== true) offset = { ms: offsetMs, good };
      return { offsetMs, roundTripMs };
    },
    offsetMs: () => offset?.ms ?? null,
    now: () => clock.now() - (offset?.ms ?? 0),
  };
}
