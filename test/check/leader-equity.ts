import { decimal } from "../../lib/model/decimal.ts";
import type { Decision } from "../../lib/model/follow.ts";
import type { WorldFacts } from "./world-facts.ts";

/** Leader's equity behind a scale is at most so old, ms; and an answer is at most so long on its way. */
const EQUITY_AGE_MS = 60_000;
const ANSWER_MS = 15_000;

/** What is wrong with the leader's equity that a decision names for its scale: never told, or too old. */
export function equityFindings({ equityServed }: WorldFacts, decision: Decision): string[] {
  const { leaderEquity, leaderEquityAt, at } = decision;
  if (leaderEquity === null) return ["names no leader's equity for its scale"];
  const findings: string[] = [];
  const stale = decision.forgone.some((part) => part.reason === "leader-equity-stale");
  const oldest = stale ? 0 : at - EQUITY_AGE_MS - ANSWER_MS;
  const served = equityServed.some(
    (told) => told.at >= oldest && told.at <= at && decimal(told.equity).eq(leaderEquity),
  );
  if (!served) findings.push(`the exchange told no leader's equity of ${leaderEquity} before it`);
  const age = at - (leaderEquityAt ?? 0);
  if (!stale && age > EQUITY_AGE_MS) findings.push(`its leader's equity is ${age} ms old`);
  return findings;
}
