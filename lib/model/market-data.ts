import type { DecimalString } from "./decimal.ts";
import type { InstrumentId, Millis } from "./identity.ts";
import type { Instrument } from "./instrument.ts";

export interface BookLevel {
  readonly price: DecimalString;
  readonly size: DecimalString;
}

/** An order book: bids from the highest, asks from the lowest price. `time` is the venue's. */
export interface OrderBook {
  readonly instrument: InstrumentId;
  readonly time: Millis;
  readonly bids: readonly BookLevel[];
  readonly asks: readonly BookLevel[];
}

export interface Candle {
  readonly openTime: Millis;
  readonly closeTime: Millis;
  readonly open: DecimalString;
  readonly high: DecimalString;
  readonly low: DecimalString;
  readonly close: DecimalString;
}

export interface FundingRate {
  /** The full hour it was charged at. */
  readonly hour: Millis;
  /** Fraction of the notional; positive: longs pay shorts. */
  readonly rate: DecimalString;
}

/** Mark prices in USD by instrument. */
export type Marks = ReadonlyMap<InstrumentId, DecimalString>;

/**
 * Public prices of one venue, read on demand. Every method rejects with a
 * RequestError: `unreadable` when the answer is not of the form we know, its message naming the field.
 */
export interface MarketData {
  instruments(): Promise<readonly Instrument[]>;
  orderBook(instrument: InstrumentId): Promise<OrderBook>;
  marks(): Promise<Marks>;
  candles(
    instrument: InstrumentId,
    interval: "1m" | "1h",
    from: Millis,
    to: Millis,
  ): Promise<readonly Candle[]>;
  /** The rates charged at the full hours h with from <= h <= to, oldest first. */
  fundingRates(instrument: InstrumentId, from: Millis, to: Millis): Promise<readonly FundingRate[]>;
}
