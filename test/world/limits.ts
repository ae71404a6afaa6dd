/** The exchange's limits per IP address. */
export interface Limits {
  /** REST weight in a sliding minute. */
  readonly weightPerMinute: number;
  readonly connections: number;
  readonly subscriptions: number;
  /** Unique users on user channels, over all connections of the address. */
  readonly users: number;
  /** A socket on which the server sent nothing for so long is closed, ms. */
  readonly idleMs: number;
}

export const REAL_LIMITS: Limits = {
  weightPerMinute: 1200,
  connections: 10,
  subscriptions: 1000,
  users: 10,
  idleMs: 60_000,
};

/** Request weight in a sliding minute, per IP address. */
export class WeightBudget {
  readonly #spent = new Map<string, { readonly at: number; readonly weight: number }[]>();
  readonly #perMinute: number;

  constructor(perMinute: number) {
    this.#perMinute = perMinute;
  }

  /** False when the minute's weight is used up. What was refused is not counted. */
  spend(ip: string, weight: number): boolean {
    const now = Date.now();
    const recent = (this.#spent.get(ip) ?? []).filter((item) => now - item.at < 60_000);
    const sum = recent.reduce((total, item) => total + item.weight, 0);
    const allowed = sum < this.#perMinute;
    if (allowed) recent.push({ at: now, weight });
    this.#spent.set(ip, recent);
    return allowed;
  }

  /** Answers with many rows cost more than what was asked for showed. */
  add(ip: string, weight: number): void {
    if (weight > 0) this.#spent.get(ip)?.push({ at: Date.now(), weight });
  }
}
