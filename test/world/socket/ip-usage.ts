import type { Limits } from "../limits.ts";

/** What one IP address uses over all its sockets. */
export class IpUsage {
  connections = 0;
  #subscriptions = 0;
  readonly #users = new Map<string, number>();
  readonly #limits: Limits;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Counts one more subscription; the refusal's words when that is one too many. */
  add(user: string | undefined): string | undefined {
    if (this.#subscriptions >= this.#limits.subscriptions) {
      return `Cannot track more than ${this.#limits.subscriptions} total subscriptions.`;
    }
    if (user !== undefined) {
      const count = this.#users.get(user) ?? 0;
      if (count === 0 && this.#users.size >= this.#limits.users) {
        return `Cannot track more than ${this.#limits.users} total users.`;
      }
      this.#users.set(user, count + 1);
    }
    this.#subscriptions += 1;
    return undefined;
  }

  remove(user: string | undefined): void {
    this.#subscriptions -= 1;
    if (user === undefined) return;
    const count = (this.#users.get(user) ?? 0) - 1;
    if (count > 0) this.#users.set(user, count);
    else this.#users.delete(user);
  }
}
