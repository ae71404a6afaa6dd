import { Decimal, type Decimal as DecimalValue, ZERO, decimal } from "../model/decimal.ts";
import type { Instrument } from "../model/instrument.ts";
import type { Millis } from "../model/identity.ts";
import type { Side } from "../model/leader.ts";
import { type InstrumentMap, accountValue, maintenanceMargin } from "../model/margin.ts";
import type { Marks, OrderBook } from "../model/market-data.ts";
import type { VenueFill } from "../model/order.ts";
import { takenFrom, walkBook } from "./paper-book-walk.ts";
import { bookFill } from "./paper-fill.ts";
import { type PaperLedger, marginAccount, withNotice } from "./paper-ledger.ts";
import type { PaperPosition } from "./paper-store.ts";

/** Whether the account is below its maintenance margin at these prices; null when that cannot be told. */
export function mustLiquidate(
  ledger: PaperLedger,
  instruments: InstrumentMap,
  prices: Marks,
): boolean | null {
  if (ledger.positions.size === 0) return false;
  const account = marginAccount(ledger);
  const value = accountValue(account, prices);
  const maintenance = maintenanceMargin(account.positions, instruments, prices);
  return value === null || maintenance === null ? null : value.lt(maintenance);
}

type Part = { readonly price: DecimalValue; readonly size: DecimalValue };

/** Where positions are closed: a price each, whatever the size. */
type CloseOut = (position: PaperPosition, mark: DecimalValue) => Promise<readonly Part[]>;

function closingSide(position: PaperPosition): Side {
  return decimal(position.size).isNegative() ? "buy" : "sell";
}

/** The whole position at one price. */
export function closeAt(position: PaperPosition, price: DecimalValue): readonly Part[] {
  return [{ price, size: decimal(position.size).abs() }];
}

/** The whole position into a book; what the book does not hold goes at the worse of its last level and the mark. */
export function closeIntoBook(
  ledger: PaperLedger,
  position: PaperPosition,
  mark: DecimalValue,
  book: OrderBook,
  instrument: Instrument,
): readonly Part[] {
  const side = closingSide(position);
  const size = decimal(position.size).abs();
  const taken = takenFrom(ledger, book, side);
  const walk = walkBook(book, { side, size, limit: null }, instrument.lotSize, taken);
  if (walk.rest.isZero()) return walk.fills;
  const last = walk.fills.at(-1)?.price ?? mark;
  const price = side === "sell" ? Decimal.min(last, mark) : Decimal.max(last, mark);
  return [...walk.fills, { price, size: walk.rest }];
}

/**
 * Closes whole positions, the one with the largest notional at risk first, until the account is above its
 * maintenance margin or flat. Each close pays the taker fee. All fills are told in one report. Cash may end
 * below 0: the paper account has no insurance fund that would hide the loss.
 */
export async function liquidate(
  ledger: PaperLedger,
  market: { readonly instruments: InstrumentMap; readonly prices: Marks; readonly close: CloseOut },
  takerFeeRate: DecimalValue,
  time: Millis,
  at: Millis,
): Promise<PaperLedger> {
  const risk = (position: PaperPosition): DecimalValue =>
    maintenanceMargin([position], market.instruments, market.prices) ?? ZERO;
  const fills: VenueFill[] = [];
  let next = ledger;
  while (mustLiquidate(next, market.instruments, market.prices) === true) {
    const position = [...next.positions.values()].toSorted((a, b) => risk(b).cmp(risk(a)))[0];
    const mark = position === undefined ? undefined : market.prices.get(position.instrument);
    if (position === undefined || mark === undefined) break;
    const side = closingSide(position);
    for (const part of await market.close(position, decimal(mark))) {
      const execution = {
        instrument: position.instrument,
        side,
        ...part,
        time,
        clientOrderId: null,
        cause: "liquidation" as const,
      };
      const booked = bookFill(next, execution, takerFeeRate);
      next = booked.ledger;
      fills.push(booked.fill);
    }
  }
  if (fills.length === 0) return next;
  return withNotice(next, { kind: "foreign-fills", accountId: ledger.account.accountId, at, fills });
}
