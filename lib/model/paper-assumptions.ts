import { type DecimalString, decimalString } from "./decimal.ts";

/** Assumed time from a decision to the exchange, ms. Shown wherever paper results are. */
export const PAPER_LATENCY_MS = 500;

/** Fraction of the notional that a taker pays: Hyperliquid's base tier for perpetuals (docs, trading/fees). */
export const PAPER_TAKER_FEE_RATE: DecimalString = decimalString("0.00045");
