import { type DecimalString, decimalString } from "../../lib/model/decimal.ts";
import { InstrumentId } from "../../lib/model/identity.ts";
import { Instrument } from "../../lib/model/instrument.ts";
import type { BookLevel, Candle, FundingRate, MarketData, OrderBook } from "../../lib/model/market-data.ts";
import { type Clock, RequestError } from "../../lib/model/request.ts";
import { HOUR_MS } from "../../lib/venues/paper-ledger.ts";

export const BTC = InstrumentId.parse("BTC");
export const ETH = InstrumentId.parse("ETH");

function instrument(
  id: InstrumentId,
  lotSize: string,
  priceDecimals: number,
  maxLeverage: number,
): Instrument {
  const rest = { priceFigures: 5, minNotional: "10", delisted: false };
  return Instrument.parse({ id, lotSize, priceDecimals, maxLeverage, ...rest });
}

export function levels(...pairs: readonly (readonly [price: string, size: string])[]): readonly BookLevel[] {
  return pairs.map(([price, size]) => ({ price: decimalString(price), size: decimalString(size) }));
}

/** Market data that a test writes. Anything can be made to fail. */
export class FakeMarket implements MarketData {
  readonly failing = new Set<keyof MarketData>();
  readonly list = [instrument(BTC, "0.001", 1, 40), instrument(ETH, "0.01", 2, 25)];
  readonly books = new Map<InstrumentId, Omit<OrderBook, "time"> & { time?: number }>();
  readonly marksNow = new Map<InstrumentId, DecimalString>();
  readonly minutes = new Map<InstrumentId, Candle[]>();
  readonly hours = new Map<InstrumentId, Candle[]>();
  readonly rates = new Map<InstrumentId, FundingRate[]>();
  readonly calls: string[] = [];
  /** How long a book takes to come, ms. */
  bookDelay = 0;
  /** How far the market's clock is ahead of ours, ms. */
  skewMs = 0;
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
    this.price(BTC, "100");
    this.price(ETH, "10");
  }
  /** A deep book around one price: 1,000 coins on both sides, right at it. */
  price(id: InstrumentId, price: string): void {
    this.marksNow.set(id, decimalString(price));
    this.book(id, levels([price, "1000"]), levels([price, "1000"]));
  }
  book(id: InstrumentId, bids: readonly BookLevel[], asks: readonly BookLevel[], time?: number): void {
    this.books.set(id, { instrument: id, bids, asks, ...(time === undefined ? {} : { time }) });
  }
  candle(
    id: InstrumentId,
    interval: "1m" | "1h",
    openTime: number,
    low: string,
    high: string,
    close = low,
  ): void {
    const store = interval === "1m" ? this.minutes : this.hours;
    const length = interval === "1m" ? 60_000 : HOUR_MS;
    const [l, h, c] = [decimalString(low), decimalString(high), decimalString(close)];
    const candle = { openTime, closeTime: openTime + length - 1, open: l, high: h, low: l, close: c };
    store.set(id, [...(store.get(id) ?? []), candle]);
  }
  /** The rate of an hour and the price that it is charged on. */
  funding(id: InstrumentId, hour: number, rate: string, price: string): void {
    this.rates.set(id, [...(this.rates.get(id) ?? []), { hour, rate: decimalString(rate) }]);
    this.candle(id, "1h", hour - HOUR_MS, price, price);
  }
  private asked(what: keyof MarketData): void {
    this.calls.push(what);
    if (this.failing.has(what)) throw new RequestError("unreachable", `${what} is out of reach`);
  }
  async instruments() {
    this.asked("instruments");
    return this.list;
  }
  async orderBook(id: InstrumentId) {
    this.asked("orderBook");
    if (this.bookDelay > 0)
      await new Promise<void>((resolve) => this.clock.setTimeout(resolve, this.bookDelay));
    const book = this.books.get(id);
    if (book === undefined) throw new RequestError("refused", `no book of ${id}`);
    return { time: this.clock.now() + this.skewMs, ...book };
  }
  async marks() {
    this.asked("marks");
    return new Map(this.marksNow);
  }
  async candles(id: InstrumentId, interval: "1m" | "1h", from: number, to: number) {
    this.asked("candles");
    const all = (interval === "1m" ? this.minutes : this.hours).get(id) ?? [];
    return all.filter(({ openTime }) => openTime >= from && openTime <= to);
  }
  async fundingRates(id: InstrumentId, from: number, to: number) {
    this.asked("fundingRates");
    return (this.rates.get(id) ?? []).filter(({ hour }) => hour >= from && hour <= to);
  }
}
