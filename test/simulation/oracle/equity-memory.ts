import { NONE, type ValueRange, joined } from "./value-range.ts";
import type { RuleFigures } from "./rule-figures.ts";

/**
 * What the equity rules of a follow or account count from, as far as it can be told: results in USD, to which the
 * capital is added. Where nobody can say at which moment a figure was taken, it is a range.
 */
export class EquityMemory {
  /** The highest is surely not lower. */
  highest = -Infinity;
  /** What takeProfit and dailyLoss count from; null until it is sure that they began. */
  base: ValueRange | null = null;
  day: ValueRange | null = null;
  /** All that was ever possible, and all that has been since the newest chapter began. */
  ever = NONE;
  now = NONE;
  /** What may have begun them while nobody can say when that was. */
  pending = NONE;
  readonly #highs: { readonly at: number; readonly value: number }[] = [];

  /** A follow's results count from 0 on; its day begins with its first figures. */
  beginAtZero(): void {
    this.base = { low: 0, high: 0 };
    this.pending = this.base;
    this.ever = this.base;
    this.#rise(0, -Infinity);
  }

  /** The user let the rules go: all counts from the next figures on. */
  reset(): void {
    this.highest = -Infinity;
    this.#highs.length = 0;
    [this.base, this.day, this.pending] = [null, null, this.now];
  }

  /** Figures that may have been judged. */
  possible({ least, most }: RuleFigures): void {
    const range = { low: least, high: most };
    this.now = joined(this.now, range);
    this.ever = joined(this.ever, range);
    if (this.base === null || this.day === null) this.pending = joined(this.pending, range);
  }

  /** Figures that surely were. */
  judged({ low }: RuleFigures, at: number): void {
    this.base ??= this.pending;
    this.day ??= this.pending;
    if (low > this.highest) this.#rise(low, at);
  }

  /** A new chapter begins with what stood before it. */
  turn(figures: RuleFigures | null): void {
    this.now = figures === null ? NONE : { low: figures.least, high: figures.most };
  }

  /** A life ended that may not have written down what it saw since a moment. */
  forget(since: number): void {
    while ((this.#highs.at(-1)?.at ?? -Infinity) > since) this.#highs.pop();
    this.highest = this.#highs.at(-1)?.value ?? -Infinity;
  }

  #rise(value: number, at: number): void {
    this.highest = value;
    this.#highs.push({ at, value });
  }
}
