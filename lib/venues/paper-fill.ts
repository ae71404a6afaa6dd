import { type Decimal, ZERO, decimal, decimalString } from "../model/decimal.ts";
import type { ClientOrderId, InstrumentId, Millis } from "../model/identity.ts";
import type { Side } from "../model/leader.ts";
import type { VenueFill } from "../model/order.ts";
import type { PaperLedger } from "./paper-ledger.ts";

/** One execution that is to be booked. */
interface Execution {
  readonly instrument: InstrumentId;
  readonly side: Side;
  readonly price: Decimal;
  /** Coins, above 0. */
  readonly size: Decimal;
  readonly time: Millis;
  readonly clientOrderId: ClientOrderId | null;
  readonly cause: VenueFill["cause"];
}

/** The signed size after a fill, its average entry price, and the result that the fill realised, USD. */
function positionAfter(
  held: Decimal,
  entry: Decimal,
  change: Decimal,
  price: Decimal,
): { size: Decimal; entry: Decimal; realised: Decimal } {
  const size = held.plus(change);
  if (held.isZero() || held.s === change.s) {
    const cost = held.abs().times(entry).plus(change.abs().times(price));
    return { size, entry: cost.div(size.abs()), realised: ZERO };
  }
  const closed = held.abs().lt(change.abs()) ? held : change.neg();
  const realised = price.minus(entry).times(closed);
  // An order that crosses zero closes the old position and opens the new one at its own price.
  return { size, entry: size.s === held.s ? entry : price, realised };
}

/** Books one execution with its taker fee: cash, position and the fill's number. */
export function bookFill(
  ledger: PaperLedger,
  execution: Execution,
  takerFeeRate: Decimal,
): { ledger: PaperLedger; fill: VenueFill } {
  const { account } = ledger;
  const { instrument, side, price, size, time, clientOrderId, cause } = execution;
  const position = ledger.positions.get(instrument);
  const fee = price.times(size).times(takerFeeRate);
  const after = positionAfter(
    decimal(position?.size ?? 0),
    decimal(position?.entryPrice ?? 0),
    side === "buy" ? size : size.neg(),
    price,
  );
  const positions = new Map(ledger.positions);
  if (after.size.isZero()) positions.delete(instrument);
  else {
    positions.set(instrument, {
      instrument,
      size: decimalString(after.size),
      entryPrice: decimalString(after.entry),
    });
  }
  const fillSequence = account.fillSequence + 1;
  const fill: VenueFill = {
    id: `paper-${fillSequence}`,
    accountId: account.accountId,
    instrument,
    clientOrderId,
    side,
    price: decimalString(price),
    size: decimalString(size),
    fee: decimalString(fee),
    time,
    cause,
  };
  const cash = decimalString(decimal(account.cash).plus(after.realised).minus(fee));
  return { ledger: { ...ledger, positions, account: { ...account, cash, fillSequence } }, fill };
}
