/** One side of a socket, as far as publishing needs it. */
export interface Subscriber {
  send(channel: string, data: unknown): void;
}

/** Who listens to what. A topic is the subscription's type and its argument: "userFills|0x…", "l2Book|BTC". */
export class Hub {
  readonly #topics = new Map<string, Set<Subscriber>>();

  add(topic: string, subscriber: Subscriber): void {
    const there = this.#topics.get(topic);
    if (there === undefined) this.#topics.set(topic, new Set([subscriber]));
    else there.add(subscriber);
  }

  remove(topic: string, subscriber: Subscriber): void {
    const there = this.#topics.get(topic);
    there?.delete(subscriber);
    if (there?.size === 0) this.#topics.delete(topic);
  }

  /** The topics somebody listens to. */
  topics(): readonly string[] {
    return [...this.#topics.keys()];
  }

  count(topic: string): number {
    return this.#topics.get(topic)?.size ?? 0;
  }

  /** Data is made only when somebody listens. */
  publish(topic: string, channel: string, data: () => unknown): void {
    const there = this.#topics.get(topic);
    if (there === undefined) return;
    const made = data();
    for (const subscriber of there) subscriber.send(channel, made);
  }
}
