export interface RateLimitSettings {
  /** Messages that may come at once. */
  readonly burst: number;
  /** Messages per second that are allowed in the long run. */
  readonly perSecond: number;
  /** Clock in ms. */
  readonly now: () => number;
}

/** What a page may send: far more than a person clicks, far less than a loop. */
export const PAGE_RATE = { burst: 20, perSecond: 0.5 } as const;

/** A token bucket per key (a tab). Buckets that are full again are forgotten. */
export class RateLimit {
  readonly #settings: RateLimitSettings;
  readonly #buckets = new Map<number, { tokens: number; at: number }>();

  constructor(settings: RateLimitSettings) {
    this.#settings = settings;
  }

  /** Takes one token; false when there is none. */
  take(key: number): boolean {
    const { burst } = this.#settings;
    const now = this.#settings.now();
    this.#forgetFull(now);
    const bucket = this.#buckets.get(key);
    const tokens = bucket === undefined ? burst : this.#refilled(bucket, now);
    const allowed = tokens >= 1;
    this.#buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, at: now });
    return allowed;
  }

  /** Number of buckets kept. */
  get size(): number {
    return this.#buckets.size;
  }

  #refilled(bucket: { tokens: number; at: number }, now: number): number {
    // A clock that was set back gives nothing and takes nothing.
    const seconds = Math.max(0, now - bucket.at) / 1_000;
    return Math.min(this.#settings.burst, bucket.tokens + seconds * this.#settings.perSecond);
  }

  #forgetFull(now: number): void {
    for (const [key, bucket] of this.#buckets) {
      if (this.#refilled(bucket, now) >= this.#settings.burst) this.#buckets.delete(key);
    }
  }
}
