import { type Decimal, decimal } from "../model/decimal.ts";
import type { AccountId } from "../model/identity.ts";
import { type Instrument, roundLimitPrice } from "../model/instrument.ts";
import type { Intent, RejectReason } from "../model/order.ts";

/** An order that does nothing, for certain, and why. */
export interface Rejection {
  readonly reason: RejectReason;
  readonly detail: string;
}

export function reject(reason: RejectReason, detail: string): Rejection {
  return { reason, detail: detail.slice(0, 500) };
}

/** The order's size with its sign. */
export function signedSize(intent: Intent): Decimal {
  const size = decimal(intent.size);
  return intent.side === "buy" ? size : size.neg();
}

/** What the order itself shows: instrument, size and price. Null when all is well. */
export function checkOrder(
  intent: Intent,
  instrument: Instrument | undefined,
  accountId: AccountId,
): Rejection | null {
  if (intent.accountId !== accountId) return reject("other", `This is not account ${intent.accountId}.`);
  if (instrument === undefined)
    return reject("unknown-instrument", `${intent.instrument} is not traded here.`);
  if (instrument.delisted) return reject("delisted", `${intent.instrument} is no longer traded.`);
  const size = decimal(intent.size);
  if (!size.gt(0) || !size.mod(instrument.lotSize).isZero()) {
    return reject("bad-size", `${intent.size} is not a whole number of lots of ${instrument.lotSize}.`);
  }
  const price = decimal(intent.limitPrice);
  if (!price.gt(0) || !price.eq(roundLimitPrice(instrument, intent.side, price))) {
    return reject("bad-price", `${intent.limitPrice} is not a price of ${intent.instrument}.`);
  }
  return null;
}

/**
 * What depends on the position: reduce-only and the smallest notional (size * limit price). A reduce-only
 * order larger than the position is refused whole: it would open the other side. Closing a whole position
 * is let through below the minimum; that the exchange does so for orders sent by API is unconfirmed (its own
 * interface does).
 */
export function checkAgainstPosition(
  intent: Intent,
  instrument: Instrument,
  held: Decimal,
): Rejection | null {
  const after = held.plus(signedSize(intent));
  const reduces = !held.isZero() && (after.isZero() || after.s === held.s) && after.abs().lt(held.abs());
  if (intent.reduceOnly && !reduces) {
    return reject("reduce-only-would-increase", `The position is ${held.toFixed()}.`);
  }
  const notional = decimal(intent.size).times(intent.limitPrice);
  const closesAll = intent.reduceOnly && after.isZero();
  if (notional.lt(instrument.minNotional) && !closesAll) {
    return reject(
      "below-minimum",
      `${notional.toFixed()} is below the minimum of ${instrument.minNotional}.`,
    );
  }
  return null;
}

/** Whether the order, filled whole, would add exposure: it grows the position, opens one, or crosses zero. */
export function wouldGrow(intent: Intent, held: Decimal): boolean {
  const after = held.plus(signedSize(intent));
  return !(after.isZero() || (after.s === held.s && after.abs().lt(held.abs())));
}
