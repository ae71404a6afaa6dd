import { exact, type Exact } from "../exact.ts";
import { normal, randomStream } from "../random.ts";

const MINUTE = 60_000;
const HISTORY_MINUTES = 14_400;
const FIGURES = 5;

export interface Bar {
  readonly start: number;
  open: Exact;
  high: Exact;
  low: Exact;
  close: Exact;
  volume: Exact;
  trades: number;
}

/** Where an instrument's mid has been: every change since the start, and a seeded history before it. */
export class PricePath {
  readonly #points: { readonly time: number; readonly px: Exact }[] = [];
  readonly #bars = new Map<number, Bar>();
  readonly #seedParts: readonly (string | number)[];
  #walk: Float64Array | undefined;

  constructor(seed: number, coin: string, startPx: Exact, time: number) {
    this.#seedParts = [seed, coin, "history"];
    this.record(startPx, time);
  }

  record(px: Exact, time: number): void {
    this.#points.push({ time, px });
    const bar = this.#barAt(time, px);
    if (px.gt(bar.high)) bar.high = px;
    if (px.lt(bar.low)) bar.low = px;
    bar.close = px;
  }

  recordVolume(size: Exact, px: Exact, time: number): void {
    const bar = this.#barAt(time, px);
    bar.volume = bar.volume.plus(size);
    bar.trades += 1;
  }

  /** The mid in force at a moment; before the start the first one. */
  at(time: number): Exact {
    let low = 0;
    let high = this.#points.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#points[middle]?.time ?? 0) <= time) low = middle;
      else high = middle - 1;
    }
    return this.#points[low]?.px ?? exact(0);
  }

  /** Bars of `interval` ms whose start lies in [from, to], oldest first, without gaps. */
  bars(interval: number, from: number, to: number): Bar[] {
    const merged: Bar[] = [];
    for (const bar of [...this.#earlier(from - (from % interval), to), ...this.#sinceStart()]) {
      const start = bar.start - (bar.start % interval);
      if (start < from - (from % interval) || start > to) continue;
      const last = merged.at(-1);
      if (last === undefined || last.start !== start) merged.push({ ...bar, start });
      else {
        if (bar.high.gt(last.high)) last.high = bar.high;
        if (bar.low.lt(last.low)) last.low = bar.low;
        last.close = bar.close;
        last.volume = last.volume.plus(bar.volume);
        last.trades += bar.trades;
      }
    }
    return merged;
  }

  #barAt(time: number, px: Exact): Bar {
    const start = time - (time % MINUTE);
    const known = this.#bars.get(start);
    if (known !== undefined) return known;
    const bar = { start, open: px, high: px, low: px, close: px, volume: exact(0), trades: 0 };
    this.#bars.set(start, bar);
    return bar;
  }

  /** Minutes in which the mid did not change are filled with the close before. */
  #sinceStart(): Bar[] {
    const known = [...this.#bars.values()].toSorted((a, b) => a.start - b.start);
    const all: Bar[] = [];
    for (const bar of known) {
      for (let last = all.at(-1); last !== undefined && last.start + MINUTE < bar.start; last = all.at(-1)) {
        const px = last.close;
        all.push({
          start: last.start + MINUTE,
          open: px,
          high: px,
          low: px,
          close: px,
          volume: exact(0),
          trades: 0,
        });
      }
      all.push(bar);
    }
    return all;
  }

  /** Price a day before the start. */
  dayBefore(): Exact {
    return this.#priceBack(1440);
  }

  /** The seeded minutes before the start that touch [from, to], oldest first. */
  #earlier(from: number, to: number): Bar[] {
    const first = this.#points[0]?.time ?? 0;
    const minute = first - (first % MINUTE);
    const oldest = Math.min(HISTORY_MINUTES, Math.ceil((minute - from) / MINUTE));
    const newest = Math.max(1, Math.ceil((minute - to) / MINUTE));
    const bars: Bar[] = [];
    for (let back = oldest; back >= newest; back--) {
      const draw = randomStream(...this.#seedParts, back);
      const [open, close] = [this.#priceBack(back), this.#priceBack(back - 1)];
      const [low, high] = open.lt(close) ? [open, close] : [close, open];
      bars.push({
        start: minute - back * MINUTE,
        open,
        high: high.times(1 + 0.0003 * draw()).toSignificantDigits(FIGURES),
        low: low.times(1 - 0.0003 * draw()).toSignificantDigits(FIGURES),
        close,
        volume: exact(Math.round(draw() * 1e6))
          .div(open)
          .toSignificantDigits(4),
        trades: Math.ceil(draw() * 200),
      });
    }
    return bars;
  }

  /** A seeded walk backwards in time, in plain numbers for speed. */
  #priceBack(minutes: number): Exact {
    const first = this.#points[0]?.px ?? exact(0);
    if (this.#walk === undefined) {
      const random = randomStream(...this.#seedParts);
      this.#walk = new Float64Array(HISTORY_MINUTES + 1);
      let px = first.toNumber();
      for (let i = 0; i <= HISTORY_MINUTES; i++) {
        this.#walk[i] = px;
        px *= 1 + 0.0006 * normal(random);
      }
    }
    return minutes === 0 ? first : exact(this.#walk[minutes] ?? 0).toSignificantDigits(FIGURES);
  }
}
