import type { Decimal, DecimalString } from "../../lib/model/decimal.ts";
import { decimal } from "../../lib/model/decimal.ts";
import { grouped, MINUS, roundedSign, UNKNOWN } from "./grouped.ts";

function centsOf(value: Decimal): number {
  return value.abs().lt(100_000) ? 2 : 0;
}

/** USD: "$2,541.20", "−$21.48"; no cents from $100,000 on; "–" when unknown. */
export function formatMoney(amount: DecimalString | null): string {
  if (amount === null) return UNKNOWN;
  const value = decimal(amount);
  const cents = centsOf(value);
  return `${roundedSign(value, cents) < 0 ? MINUS : ""}$${grouped(value, cents)}`;
}

/** A change in USD with its sign: "+$18.64", "−$21.48", "$0.00". */
export function formatMoneyChange(amount: DecimalString | null): string {
  if (amount === null) return UNKNOWN;
  const value = decimal(amount);
  return `${roundedSign(value, centsOf(value)) > 0 ? "+" : ""}${formatMoney(amount)}`;
}

/** USD without cents, for previews and meters: "$1,060". */
export function formatMoneyWhole(amount: DecimalString | number): string {
  const value = decimal(amount);
  return `${roundedSign(value, 0) < 0 ? MINUS : ""}$${grouped(value, 0)}`;
}

export type Direction = "up" | "down" | "flat";

/** Which way a change goes as shown: what rounds to $0.00 is flat. */
export function directionOf(amount: DecimalString): Direction {
  const value = decimal(amount);
  const sign = roundedSign(value, centsOf(value));
  if (sign === 0) return "flat";
  return sign > 0 ? "up" : "down";
}
