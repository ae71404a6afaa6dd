/** The world's time and timers. `skew` is what a wrong exchange clock adds to times on the wire. */
export class WorldClock {
  skewMs = 0;
  readonly #offset: number;
  readonly #timers = new Set<NodeJS.Timeout>();
  #closed = false;

  constructor(startAt: number | undefined) {
    this.#offset = startAt === undefined ? 0 : startAt - Date.now();
  }

  /** World time without skew, ms. The ledger's time. */
  now(): number {
    return Date.now() + this.#offset;
  }

  /** The time the exchange writes on the wire, ms. */
  stamp(): number {
    return this.now() + this.skewMs;
  }

  after(ms: number, action: () => void): () => void {
    if (this.#closed) return () => undefined;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      action();
    }, ms);
    this.#timers.add(timer);
    return () => {
      clearTimeout(timer);
      this.#timers.delete(timer);
    };
  }

  /** Ends never when the world closes before. */
  pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.after(ms, resolve);
    });
  }

  every(ms: number, action: () => void): void {
    if (this.#closed) return;
    this.#timers.add(setInterval(action, ms));
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
