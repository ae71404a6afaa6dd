import { type Decimal, type DecimalString, decimal } from "../model/decimal.ts";
import type { InstrumentId, Millis } from "../model/identity.ts";
import type { InstrumentMap } from "../model/margin.ts";
import type { Candle, MarketData, Marks } from "../model/market-data.ts";
import { type FundingHistory, noteFundingHours, readFundingHistory, settleFunding } from "./paper-funding.ts";
import { HOUR_MS, type PaperLedger } from "./paper-ledger.ts";
import { closeAt, liquidate } from "./paper-liquidation.ts";
import { fireInCandle } from "./paper-stop-fire.ts";

const MINUTE_MS = 60_000;
/** Hyperliquid serves the newest 5,000 candles: 3.4 days of minutes. Longer gaps are replayed by the hour. */
const MINUTES_UP_TO_MS = 3 * 24 * HOUR_MS;

/** What the replay needs of the market, read before it begins. */
export interface MissedMarket {
  readonly instruments: InstrumentMap;
  /** Marks of now, for an instrument whose candles are missing. */
  readonly marks: Marks;
  readonly candles: ReadonlyMap<InstrumentId, readonly Candle[]>;
  readonly funding: ReadonlyMap<InstrumentId, FundingHistory>;
}

/** Reads candles and funding since `from` for all that is held or owes funding. Rejects when any of it cannot be read. */
export async function readMissedMarket(
  data: MarketData,
  ledger: PaperLedger,
  now: { readonly instruments: InstrumentMap; readonly marks: Marks },
  from: Millis,
  to: Millis,
): Promise<MissedMarket> {
  const [interval, length] =
    to - from > MINUTES_UP_TO_MS ? (["1h", HOUR_MS] as const) : (["1m", MINUTE_MS] as const);
  const candles = new Map<InstrumentId, readonly Candle[]>();
  for (const instrument of ledger.positions.keys()) {
    // From the start of the candle that `from` lies in: its extremes may be earlier, which errs to the pessimistic side.
    const start = Math.floor(from / length) * length;
    candles.set(instrument, await data.candles(instrument, interval, start, to));
  }
  const dues = [...ledger.fundingDue.values()];
  const owing = new Set([...ledger.positions.keys(), ...dues.map((due) => due.instrument)]);
  const firstHour = Math.min(ledger.account.lastFundingHour + HOUR_MS, ...dues.map((due) => due.hour));
  const funding = new Map<InstrumentId, FundingHistory>();
  if (firstHour <= to) {
    for (const instrument of owing) {
      funding.set(instrument, await readFundingHistory(data, instrument, firstHour, to));
    }
  }
  return { ...now, candles, funding };
}

/** For each position the worst price of its candle that opened then; without one, the last close seen, else the mark. */
function adversePrices(
  ledger: PaperLedger,
  openTime: Millis,
  byTime: ReadonlyMap<InstrumentId, ReadonlyMap<Millis, Candle>>,
  lastClose: ReadonlyMap<InstrumentId, DecimalString>,
  marks: Marks,
): Marks {
  const prices = new Map(marks);
  for (const { instrument, size } of ledger.positions.values()) {
    const candle = byTime.get(instrument)?.get(openTime);
    const worst = decimal(size).isNegative() ? candle?.high : candle?.low;
    const price = worst ?? lastClose.get(instrument);
    if (price !== undefined) prices.set(instrument, price);
  }
  return prices;
}

/**
 * Lives through the time that nobody watched, candle by candle, pessimistically: within a candle all
 * positions stand at their worst price at once, and an account that would have been liquidated anywhere in
 * it is liquidated at those prices. Within a candle nobody knows whether the price passed a stop first or came back
 * between; the liquidation is taken to come first, which is the worse for the user, and a stop closes what it left.
 * Funding of an hour is paid before the candle that begins with it.
 */
export async function replayMissed(
  ledger: PaperLedger,
  missed: MissedMarket,
  takerFeeRate: Decimal,
  to: Millis,
  at: Millis,
): Promise<PaperLedger> {
  const byTime = new Map(
    [...missed.candles].map(([id, list]) => [id, new Map(list.map((candle) => [candle.openTime, candle]))]),
  );
  const times = [...new Set([...byTime.values()].flatMap((candles) => [...candles.keys()]))]
    .filter((time) => time <= to)
    .toSorted((a, b) => a - b);
  const lastClose = new Map<InstrumentId, DecimalString>();
  let next = ledger;
  for (const openTime of times) {
    next = settleFunding(noteFundingHours(next, openTime), missed.funding, openTime, at);
    const prices = adversePrices(next, openTime, byTime, lastClose, missed.marks);
    const time = Math.min(to, Math.max(openTime, ledger.account.lastSeenAt));
    next = await liquidate(
      next,
      { instruments: missed.instruments, prices, close: async (position, price) => closeAt(position, price) },
      takerFeeRate,
      time,
      at,
    );
    next = fireInCandle(next, (instrument) => byTime.get(instrument)?.get(openTime), {
      takerFeeRate,
      time,
      at,
    });
    for (const [instrument, candles] of byTime) {
      const close = candles.get(openTime)?.close;
      if (close !== undefined) lastClose.set(instrument, close);
    }
  }
  return settleFunding(noteFundingHours(next, to), missed.funding, to, at);
}
