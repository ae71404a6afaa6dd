import { type Decimal, ZERO, decimal, floorToLot } from "../model/decimal.ts";
import type { DecimalString } from "../model/decimal.ts";
import type { Side } from "../model/leader.ts";
import type { OrderBook } from "../model/market-data.ts";
import type { VenueFill } from "../model/order.ts";
import type { PaperLedger } from "./paper-ledger.ts";

/**
 * How long what was taken stays taken. Our paper orders do not remove anything from the real book, so the
 * next books still show it. The real market would refill a level within seconds; 10 s is the longest age at
 * which a book is trusted, so no two books that can serve our orders at one moment sell us the same coins.
 */
const TAKEN_FOR_MS = 10_000;

/** What this account already took from one side of a book, by price. Buys take asks. */
type Taken = ReadonlyMap<string, Decimal>;

/**
 * Sums the fills of all orders and stops on that side that were matched against a book within 10 s of this one. They
 * are in the ledger, so it holds across a restart. Liquidations are not counted: each closes a whole
 * position at once, and nothing of the account is left to sell into the same levels.
 */
export function takenFrom(ledger: PaperLedger, book: OrderBook, side: Side): Taken {
  const taken = new Map<string, Decimal>();
  const take = (fills: readonly VenueFill[]): void => {
    for (const { price, size } of fills) {
      const key = decimal(price).toFixed();
      taken.set(key, (taken.get(key) ?? ZERO).plus(size));
    }
  };
  for (const { instrument, side: orderSide, outcome } of ledger.orders.values()) {
    if (instrument !== book.instrument || orderSide !== side || outcome.kind !== "done") continue;
    if (Math.abs(outcome.bookTime - book.time) <= TAKEN_FOR_MS) take(outcome.fills);
  }
  for (const { instrument, side: stopSide, state } of ledger.stops.values()) {
    if (instrument !== book.instrument || stopSide !== side) continue;
    if (state.kind !== "fired" || state.bookTime === null) continue;
    if (Math.abs(state.bookTime - book.time) <= TAKEN_FOR_MS) take(state.fills);
  }
  return taken;
}

interface Walk {
  readonly fills: readonly { readonly price: Decimal; readonly size: Decimal }[];
  /** Coins that found nobody. */
  readonly rest: Decimal;
  /** price-left-limit: not even the best level is within the limit. */
  readonly unfilled: "price-left-limit" | "depth-ran-out" | null;
}

/** Takes the levels at or better than the limit (null: any price), in whole lots, less what was taken before. */
export function walkBook(
  book: OrderBook,
  order: { readonly side: Side; readonly size: Decimal; readonly limit: Decimal | null },
  lot: DecimalString,
  taken: Taken,
): Walk {
  const levels = order.side === "buy" ? book.asks : book.bids;
  const within = (price: Decimal): boolean =>
    order.limit === null || (order.side === "buy" ? price.lte(order.limit) : price.gte(order.limit));
  const fills: { price: Decimal; size: Decimal }[] = [];
  let rest = order.size;
  for (const level of levels) {
    const price = decimal(level.price);
    if (rest.isZero() || !within(price)) break;
    const left = decimal(level.size).minus(taken.get(price.toFixed()) ?? ZERO);
    const available = floorToLot(left.gt(0) ? left : ZERO, decimal(lot));
    const size = available.lt(rest) ? available : rest;
    if (size.isZero()) continue;
    fills.push({ price, size });
    rest = rest.minus(size);
  }
  if (rest.isZero()) return { fills, rest, unfilled: null };
  const best = levels[0];
  const left = best !== undefined && !within(decimal(best.price));
  return { fills, rest, unfilled: left ? "price-left-limit" : "depth-ran-out" };
}
