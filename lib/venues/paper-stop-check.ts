import { decimal } from "../model/decimal.ts";
import { type Instrument, roundLimitPrice } from "../model/instrument.ts";
import type { StopOrder } from "../model/stop.ts";
import type { PaperLedger } from "./paper-ledger.ts";
import { isReached } from "./paper-stop-fire.ts";

/**
 * Why a stop is not taken; null when it is. As Hyperliquid judges one: a trigger that the mark has passed is refused
 * ("Invalid TP/SL price."), and so is one that would protect nothing. It may be larger than the position; what fires is
 * never more than is held.
 */
export function whyStopRefused(
  stop: StopOrder,
  instrument: Instrument | undefined,
  mark: string | undefined,
  ledger: PaperLedger,
): string | null {
  if (stop.accountId !== ledger.account.accountId) return `This is not account ${stop.accountId}.`;
  if (instrument === undefined) return `${stop.instrument} is not traded here.`;
  if (instrument.delisted) return `${stop.instrument} is no longer traded.`;
  const size = decimal(stop.size);
  if (!size.gt(0) || !size.mod(instrument.lotSize).isZero()) {
    return `${stop.size} is not a whole number of lots of ${instrument.lotSize}.`;
  }
  for (const text of [stop.triggerPrice, stop.limitPrice]) {
    const price = decimal(text);
    if (!price.gt(0) || !price.eq(roundLimitPrice(instrument, stop.side, price))) {
      return `${text} is not a price of ${stop.instrument}.`;
    }
  }
  if (mark === undefined) return `There is no mark price of ${stop.instrument}.`;
  if (isReached(stop, mark)) return `The mark ${mark} has already passed the trigger ${stop.triggerPrice}.`;
  const held = decimal(ledger.positions.get(stop.instrument)?.size ?? 0);
  if (stop.side === "sell" ? !held.gt(0) : !held.lt(0)) return `The position is ${held.toFixed()}.`;
  const notional = size.times(stop.limitPrice);
  if (notional.lt(instrument.minNotional) && size.lt(held.abs())) {
    return `${notional.toFixed()} is below the minimum of ${instrument.minNotional}.`;
  }
  return null;
}
