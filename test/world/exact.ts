import { Decimal } from "decimal.js";

/** Exact arithmetic of the local exchange; shares no code with the extension. */
export const Exact: typeof Decimal = Decimal.clone({ precision: 40, toExpNeg: -60, toExpPos: 60 });
export type Exact = Decimal;

export const NIL: Exact = new Exact(0);

export function exact(value: Decimal.Value): Exact {
  return new Exact(value);
}

/** Canonical text: no exponent, no trailing zeros, no "-0". Used in the ledger. */
export function plain(value: Decimal.Value): string {
  const d = new Exact(value);
  return d.isZero() ? "0" : d.toFixed();
}

/** Text as Hyperliquid writes it: at least one decimal ("66653.0"), at most `decimals`. */
export function wire(value: Decimal.Value, decimals = 8): string {
  const text = plain(new Exact(value).toDecimalPlaces(decimals));
  return text.includes(".") ? text : `${text}.0`;
}

/** USD text, six decimals. */
export function usd(value: Decimal.Value): string {
  return wire(value, 6);
}
