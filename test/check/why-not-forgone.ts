import { ZERO, decimal } from "../../lib/model/decimal.ts";
import type { ForgonePart } from "../../lib/model/forgone.ts";
import { PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import { inSpans } from "./follow-history.ts";
import type { ForgoneQuestion } from "./forgone-question.ts";
import { mayHaveTripped } from "./guard-trips.ts";
import { allocationAt } from "./journal-facts.ts";
import { wrongWithAccount } from "./why-not-account.ts";
import {
  equityFell,
  hasFired,
  wrongCount,
  wrongLoss,
  wrongRate,
  wrongRejection,
  wrongSide,
  wrongSmall,
  wrongStop,
} from "./why-not-held.ts";
import { isListed } from "./why-not-listed.ts";
import { wrongAge, wrongRemainder, wrongSlippage } from "./why-not-news.ts";
import { wrongOrder, wrongPosition, wrongTotal } from "./why-not-size.ts";
import { leverageShown } from "./world-facts.ts";

/** What is wrong with the reasons that a decision gives for growth it does not buy; empty when all hold. */
export function whyNotForgone(question: ForgoneQuestion): string[] {
  return question.decision.forgone.flatMap((part) => {
    const wrong = wrongWith(question, part);
    return wrong === null ? [] : [`forgoes ${part.size} as "${part.reason}", but ${wrong}`];
  });
}

function wrongWith(question: ForgoneQuestion, part: ForgonePart): string | null {
  const { decision, facts, history, journal, follow } = question;
  const { at, instrument } = decision;
  const settings = history.settingsAt(at);
  const { limits } = settings;
  const allocation = allocationAt(journal, follow, settings, at) ?? ZERO;
  switch (part.reason) {
    case "paused":
      return inSpans(history.pauses, at, false) ? null : "nothing was paused then";
    case "halted":
      return inSpans(history.halts, at, false) ? null : "nothing was halted then";
    case "leaving":
      return history.leavingSince !== null && at >= history.leavingSince
        ? null
        : "the follow was not leaving";
    case "instrument-not-allowed":
      return isListed(limits, instrument) ? "it is allowed" : null;
    case "side-not-allowed":
      return wrongSide(settings.sides, part);
    case "unknown-instrument":
      return facts.instruments.has(instrument) ? "the exchange trades it" : null;
    case "delisted":
      return "the exchange lists it";
    case "leader-equity-stale":
      return at - (decision.leaderEquityAt ?? 0) > 60_000 ? null : "his equity was fresh";
    case "leader-equity-not-positive":
      return decision.leaderEquity !== null && decimal(decision.leaderEquity).lte(0)
        ? null
        : "his equity was above 0";
    case "leader-equity-fell":
      return equityFell(facts, at) ? null : "his equity never fell by so much";
    case "clock-off":
      return facts.equityServed.some(({ at: served, time }) => Math.abs(time - served) > 28_000)
        ? null
        : "the exchange's clock was never off";
    case "age":
      return wrongAge(question, limits.maxAgeMs);
    case "slippage":
    case "depth":
      return decision.clientOrderId === null
        ? wrongSlippage(question, limits.maxSlippageBps)
        : wrongRemainder(question, part);
    case "no-price":
      // Only late news can be without one: every fill has its price.
      return decision.source === "late" && decision.leaderPrice === null ? null : "his price was told";
    case "below-minimum":
      return wrongSmall(question, part, settings.belowMinimum);
    case "max-order":
      return wrongOrder(question, part, limits.maxOrder === null ? null : decimal(limits.maxOrder));
    case "max-position":
      return wrongPosition(question, part, decimal(limits.maxPosition));
    case "leader-leverage": {
      const times = leverageShown(facts, instrument, at);
      return times === null
        ? "his leverage there was not known"
        : wrongPosition(question, part, allocation.times(times));
    }
    case "max-notional":
      return limits.maxNotional === null
        ? "there is no such limit"
        : wrongTotal(question, part, decimal(limits.maxNotional));
    case "max-leverage":
      return wrongTotal(question, part, allocation.times(limits.maxLeverage));
    case "max-positions":
      return wrongCount(limits.maxPositions, question.otherPositions + 1);
    case "max-orders-per-minute":
      return wrongRate(question, limits.maxOrdersPerMinute, false);
    case "account-locked":
    case "key-unchecked":
    case "key-restricted":
    case "key-unusable":
      return inSpans(history.unsigned[part.reason], at, false) ? null : "its key could sign";
    case "rejected":
    case "paper-account-empty":
    case "no-margin":
      return wrongRejection(question, part);
    case "liquidated":
      return wrongLoss(question, "liquidation");
    case "closed-by-hand":
      return history.closedByHand.some((one) => one.instrument === instrument && one.at <= at)
        ? null
        : wrongLoss(question, "user");
    case "guardrail":
      return mayHaveTripped(journal, follow, instrument, at) ? null : "no exit rule had tripped";
    case "stop-loss":
      return hasFired(question, "position-stop") ? null : wrongStop(question, "positionStopLoss");
    case "disaster-stop":
      return hasFired(question, "disaster") ? null : "no such stop had fired";
    case "take-profit":
      return wrongStop(question, "positionTakeProfit");
    case "price-not-better":
      return "what is not better is the baseline";
    case "own-position":
      return follow.accountId === PAPER_ACCOUNT ? "a simulated account has none of the user's" : null;
    default:
      return wrongWithAccount(question, part);
  }
}
