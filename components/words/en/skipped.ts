import type { DecisionReason } from "../../../lib/model/follow.ts";
import type { ForgoneReason } from "../../../lib/model/forgone.ts";
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

const moneyLimit = (what: string, whose: string): Sentence =>
  withFigures(
    (measured, limit) =>
      `${what} would be ${formatMoneyWhole(measured)}. ${whose} is ${formatMoneyWhole(limit)}.`,
    `${what} would pass ${lowerFirst(whose)}.`,
  );

const leverageOver = (whose: string): Sentence =>
  withFigures(
    (measured, limit) =>
      `leverage would be ${formatLeverage(measured)}. ${whose} is ${formatLeverage(limit, "limit")}.`,
    `leverage would pass ${lowerFirst(whose)}.`,
  );

const countLimit = (what: string, whose: string): Sentence =>
  withFigures(
    (measured, limit) => `it would be ${measured} ${what}. ${whose} is ${limit}.`,
    `${what} would pass ${lowerFirst(whose)}.`,
  );

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** Why growth was not bought; follows "Skipped: " or "Partly copied: ". */
export const forgone: Record<ForgoneReason, Sentence> = {
  paused: () => "this follow was paused.",
  halted: () => "everything was halted.",
  leaving: () => "this follow only follows the leader out.",
  "instrument-not-allowed": () => "your lists of instruments don’t allow it.",
  "side-not-allowed": () => "this follow does not take that side.",
  "unknown-instrument": () => "the exchange does not list it.",
  delisted: () => "the exchange no longer lists it.",
  "leader-equity-stale": withFigures(
    (measured, limit) =>
      `the leader’s equity was ${formatSeconds(measured)} old. Growth needs one younger than ${formatSeconds(limit)}.`,
    "the leader’s equity was too old to size the order.",
  ),
  "leader-equity-not-positive": () => "the leader’s equity is not above $0, so no size follows from it.",
  "leader-equity-fell": () =>
    "the leader’s equity fell without a known reason. Growth is held until you let it go on.",
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
  "below-minimum": () => "it was below Hyperliquid’s minimum.",
  depth: () => "the order book ran out of offers within your price limit.",
  "max-order": moneyLimit("this order", "Your limit per order"),
  "max-position": moneyLimit("the position", "Your limit"),
  "max-notional": moneyLimit("this follow’s positions together", "Your limit in total"),
  "max-leverage": leverageOver("Your limit"),
  "leader-leverage": leverageOver("The leader’s own"),
  "max-positions": countLimit("positions", "Your limit"),
  "max-orders-per-minute": countLimit("opening orders within a minute", "Your limit"),
  "account-instrument-not-allowed": () => "the account’s lists of instruments don’t allow it.",
  "account-age": withFigures(
    (measured, limit) =>
      `${formatSeconds(measured)} old when seen. The account’s limit is ${formatSeconds(limit)}.`,
    "it was older than the account’s age limit.",
  ),
  "account-slippage": withFigures(
    (measured, limit) => `price moved ${formatBps(measured)} past the account’s ${formatBps(limit)} limit.`,
    "the price moved past the account’s slippage limit.",
  ),
  "account-max-order": moneyLimit("this order", "The account’s limit per order"),
  "account-max-position": moneyLimit("the account’s position", "The account’s limit"),
  "account-max-notional": moneyLimit("the account’s positions together", "The account’s limit in total"),
  "account-max-leverage": leverageOver("The account’s limit"),
  "account-max-positions": countLimit("positions", "The account’s limit"),
  "account-max-orders-per-minute": countLimit("opening orders within a minute", "The account’s limit"),
  "account-equity-unknown": () => "the account’s equity, of which the allocation is a share, was not known.",
  "own-position": () => "you hold a position of your own there.",
  guardrail: () => "a guardrail was hit and has not been reset.",
  "price-not-better": () => "the price was not better than the leader’s entry.",
  rejected: () => "the venue refused the order.",
  "paper-account-empty": () => "the paper account has no free margin left.",
  "no-margin": () => "the account has no free margin left.",
  "account-locked": () => "the account was locked, so nothing could be signed.",
  "key-unchecked": () => "the account’s key had not been checked yet since the browser started.",
  "key-restricted": () => "the account’s key did not pass its check. Only reductions are sent.",
  "key-unusable": () => "the account’s key has expired, was revoked or is gone, so nothing could be signed.",
  "venue-clock-off": withFigures(
    (measured, limit) =>
      `this computer’s clock and the exchange’s are ${formatSeconds(measured)} apart. The limit is ${formatSeconds(limit)}.`,
    "this computer’s clock and the exchange’s are too far apart.",
  ),
  "venue-slow": withFigures(
    (measured, limit) =>
      `the exchange took ${formatSeconds(measured)} to answer. The limit is ${formatSeconds(limit)}.`,
    "the exchange took too long to answer.",
  ),
  "leverage-refused": () => "the exchange refused the leverage or margin mode of this follow.",
  "closed-by-hand": () => "you closed this position by hand.",
  liquidated: () =>
    "this position was liquidated. Growth is skipped until the leader is flat in this instrument.",
  "stop-loss": () =>
    "this position’s stop-loss was hit. Growth is skipped until the leader is flat in this instrument.",
  "take-profit": () =>
    "this position’s take-profit was hit. Growth is skipped until the leader is flat in this instrument.",
  "disaster-stop": () =>
    "the stop at the exchange fired before this position could be liquidated. Growth is skipped until the leader is flat in this instrument.",
};

/** The same as a short phrase, for a position that holds less than it could. */
export const forgoneShort: Record<ForgoneReason, string> = {
  paused: "seen while paused",
  halted: "seen while halted",
  leaving: "this follow only follows the leader out",
  "instrument-not-allowed": "not allowed by your lists of instruments",
  "side-not-allowed": "on a side that this follow does not take",
  "unknown-instrument": "not listed by the exchange",
  delisted: "no longer listed",
  "leader-equity-stale": "the leader’s equity was too old",
  "leader-equity-not-positive": "the leader’s equity was not above $0",
  "leader-equity-fell": "the leader’s equity fell without a known reason",
  "clock-off": "this computer’s clock was wrong",
  age: "too old when seen",
  slippage: "price past your slippage limit",
  "no-price": "no price known",
  "below-minimum": "below the smallest order",
  depth: "not enough offers within your limit",
  "max-order": "over your limit per order",
  "max-position": "over your largest position",
  "max-notional": "over your limit in total",
  "max-leverage": "over your leverage limit",
  "leader-leverage": "over the leader’s own leverage",
  "max-positions": "over your number of positions",
  "max-orders-per-minute": "over your orders per minute",
  "account-instrument-not-allowed": "not allowed by the account’s lists of instruments",
  "account-age": "too old for the account’s limit",
  "account-slippage": "price past the account’s slippage limit",
  "account-max-order": "over the account’s limit per order",
  "account-max-position": "over the account’s largest position",
  "account-max-notional": "over the account’s limit in total",
  "account-max-leverage": "over the account’s leverage limit",
  "account-max-positions": "over the account’s number of positions",
  "account-max-orders-per-minute": "over the account’s orders per minute",
  "account-equity-unknown": "the account’s equity was not known",
  "own-position": "you hold a position of your own there",
  guardrail: "a guardrail was hit",
  "price-not-better": "price not better than the leader’s entry",
  rejected: "refused by the venue",
  "paper-account-empty": "no free margin",
  "no-margin": "no free margin",
  "account-locked": "seen while the account was locked",
  "key-unchecked": "the account’s key was not checked yet",
  "key-restricted": "the account’s key did not pass its check",
  "key-unusable": "the account’s key no longer signs",
  "venue-clock-off": "this computer’s clock and the exchange’s were apart",
  "venue-slow": "the exchange answered too slowly",
  "leverage-refused": "the exchange refused the leverage",
  "closed-by-hand": "closed by hand",
  liquidated: "liquidated",
  "stop-loss": "stop-loss was hit",
  "take-profit": "take-profit was hit",
  "disaster-stop": "the stop at the exchange fired",
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
  "tried-again-soon": () =>
    "the exchange refused the last order for now. It is tried again in a moment, within your limits.",
  halted: () => "everything is halted.",
  "account-not-read": () => "the account has not been read yet since the start.",
  "account-stopped": () => "the account is stopped. See the notice at the top.",
  "account-locked": () => "the account is locked. It is done first when you unlock it.",
  "key-unusable": () =>
    "the account’s key has expired, was revoked or is gone. It is done once the account has a new one.",
  "leverage-being-set": () => "the leverage is read, or set, at the exchange first.",
  "not-followed": () => "this follow does not take part in it.",
  "raised-to-minimum": () => "it was raised to Hyperliquid’s smallest order.",
  "waiting-dropped": () => "the leader sold what had only been waiting here, so there is nothing to sell.",
  "crossed-inside": () =>
    "it met another follow’s opposite order inside the account, at the mark and without a fee.",
  overtaken: () => "what came right behind it made it unnecessary.",
  "leader-not-read": () => "the leader’s positions had not been read yet.",
};
