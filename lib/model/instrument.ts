import { z } from "zod";
import { Decimal, DecimalString, decimal, decimalString } from "./decimal.ts";
import { InstrumentId } from "./identity.ts";

/** A perpetual contract as its venue defines it. */
export const Instrument = z.object({
  id: InstrumentId,
  /** Smallest step of a size, in coins. */
  lotSize: DecimalString.refine((text) => decimal(text).gt(0), "A lot is above 0."),
  /** A price has at most this many significant figures, unless it is a whole number. */
  priceFigures: z.number().int().positive().max(20),
  /** A price has at most this many decimals. */
  priceDecimals: z.number().int().nonnegative().max(20),
  /** Highest leverage the venue allows. */
  maxLeverage: z.number().positive(),
  /** Smallest notional of an order, in quote currency (USD). */
  minNotional: DecimalString.refine((text) => decimal(text).gte(0), "Not below 0."),
  delisted: z.boolean(),
});
export type Instrument = z.infer<typeof Instrument>;

/**
 * Rounds a limit price to one the venue takes, towards the side that is worse for the other party's fill:
 * down for a buy, up for a sell, so that rounding never passes the limit it came from.
 */
export function roundLimitPrice(instrument: Instrument, side: "buy" | "sell", price: Decimal): DecimalString {
  const rounding = side === "buy" ? Decimal.ROUND_DOWN : Decimal.ROUND_UP;
  const figures = price.toSignificantDigits(instrument.priceFigures, rounding);
  const integer = price.toDecimalPlaces(0, rounding);
  const coarse = integer.precision() > instrument.priceFigures ? integer : figures;
  return decimalString(coarse.toDecimalPlaces(instrument.priceDecimals, rounding));
}
