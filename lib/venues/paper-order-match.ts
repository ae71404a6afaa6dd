import { type Decimal, decimal } from "../model/decimal.ts";
import { type InstrumentMap, accountValue, initialMargin } from "../model/margin.ts";
import type { Millis } from "../model/identity.ts";
import type { Marks, OrderBook } from "../model/market-data.ts";
import type { Intent, VenueFill } from "../model/order.ts";
import { takenFrom, walkBook } from "./paper-book-walk.ts";
import { bookFill } from "./paper-fill.ts";
import { type PaperLedger, marginAccount, withOrder } from "./paper-ledger.ts";
import { type Rejection, checkAgainstPosition, reject, wouldGrow } from "./paper-order-check.ts";
import type { PaperOrder, PaperOrderOutcome } from "./paper-store.ts";

interface MatchContext {
  readonly instruments: InstrumentMap;
  readonly book: OrderBook;
  /** Null for a reduce-only order, which needs no margin. */
  readonly marks: Marks | null;
  readonly takerFeeRate: Decimal;
  readonly now: Millis;
}

/**
 * Whether the account could pay for the whole order, as an exchange judges it before matching: what the book
 * fills is taken at its prices, the rest at the mark, both with the fee.
 */
function checkMargin(
  intent: Intent,
  filled: PaperLedger,
  rest: Decimal,
  context: MatchContext,
): Rejection | null {
  const mark = context.marks?.get(intent.instrument);
  if (context.marks === null || mark === undefined) {
    return reject("no-market-data", `There is no mark price of ${intent.instrument}.`);
  }
  const whole = rest.isZero()
    ? filled
    : bookFill(
        filled,
        { ...intent, size: rest, price: decimal(mark), time: context.now, cause: "order" },
        context.takerFeeRate,
      ).ledger;
  const account = marginAccount(whole);
  const value = accountValue(account, context.marks);
  const needed = initialMargin(account.positions, context.instruments, context.marks);
  if (value === null || needed === null) {
    return reject("no-market-data", "A mark price of an open position is missing.");
  }
  if (value.lt(needed)) {
    return reject(
      "insufficient-margin",
      `The account is worth ${value.toFixed(2)}, the margin would be ${needed.toFixed(2)}.`,
    );
  }
  return null;
}

/** Books the outcome of an order under its client order id. */
export function recordOrder(
  ledger: PaperLedger,
  intent: Intent,
  outcome: PaperOrderOutcome,
  recordedAt: Millis,
): { readonly ledger: PaperLedger; readonly order: PaperOrder } {
  const { clientOrderId, instrument, side, size, limitPrice } = intent;
  const order: PaperOrder = { clientOrderId, instrument, side, size, limitPrice, recordedAt, outcome };
  return { ledger: withOrder(ledger, order), order };
}

/** Matches an order that passed checkOrder against the book and books it; pure. A refused order changes no money. */
export function matchOrder(
  ledger: PaperLedger,
  intent: Intent,
  context: MatchContext,
): { readonly ledger: PaperLedger; readonly order: PaperOrder } | Rejection {
  const instrument = context.instruments.get(intent.instrument);
  if (instrument === undefined)
    return reject("unknown-instrument", `${intent.instrument} is not traded here.`);
  const held = decimal(ledger.positions.get(intent.instrument)?.size ?? 0);
  const refused = checkAgainstPosition(intent, instrument, held);
  if (refused !== null) return refused;

  const { book, now, takerFeeRate } = context;
  const walk = walkBook(
    book,
    { side: intent.side, size: decimal(intent.size), limit: decimal(intent.limitPrice) },
    instrument.lotSize,
    takenFrom(ledger, book, intent.side),
  );
  const fills: VenueFill[] = [];
  let filled = ledger;
  for (const { price, size } of walk.fills) {
    const booked = bookFill(filled, { ...intent, price, size, time: now, cause: "order" }, takerFeeRate);
    filled = booked.ledger;
    fills.push(booked.fill);
  }
  const unaffordable = wouldGrow(intent, held) ? checkMargin(intent, filled, walk.rest, context) : null;
  if (unaffordable !== null) return unaffordable;
  return recordOrder(
    filled,
    intent,
    { kind: "done", fills, unfilled: walk.unfilled, bookTime: book.time },
    now,
  );
}
