import { type Decimal, decimal } from "../../lib/model/decimal.ts";
import type { ForgonePart } from "../../lib/model/forgone.ts";
import { accountEquityAt, othersNotional } from "./journal-facts.ts";
import type { ForgoneQuestion } from "./forgone-question.ts";
import { wrongCount, wrongRate } from "./why-not-held.ts";
import { isListed } from "./why-not-listed.ts";
import { wrongAge, wrongSlippage } from "./why-not-news.ts";
import { wrongOrder, wrongTotal } from "./why-not-size.ts";

/** The account's equity judges for so long, ms. */
const EQUITY_AGE_MS = 60_000;

/** The same for reasons that the account's own limits give. */
export function wrongWithAccount(question: ForgoneQuestion, part: ForgonePart): string | null {
  const { decision, history, journal, facts, follow } = question;
  const { at, instrument } = decision;
  const { limits } = history.accountSettingsAt(at);
  const others = (where: string | null): Decimal => othersNotional(journal, facts, follow, where, at);
  const needs = (limit: string | number | null, judge: (limit: Decimal) => string | null): string | null =>
    limit === null ? "there is no such limit" : judge(decimal(limit));
  switch (part.reason) {
    case "account-instrument-not-allowed":
      return isListed(limits, instrument) ? "it is allowed" : null;
    case "account-age":
      return needs(limits.maxAgeMs, (most) => wrongAge(question, most.toNumber()));
    case "account-slippage":
      return needs(limits.maxSlippageBps, (most) => wrongSlippage(question, most.toNumber()));
    case "account-max-order":
      // Others may wait for the same order.
      return needs(limits.maxOrder, (most) => wrongOrder(question, part, most.minus(others(instrument))));
    case "account-max-position":
      return needs(limits.maxPosition, (most) => {
        const here = others(instrument);
        return wrongTotal({ ...question, others: here, othersMost: here }, part, most);
      });
    case "account-max-notional":
      return needs(limits.maxNotional, (most) => wrongAll(question, part, most));
    case "account-max-leverage": {
      const equity = accountEquityAt(journal, follow.accountId, at)?.equity ?? decimal(0);
      return needs(limits.maxLeverage, (most) => wrongAll(question, part, most.times(equity)));
    }
    case "account-max-positions":
      return limits.maxPositions === null
        ? "there is no such limit"
        : wrongAccountCount(question, limits.maxPositions);
    case "account-max-orders-per-minute":
      return wrongRate(question, limits.maxOrdersPerMinute, true);
    case "account-equity-unknown": {
      const read = accountEquityAt(journal, follow.accountId, at);
      return read === null || at - read.at >= EQUITY_AGE_MS
        ? null
        : `it had been read ${at - read.at} ms before`;
    }
    default:
      return "no rule gives that reason";
  }
}

function wrongAll(question: ForgoneQuestion, part: ForgonePart, limit: Decimal): string | null {
  const { journal, facts, follow, decision } = question;
  const rest = othersNotional(journal, facts, follow, null, decision.at);
  const { others, othersMost } = question;
  return wrongTotal(
    { ...question, others: others.plus(rest), othersMost: othersMost.plus(rest) },
    part,
    limit,
  );
}

function wrongAccountCount({ journal, follow, decision }: ForgoneQuestion, limit: number): string | null {
  const traded = new Set<string>(
    journal.decisions
      .filter((one) => one.at <= decision.at && one.target !== "0")
      .filter((one) => journal.follows.find(({ id }) => id === one.followId)?.accountId === follow.accountId)
      .map((one) => one.instrument),
  );
  // At most so many can have been held then.
  return wrongCount(limit, traded.add(decision.instrument).size);
}
