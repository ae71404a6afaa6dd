import type { Urgency } from "../model/request.ts";

const WINDOW_MS = 60_000;

export interface RequestBudget {
  /**
   * Takes the weight and answers 0, or takes nothing and answers how many ms to wait before trying again. What is not
   * for orders leaves the reserve alone.
   */
  take(weight: number, now: number, urgency?: Urgency): number;
  /** Gives back what a request cost less than expected. */
  giveBack(weight: number, now: number): void;
  /** Nothing may be taken before this moment: the exchange said so. */
  blockUntil(time: number): void;
}

/**
 * The weight spent within the last minute, of `allowedWeight`; `reserved` of it is kept back for orders. Hyperliquid allows an IP address 1,200 a minute and answers 429
 * above it (docs, "Rate limits and user limits"); the user's own page at the exchange spends from the same.
 */
export function createRequestBudget(allowedWeight: number, reserved: number): RequestBudget {
  let spent: { at: number; weight: number }[] = [];
  let blockedUntil = 0;

  function forget(now: number): void {
    // An entry from the future is left over from a clock that was set back.
    spent = spent.filter((entry) => entry.at > now - WINDOW_MS && entry.at <= now);
  }

  return {
    take(weight, now, urgency = "usual") {
      const allowed = urgency === "orders" ? allowedWeight : allowedWeight - reserved;
      if (now < blockedUntil) return blockedUntil - now;
      forget(now);
      let used = spent.reduce((sum, entry) => sum + entry.weight, 0);
      if (used + weight <= allowed) {
        spent.push({ at: now, weight });
        return 0;
      }
      for (const entry of spent) {
        used -= entry.weight;
        if (used + weight <= allowed) return entry.at + WINDOW_MS - now;
      }
      return WINDOW_MS;
    },
    giveBack(weight, now) {
      forget(now);
      let left = weight;
      for (const entry of spent.toReversed()) {
        const part = Math.min(left, entry.weight);
        entry.weight -= part;
        left -= part;
      }
    },
    blockUntil(time) {
      blockedUntil = Math.max(blockedUntil, time);
    },
  };
}
