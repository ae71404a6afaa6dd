/** What the exchange allows an IP address, of which we leave a part to the user's own tabs. */
const WINDOW_MS = 60_000;
const ALLOWED_WEIGHT = 1_000;

interface RequestBudget {
  /** Takes the weight and answers 0, or takes nothing and answers how many ms to wait before trying again. */
  take(weight: number, now: number): number;
  /** Gives back what a request cost less than expected. */
  giveBack(weight: number, now: number): void;
  /** Nothing may be taken before this moment: the exchange said so. */
  blockUntil(time: number): void;
}

/**
 * The weight spent within the last minute. Hyperliquid allows an IP address 1,200 a minute and answers 429
 * above it (docs, "Rate limits and user limits"); the user's own page at the exchange spends from the same.
 */
export function createRequestBudget(allowedWeight = ALLOWED_WEIGHT): RequestBudget {
  let spent: { at: number; weight: number }[] = [];
  let blockedUntil = 0;

  function forget(now: number): void {
    // An entry from the future is left over from a clock that was set back.
    spent = spent.filter((entry) => entry.at > now - WINDOW_MS && entry.at <= now);
  }

  return {
    take(weight, now) {
      if (now < blockedUntil) return blockedUntil - now;
      forget(now);
      let used = spent.reduce((sum, entry) => sum + entry.weight, 0);
      if (used + weight <= allowedWeight) {
        spent.push({ at: now, weight });
        return 0;
      }
      for (const entry of spent) {
        used -= entry.weight;
        if (used + weight <= allowedWeight) return entry.at + WINDOW_MS - now;
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
