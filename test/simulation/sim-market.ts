import { DecimalString } from "../../lib/model/decimal.ts";
import { InstrumentId } from "../../lib/model/identity.ts";
import type { Instrument } from "../../lib/model/instrument.ts";
import type { Dice } from "./dice.ts";
import { textOf } from "./units.ts";

/** An instrument in the exchange's own whole numbers. */
export interface Listing {
  readonly id: InstrumentId;
  /** A lot is 10^-lotDecimals coins, a price unit 10^-priceDecimals USD. */
  readonly lotDecimals: number;
  readonly priceDecimals: number;
  /** USD. */
  readonly startPrice: number;
  /** Prices that were recorded, oldest first; where there are none the price walks by chance. */
  readonly recorded: readonly { readonly at: number; readonly usd: number }[];
}

export const MIN_NOTIONAL = 10;
const FIGURES = 5;

export function listing(
  id: string,
  lotDecimals: number,
  startPrice: number,
  recorded: Listing["recorded"] = [],
): Listing {
  return { id: InstrumentId.parse(id), lotDecimals, priceDecimals: 6 - lotDecimals, startPrice, recorded };
}

export function instrumentOf({ id, lotDecimals, priceDecimals }: Listing): Instrument {
  return {
    id,
    lotSize: DecimalString.parse(textOf(1, lotDecimals)),
    priceFigures: FIGURES,
    priceDecimals,
    maxLeverage: 20,
    minNotional: DecimalString.parse(String(MIN_NOTIONAL)),
    delisted: false,
  };
}

/** USD of so many lots at so many price units. */
export function notionalOf({ lotDecimals, priceDecimals }: Listing, lots: number, price: number): number {
  return (lots * price) / 10 ** (lotDecimals + priceDecimals);
}

/** The nearest price the exchange takes: at most five significant figures. */
export function tickOf({ priceDecimals }: Listing, usd: number): number {
  const units = Math.max(1, Math.round(usd * 10 ** priceDecimals));
  const step = 10 ** Math.max(0, String(units).length - FIGURES);
  return Math.round(units / step) * step;
}

/** Five significant figures, or a whole number, which is always taken (docs, "Tick and lot size"). */
export function isTick({ priceDecimals }: Listing, units: number): boolean {
  const tooMany = Math.max(0, String(units).length - FIGURES);
  return units % 10 ** Math.min(tooMany, priceDecimals) === 0;
}

const STEP_MS = 1_000;

/** Marks of all listings as they will have been: a price each second. */
export class SimMarket {
  readonly listings: ReadonlyMap<InstrumentId, Listing>;
  readonly #beganAt: number;
  readonly #paths = new Map<InstrumentId, number[]>();

  constructor(
    listings: readonly Listing[],
    beganAt: number,
    seconds: number,
    jumps: readonly { readonly at: number; readonly instrument: InstrumentId; readonly factor: number }[],
    dice: Dice,
  ) {
    this.listings = new Map(listings.map((one) => [one.id, one]));
    this.#beganAt = beganAt;
    for (const one of listings) {
      const path: number[] = [];
      let usd = one.startPrice;
      // Basis points a second; some instruments are livelier.
      const pace = dice.pick([0.3, 1, 3]) / 10_000;
      for (let second = 0; second <= seconds; second += 1) {
        const at = beganAt + second * STEP_MS;
        const jump = jumps.find((it) => it.instrument === one.id && it.at >= at && it.at < at + STEP_MS);
        const walked = usd * (1 + dice.around(pace)) * (jump?.factor ?? 1);
        usd = one.recorded.findLast((price) => price.at <= at)?.usd ?? walked;
        path.push(tickOf(one, usd));
      }
      this.#paths.set(one.id, path);
    }
  }

  /** In price units. */
  priceAt(id: InstrumentId, at: number): number {
    const path = this.#paths.get(id) ?? [];
    const second = Math.floor((at - this.#beganAt) / STEP_MS);
    return path[Math.min(Math.max(second, 0), path.length - 1)] ?? 1;
  }

  listing(id: InstrumentId): Listing {
    const one = this.listings.get(id);
    if (one === undefined) throw new RangeError(`${id} is not listed`);
    return one;
  }

  priceText(id: InstrumentId, at: number): DecimalString {
    return DecimalString.parse(textOf(this.priceAt(id, at), this.listing(id).priceDecimals));
  }

  /** Every price and from when on it was valid. */
  history(): { at: number; instrument: InstrumentId; price: DecimalString }[] {
    return [...this.#paths].flatMap(([instrument, path]) =>
      path.flatMap((price, second) => {
        if (price === path[second - 1]) return [];
        const at = this.#beganAt + second * STEP_MS;
        const text = textOf(price, this.listing(instrument).priceDecimals);
        return [{ at, instrument, price: text as DecimalString }];
      }),
    );
  }
}
