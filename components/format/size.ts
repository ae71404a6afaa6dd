import type { DecimalString } from "../../lib/model/decimal.ts";
import { Decimal, decimal } from "../../lib/model/decimal.ts";
import { grouped, UNKNOWN } from "./grouped.ts";

const FIGURES = 5;

/**
 * Coins without their sign: "24.80". With the decimals of a lot where it is known, else as exact as five
 * significant figures (whole coins are never rounded).
 */
export function formatSize(size: DecimalString | null, lotSize: DecimalString | null = null): string {
  if (size === null) return UNKNOWN;
  const value = decimal(size);
  if (lotSize !== null) return grouped(value, decimal(lotSize).decimalPlaces());
  const short = value.toSignificantDigits(FIGURES, Decimal.ROUND_HALF_UP);
  return short.decimalPlaces() === 0 ? grouped(value, 0) : grouped(short, short.decimalPlaces());
}

/** Sizes side by side, with the same decimals: as many as the finest needs, and never more than a lot has. */
export function formatSizes(
  sizes: readonly DecimalString[],
  lotSize: DecimalString | null,
): readonly string[] {
  const needed = Math.max(0, ...sizes.map((size) => decimal(size).decimalPlaces()));
  const lotDecimals = lotSize === null ? needed : decimal(lotSize).decimalPlaces();
  const decimals = Math.min(lotDecimals, Math.max(needed, 2));
  return sizes.map((size) => grouped(decimal(size), decimals));
}
