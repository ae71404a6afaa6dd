import type { ClientOrderId, InstrumentId } from "../../lib/model/identity.ts";
import type { DecimalString } from "../../lib/model/decimal.ts";
import type { VenueFillTruth } from "./record.ts";
import { type SimMarket, notionalOf } from "./sim-market.ts";
import { moneyText, textOf } from "./units.ts";

const FEE_RATE = 0.00045;

interface Position {
  /** Signed. */
  lots: number;
  /** Price units, average. */
  entry: number;
}

export interface Trade {
  readonly instrument: InstrumentId;
  /** Signed lots, not 0. */
  readonly lots: number;
  /** Price units. */
  readonly price: number;
  readonly cause: VenueFillTruth["cause"];
  readonly clientOrderId: ClientOrderId | null;
}

/** The exchange's own books of the one account, in whole lots. */
export class VenueLedger {
  readonly fills: VenueFillTruth[] = [];
  #cash = 10_000;
  readonly #market: SimMarket;
  readonly #positions = new Map<InstrumentId, Position>();

  constructor(market: SimMarket) {
    this.#market = market;
  }

  /** Signed lots. */
  lotsOf(instrument: InstrumentId): number {
    return this.#positions.get(instrument)?.lots ?? 0;
  }

  open(): [InstrumentId, Position][] {
    return [...this.#positions].filter(([, { lots }]) => lots !== 0);
  }

  equity(at: number): number {
    return this.open().reduce((sum, [id, { lots, entry }]) => {
      const listing = this.#market.listing(id);
      return sum + notionalOf(listing, lots, this.#market.priceAt(id, at) - entry);
    }, this.#cash);
  }

  sizeText(instrument: InstrumentId): DecimalString {
    return this.text(instrument, this.lotsOf(instrument));
  }

  text(instrument: InstrumentId, lots: number): DecimalString {
    return textOf(lots, this.#market.listing(instrument).lotDecimals) as DecimalString;
  }

  book(trade: Trade, at: number): VenueFillTruth {
    const { instrument, lots, price, cause, clientOrderId } = trade;
    const listing = this.#market.listing(instrument);
    const { lots: before, entry } = this.#positions.get(instrument) ?? { lots: 0, entry: 0 };
    const after = before + lots;
    const grows = before === 0 || Math.sign(before) === Math.sign(lots);
    const closed = grows ? 0 : Math.min(Math.abs(before), Math.abs(lots)) * Math.sign(before);
    const fee = Math.abs(notionalOf(listing, lots, price)) * FEE_RATE;
    this.#cash += notionalOf(listing, closed, price - entry) - fee;
    const crossed = after !== 0 && Math.sign(after) === Math.sign(lots) && !grows;
    const mean = grows ? (before * entry + lots * price) / after : crossed ? price : entry;
    this.#positions.set(instrument, { lots: after, entry: after === 0 ? 0 : mean });
    const fill: VenueFillTruth = {
      at,
      id: `v${this.fills.length + 1}`,
      instrument,
      cause,
      clientOrderId,
      side: lots > 0 ? "buy" : "sell",
      size: this.text(instrument, Math.abs(lots)),
      price: textOf(price, listing.priceDecimals) as DecimalString,
      fee: moneyText(fee) as DecimalString,
      positionAfter: this.text(instrument, after),
    };
    this.fills.push(fill);
    return fill;
  }
}
