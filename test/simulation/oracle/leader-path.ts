import type { LeaderSnapshotEvent } from "../../../lib/model/leader.ts";
import type { LeaderTruth } from "../record.ts";

/** One act of the leader as it was. Signed coins, USD. */
export interface Act {
  readonly key: string;
  /** Simulation's time, and the source's. */
  readonly at: number;
  readonly time: number;
  readonly from: number;
  readonly to: number;
  readonly price: number;
  /** His average entry price afterwards. */
  readonly entry: number;
}

/** A snapshot as a life got it. */
export interface Served {
  readonly at: number;
  readonly life: number;
  readonly event: LeaderSnapshotEvent;
}

const FLAT = 1e-9;

/** Everything that a leader did, by instrument, and what was told of it. */
export class LeaderPath {
  readonly truth: LeaderTruth;
  readonly served: readonly Served[];
  readonly #acts = new Map<string, Act[]>();
  readonly #start = new Map<string, { readonly size: number; readonly entry: number }>();
  readonly #indexes = new Map<string, number>();

  constructor(truth: LeaderTruth) {
    this.truth = truth;
    this.served = truth.told.flatMap(({ at, life, event }) =>
      event.kind === "leader-snapshot" ? [{ at, life, event }] : [],
    );
    for (const { instrument, size, entryPrice } of truth.start)
      this.#start.set(instrument, { size: Number(size), entry: Number(entryPrice) });
    for (const { at, fill } of truth.fills) {
      const acts = this.#acts.get(fill.instrument) ?? [];
      const from = Number(fill.startPosition);
      const to = from + (fill.side === "buy" ? 1 : -1) * Number(fill.size);
      const price = Number(fill.price);
      const before = acts.at(-1)?.entry ?? this.#start.get(fill.instrument)?.entry ?? 0;
      const { key, time } = fill;
      this.#indexes.set(key, acts.length);
      acts.push({ key, at, time, from, to: clean(to), price, entry: entryAfter(from, to, before, price) });
      this.#acts.set(fill.instrument, acts);
    }
  }

  acts(instrument: string): readonly Act[] {
    return this.#acts.get(instrument) ?? [];
  }

  /** Where an act stands among those of its instrument; -1 when it never was. */
  indexOf(key: string): number {
    return this.#indexes.get(key) ?? -1;
  }

  /** His position once so many acts are done. */
  after(instrument: string, index: number): { readonly size: number; readonly entry: number } {
    const act = this.acts(instrument)[index];
    return act === undefined
      ? (this.#start.get(instrument) ?? { size: 0, entry: 0 })
      : { size: act.to, entry: act.entry };
  }

  instruments(): Set<string> {
    return new Set([...this.#acts.keys(), ...this.#start.keys()]);
  }

  /** The snapshot that a life got at this moment of the product's clock, as it became durable not after `latest`. */
  snapshotAt(life: number, shown: number, latest: number): Served | undefined {
    return this.served.findLast((one) => one.life === life && one.event.at === shown && one.at <= latest);
  }
}

export function positionIn({ event }: Served, instrument: string): number {
  const position = event.snapshot.positions.find((one) => one.instrument === instrument);
  return position === undefined ? 0 : Number(position.size);
}

/** Sums of decimals as plain numbers leave dust. */
function clean(size: number): number {
  return Math.abs(size) < FLAT ? 0 : size;
}

function entryAfter(from: number, to: number, before: number, price: number): number {
  if (Math.abs(to) < FLAT) return 0;
  if (Math.abs(from) < FLAT || from * to < 0) return price;
  return Math.abs(to) <= Math.abs(from) ? before : (from * before + (to - from) * price) / to;
}
