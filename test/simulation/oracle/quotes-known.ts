import type { Quote } from "../record.ts";
import type { PriceRange } from "./marks.ts";

/** A mark judges until it is 10 s old, from its question on; a little less than that it surely does. */
const SURELY_MS = 9_500;
/** And this is more than it may be old in any case. */
const AT_MOST_MS = 13_000;

interface Heard {
  readonly at: number;
  readonly askedAt: number;
  readonly marks: ReadonlyMap<string, number>;
  /** Surely taken, and for as old as it is. */
  trusted: boolean;
}

/** The marks that a life was told. */
export class QuotesKnown {
  #heard: Heard[] = [];
  #clockSetAt = 0;
  readonly #ranges = new Map<string, PriceRange>();

  begin(): void {
    this.#heard = [];
    this.#ranges.clear();
  }

  /** `taken`: the life surely took it. */
  hear({ askedAt, marks }: Quote, at: number, taken: boolean): void {
    const last = this.#heard.at(-1);
    const trusted = taken && askedAt >= this.#clockSetAt && at - askedAt <= SURELY_MS;
    const prices = new Map([...marks].map(([id, price]) => [id as string, Number(price)]));
    // What was taken before the last one judges no more.
    const earlier =
      trusted && last?.trusted === true ? [last] : this.#heard.filter((one) => one.at > at - AT_MOST_MS);
    this.#heard = [...earlier, { at, askedAt, marks: prices, trusted }];
    for (const id of prices.keys()) {
      const all = this.#heard.flatMap((one) => one.marks.get(id) ?? []);
      this.#ranges.set(id, { low: Math.min(...all), high: Math.max(...all) });
    }
  }

  setClock(at: number): void {
    const last = this.#heard.at(-1);
    if (last !== undefined) last.trusted = false;
    this.#clockSetAt = at;
  }

  /** Whether the venue's marks were surely fresh at a moment (and since they came). */
  areFresh(at: number): boolean {
    const last = this.#heard.at(-1);
    return last?.trusted === true && at - last.askedAt <= SURELY_MS;
  }

  /** The newest one. */
  price(instrument: string): number | null {
    return this.#heard.at(-1)?.marks.get(instrument) ?? null;
  }

  /** All that may have judged since the last one was told; null where there was none. */
  possible(instrument: string): PriceRange | null {
    return this.#ranges.get(instrument) ?? null;
  }
}
