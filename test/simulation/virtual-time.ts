type Action = () => void | Promise<void>;

export interface Appointment {
  readonly at: number;
  readonly order: number;
  action: Action | null;
}

const before = (a: Appointment, b: Appointment): boolean =>
  a.at < b.at || (a.at === b.at && a.order < b.order);

/** Lets everything happen that has been promised. */
const drained = (): Promise<void> =>
  new Promise((resolve) => {
    process.nextTick(resolve);
  });

/**
 * The simulation's own time, ms, which stands still while something happens: appointments are kept one after
 * the other, those of one moment in the order in which they were made, and between two of them all promises
 * are settled. So a schedule runs the same way each time.
 */
export class VirtualTime {
  now: number;
  #made = 0;
  /** A binary heap: none is before the one at (its index - 1) / 2. */
  readonly #heap: Appointment[] = [];

  constructor(now: number) {
    this.now = now;
  }

  at(at: number, action: Action): Appointment {
    this.#made += 1;
    const appointment = { at: Math.max(at, this.now), order: this.#made, action };
    this.#rise(appointment);
    return appointment;
  }

  after(ms: number, action: Action): Appointment {
    return this.at(this.now + Math.max(0, Math.round(ms)), action);
  }

  async runUntil(end: number): Promise<void> {
    await drained();
    for (let next = this.#heap[0]; next !== undefined && next.at <= end; next = this.#heap[0]) {
      this.#takeFirst();
      if (next.action === null) continue;
      this.now = next.at;
      const work = next.action();
      if (work !== undefined) await work;
      await drained();
    }
    this.now = end;
  }

  #rise(appointment: Appointment): void {
    const heap = this.#heap;
    let index = heap.length;
    heap.push(appointment);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || before(above, appointment)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = appointment;
  }

  #takeFirst(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const [a, b] = [heap[left], heap[left + 1]];
      if (a === undefined) break;
      const child = b !== undefined && before(b, a) ? b : a;
      if (before(last, child)) break;
      heap[index] = child;
      index = child === b ? left + 1 : left;
    }
    heap[index] = last;
  }
}
