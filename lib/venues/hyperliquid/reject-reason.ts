import type { RejectReason } from "../../model/order.ts";

/**
 * The exchange's error texts (docs, "Error responses"; texts marked * are seen in the wild and not documented), by
 * what they mean for us. They are often followed by " asset=N". The first that fits counts.
 */
const TEXTS: readonly (readonly [RegExp, RejectReason])[] = [
  [/must be divisible by tick size|invalid price|invalid tp\/sl price/i, "bad-price"],
  [/invalid size|zero size/i, "bad-size"],
  [/must have minimum value/i, "below-minimum"],
  [/insufficient (margin|spot balance)|not enough margin/i, "insufficient-margin"],
  [/reduce.only order would increase/i, "reduce-only-would-increase"],
  [/margin tier/i, "margin-tier"],
  [/open interest/i, "open-interest-cap"],
  [/too far from oracle|away from the reference price/i, "price-too-far"],
  [/too many open orders/i, "too-many-orders"], // *
  [/too many cumulative requests/i, "address-limit"],
  [/does not exist|must deposit before/i, "not-approved"],
  [/invalid asset|unknown asset|asset not found/i, "unknown-instrument"], // *
  [/delisted/i, "delisted"], // *
  [/expire/i, "expired"], // *
  [/maintenance|trading is halted|upgrad/i, "maintenance"], // *
  [/\b(401|403|451)\b|restricted|forbidden|banned/i, "banned"], // *
];

/** Why an order was refused, by the exchange's words; `other` for words that are not known. */
export function rejectReasonOf(words: string): RejectReason {
  return TEXTS.find(([text]) => text.test(words))?.[1] ?? "other";
}

/** An immediate-or-cancel order that met no offer within its limit: no refusal, but an end without fills. */
export function isNoMatch(words: string): boolean {
  return /could not immediately match|no liquidity available/i.test(words);
}

/** The order that was to be changed or cancelled rests no longer, or never did. */
export function isGone(words: string): boolean {
  return /never placed, already canceled, or filled|cannot modify canceled or filled/i.test(words);
}
