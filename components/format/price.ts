import type { DecimalString } from "../../lib/model/decimal.ts";
import { decimal } from "../../lib/model/decimal.ts";
import { grouped, MINUS, UNKNOWN } from "./grouped.ts";

/** Hyperliquid's tick: five significant figures and, for perpetuals, at most six decimals less those of a lot. */
const FIGURES = 5;
const MOST_DECIMALS = 6;

/** A price at the exchange's tick: "69,150", "1,980.9", "82.972". `lotSize` narrows the decimals where known. */
export function formatPrice(price: DecimalString | null, lotSize: DecimalString | null = null): string {
  if (price === null) return UNKNOWN;
  const value = decimal(price);
  const lotDecimals = lotSize === null ? 0 : decimal(lotSize).decimalPlaces();
  const wanted = value.isZero() ? 0 : FIGURES - 1 - value.abs().log(10).floor().toNumber();
  const decimals = Math.max(0, Math.min(wanted, MOST_DECIMALS - lotDecimals));
  return `${value.isNegative() ? MINUS : ""}${grouped(value, decimals)}`;
}
