import type { DecisionReason, ForgoneReason } from "../../../lib/model/follow.ts";
import { formatBps } from "../../format/bps.ts";
import { formatSeconds } from "../../format/duration.ts";
import { formatLeverage } from "../../format/leverage.ts";
import { formatMoney, formatMoneyWhole } from "../../format/money.ts";
import { decimalString } from "../../../lib/model/decimal.ts";

/** What was measured and the limit it met, in the reason's own unit: bps, ms, USD or leverage. */
export interface Figures {
  readonly measured: number | null;
  readonly limit: number | null;
}

type Sentence = (figures: Figures) => string;

/** The sentence with both figures where both are known, else the one without. */
function withFigures(full: (measured: number, limit: number) => string, plain: string): Sentence {
  return ({ measured, limit }) => (measured === null || limit === null ? plain : full(measured, limit));
}

/** Why growth was not bought; follows "Skipped: " or "Partly copied: ". */
export const forgone: Record<ForgoneReason, Sentence> = {
  paused: () => "this follow was paused.",
  "instrument-not-allowed": () => "it is not on your list of allowed instruments.",
  "unknown-instrument": () => "the exchange does not list it.",
  delisted: () => "the exchange no longer lists it.",
  "leader-equity-stale": withFigures(
    (measured, limit) =>
      `the leader’s equity was ${formatSeconds(measured)} old. Growth needs one younger than ${formatSeconds(limit)}.`,
    "the leader’s equity was too old to size the order.",
  ),
  "leader-equity-not-positive": () => "the leader’s equity is not above $0, so no size follows from it.",
  "clock-off": withFigures(
    (measured, limit) =>
      `this computer’s clock is ${formatSeconds(measured)} off. The limit is ${formatSeconds(limit)}.`,
    "this computer’s clock is wrong, so the trade’s age is not known.",
  ),
  age: withFigures(
    (measured, limit) => `${formatSeconds(measured)} old when seen. Your limit is ${formatSeconds(limit)}.`,
    "it was older than your age limit.",
  ),
  slippage: withFigures(
    (measured, limit) => `price moved ${formatBps(measured)} past your ${formatBps(limit)} limit.`,
    "the price moved past your slippage limit.",
  ),
  "no-price": () => "no price was known to judge it by.",
  "below-minimum": () => "the rest would have been below Hyperliquid’s minimum, so all was closed.",
  depth: () => "the order book ran out of offers within your price limit.",
  "max-position": withFigures(
    (measured, limit) =>
      `the position would be ${formatMoneyWhole(measured)}. Your limit is ${formatMoneyWhole(limit)}.`,
    "the position would pass your largest position.",
  ),
  "max-leverage": withFigures(
    (measured, limit) =>
      `leverage would be ${formatLeverage(measured)}. Your limit is ${formatLeverage(limit, "limit")}.`,
    "leverage would pass your limit.",
  ),
  rejected: () => "the venue refused the order.",
  "paper-account-empty": () => "the paper account has no free margin left.",
  "closed-by-hand": () => "you closed this position by hand.",
  liquidated: () =>
    "this position was liquidated. Growth is skipped until the leader is flat in this instrument.",
};

/** The same as a short phrase, for a position that holds less than it could. */
export const forgoneShort: Record<ForgoneReason, string> = {
  paused: "seen while paused",
  "instrument-not-allowed": "not on your list of instruments",
  "unknown-instrument": "not listed by the exchange",
  delisted: "no longer listed",
  "leader-equity-stale": "the leader’s equity was too old",
  "leader-equity-not-positive": "the leader’s equity was not above $0",
  "clock-off": "this computer’s clock was wrong",
  age: "too old when seen",
  slippage: "price past your slippage limit",
  "no-price": "no price known",
  "below-minimum": "too small to keep",
  depth: "not enough offers within your limit",
  "max-position": "over your largest position",
  "max-leverage": "over your leverage limit",
  rejected: "refused by the venue",
  "paper-account-empty": "no free margin",
  "closed-by-hand": "closed by hand",
  liquidated: "liquidated",
};

/** Why something waits, needs nothing or cannot be copied; follows "Waiting: ", "Nothing to copy: " or "Skipped: ". */
export const decided: Record<DecisionReason, Sentence> = {
  "below-minimum": withFigures(
    (measured, limit) =>
      `the order would be ${formatMoney(decimalString(measured))}. Hyperliquid’s minimum is ${formatMoneyWhole(limit)}.`,
    "the order would be below Hyperliquid’s minimum.",
  ),
  "below-lot": () => "the change is smaller than the smallest size the exchange trades.",
  "order-in-flight": () => "another order in this instrument is under way.",
  "instrument-frozen": () =>
    "the outcome of an earlier order is not known yet. Nothing new is opened here until it is.",
  "existing-position": () => "this position stood before you followed, so it is not copied.",
  "fixed-amount-held": () => "your fixed amount is held already.",
  spot: () => "it is a spot trade. Only perpetuals are mirrored.",
  "other-dex": () => "it is on another of Hyperliquid’s markets. Only the main one is mirrored.",
  "outcome-market": () => "it is an outcome market. Only perpetuals are mirrored.",
  "not-a-trade": () => "it was not a trade.",
  "unknown-instrument": () => "the exchange does not list this instrument.",
  "no-price": () => "there is no current price to judge it by.",
  "waiting-dropped": () => "the leader sold what had only been waiting here, so there is nothing to sell.",
  "crossed-inside": () =>
    "it met another follow’s opposite order inside the account, at the mark and without a fee.",
  overtaken: () => "what came right behind it made it unnecessary.",
  "leader-not-read": () => "the leader’s positions had not been read yet.",
};
