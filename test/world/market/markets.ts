import { exact, type Exact } from "../exact.ts";
import { INSTRUMENTS } from "./instruments.ts";
import { Market } from "./market.ts";

/** All instruments of the main dex, in the order of the universe. */
export class Markets {
  readonly all: readonly Market[];
  readonly #byCoin: ReadonlyMap<string, Market>;

  constructor(seed: number, time: number) {
    this.all = INSTRUMENTS.map((spec) => new Market(spec, seed, time));
    this.#byCoin = new Map(this.all.map((market) => [market.spec.coin, market]));
  }

  find(coin: string): Market | undefined {
    return this.#byCoin.get(coin);
  }

  get(coin: string): Market {
    const market = this.find(coin);
    if (market === undefined) throw new RangeError(`the world has no instrument ${coin}`);
    return market;
  }

  /** The mark; 0 for coins of other dexes, which the world does not price. */
  mark(coin: string): Exact {
    return this.find(coin)?.mark ?? exact(0);
  }
}
