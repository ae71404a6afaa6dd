import { Decimal, type Decimal as DecimalValue, decimal } from "../model/decimal.ts";
import type { InstrumentId, Millis } from "../model/identity.ts";
import type { InstrumentMap } from "../model/margin.ts";
import type { Candle, Marks } from "../model/market-data.ts";
import type { VenueFill } from "../model/order.ts";
import { takenFrom, walkBook } from "./paper-book-walk.ts";
import { bookFill } from "./paper-fill.ts";
import { type PaperLedger, cancelled, restingStops, withNotice, withStop } from "./paper-ledger.ts";
import type { PaperMarket } from "./paper-market.ts";
import type { PaperStop } from "./paper-store.ts";

interface FireTerms {
  readonly takerFeeRate: DecimalValue;
  /** The market's time of the fills. */
  readonly time: Millis;
  /** Our clock. */
  readonly at: Millis;
}

interface Part {
  readonly price: DecimalValue;
  readonly size: DecimalValue;
}

/** What a stop met in the market. */
interface Met {
  readonly parts: readonly Part[];
  /** Null when no book was met. */
  readonly bookTime: Millis | null;
}

/** Whether a price has reached a stop: a sell fires at or below its trigger, a buy at or above it. */
export function isReached(stop: Pick<PaperStop, "side" | "triggerPrice">, price: string): boolean {
  return stop.side === "sell" ? decimal(price).lte(stop.triggerPrice) : decimal(price).gte(stop.triggerPrice);
}

function isWithinLimit({ side, limitPrice }: PaperStop, price: string): boolean {
  return side === "sell" ? decimal(price).gte(limitPrice) : decimal(price).lte(limitPrice);
}

/** What a stop may close now: never more than is held on the side that it protects. */
function closable(ledger: PaperLedger, { instrument, side, size }: PaperStop): DecimalValue {
  const held = decimal(ledger.positions.get(instrument)?.size ?? 0);
  const open = side === "sell" ? held : held.neg();
  return open.gt(0) ? Decimal.min(open, size) : decimal(0);
}

/** Books what a fired stop met, and tells its fills as what no order asked for. */
function fire(ledger: PaperLedger, stop: PaperStop, met: Met, terms: FireTerms): PaperLedger {
  const { instrument, side, clientOrderId } = stop;
  const { time, at, takerFeeRate } = terms;
  const fills: VenueFill[] = [];
  let next = ledger;
  for (const part of met.parts) {
    const execution = { instrument, side, ...part, time, clientOrderId, cause: "stop" as const };
    const booked = bookFill(next, execution, takerFeeRate);
    next = booked.ledger;
    fills.push(booked.fill);
  }
  const state = { kind: "fired" as const, at: time, fills, bookTime: met.bookTime };
  const booked = withStop(next, { ...stop, state }, time);
  if (fills.length === 0) return booked;
  return withNotice(booked, { kind: "foreign-fills", accountId: ledger.account.accountId, at, fills });
}

/** The resting stops that these marks have reached. */
export function dueStops(ledger: PaperLedger, marks: Marks): readonly PaperStop[] {
  return restingStops(ledger).filter((stop) => {
    const mark = marks.get(stop.instrument);
    return mark !== undefined && isReached(stop, mark);
  });
}

/**
 * Fires stops into the books, each as an immediate reduce-only order with its limit. The exchange does not wait for us
 * to read a book: without a fresh one the mark stands for it. One that finds nothing to reduce is cancelled, as
 * Hyperliquid does it (order status reduceOnlyCanceled).
 */
export async function fireStops(
  ledger: PaperLedger,
  due: readonly PaperStop[],
  market: PaperMarket,
  instruments: InstrumentMap,
  terms: FireTerms,
): Promise<PaperLedger> {
  let next = ledger;
  for (const stop of due) {
    const size = closable(next, stop);
    next = size.isZero()
      ? withStop(next, cancelled(stop, terms.time), terms.time)
      : fire(next, stop, await meet(next, stop, size, market, instruments), terms);
  }
  return next;
}

async function meet(
  ledger: PaperLedger,
  stop: PaperStop,
  size: DecimalValue,
  market: PaperMarket,
  instruments: InstrumentMap,
): Promise<Met> {
  const { instrument, side, limitPrice } = stop;
  const lot = instruments.get(instrument)?.lotSize;
  const book = await market.book(instrument).catch((error: unknown) => {
    console.warn(
      `Pilotfish: the book of ${instrument} could not be read for a stop of the paper account.`,
      error,
    );
    return null;
  });
  if (book !== null && lot !== undefined && market.isFresh(book)) {
    const order = { side, size, limit: decimal(limitPrice) };
    return { parts: walkBook(book, order, lot, takenFrom(ledger, book, side)).fills, bookTime: book.time };
  }
  const mark = (await market.marks()).get(instrument);
  const parts = mark !== undefined && isWithinLimit(stop, mark) ? [{ price: decimal(mark), size }] : [];
  return { parts, bookTime: null };
}

/**
 * Fires the stops that a candle reached while nobody watched, pessimistically: at the candle's worst price, but not
 * beyond the stop's limit, and not at all where the candle opened beyond the limit (the price had jumped over it). Of
 * the candle in which a stop was placed only the close surely came later.
 */
export function fireInCandle(
  ledger: PaperLedger,
  candleOf: (instrument: InstrumentId) => Candle | undefined,
  terms: FireTerms,
): PaperLedger {
  let next = ledger;
  for (const stop of restingStops(ledger)) {
    const candle = candleOf(stop.instrument);
    if (candle === undefined || stop.placedAt > candle.closeTime) continue;
    const before = stop.placedAt <= candle.openTime;
    const extreme = stop.side === "sell" ? candle.low : candle.high;
    const worst = before ? extreme : candle.close;
    if (!isReached(stop, worst)) continue;
    const size = closable(next, stop);
    if (size.isZero()) {
      next = withStop(next, cancelled(stop, terms.time), terms.time);
      continue;
    }
    const jumped = before && !isWithinLimit(stop, candle.open);
    const price = decimal(isWithinLimit(stop, worst) ? worst : stop.limitPrice);
    next = fire(next, stop, { parts: jumped ? [] : [{ price, size }], bookTime: null }, terms);
  }
  return next;
}
