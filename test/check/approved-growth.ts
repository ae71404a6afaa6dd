import { Decimal, ZERO, decimal } from "../../lib/model/decimal.ts";
import type { Decision, Follow } from "../../lib/model/follow.ts";
import type { LeaderMove } from "./cover-fills.ts";
import type { Letters } from "./follow-arithmetic.ts";
import { type FollowHistory, inSpans } from "./follow-history.ts";
import { surelyTripped } from "./guard-trips.ts";
import { accountEquityAt, allocationAt, growthUnderWay, heldAt, othersNotional } from "./journal-facts.ts";
import type { JournalDump } from "./journal-dump.ts";
import type { WorldFacts } from "./world-facts.ts";

export interface ApprovedQuestion {
  readonly facts: WorldFacts;
  readonly journal: JournalDump;
  readonly follow: Follow;
  readonly history: FollowHistory;
  readonly decision: Decision;
  readonly moves: readonly LeaderMove[];
  /** After the decision. */
  readonly after: Letters;
  /** Signed coins of the target before the decision. */
  readonly targetBefore: Decimal;
  /** Target notional of the follow's other instruments, USD, and how many of them have a target. */
  readonly others: Decimal;
  readonly otherPositions: number;
  /** The leader's leverage in the instrument where the follow must know it; null where it need not. */
  readonly knownLeverage: number | null;
}

/** How far two clocks of one machine and the way between them may differ, ms. */
const CLOCK_MS = 1_500;
/** How far a notional may be off because marks are known only to the poll, as a share of the limit. */
const MARK_TOLERANCE = 0.02;
const EXACT = "1.000001";

/** Growth that was let through must have been inside every limit, and in no state that holds growth. */
export function approvedFindings(question: ApprovedQuestion): string[] {
  return [...stateFindings(question), ...sizeFindings(question), ...accountFindings(question)];
}

function stateFindings({
  facts,
  journal,
  follow,
  history,
  decision,
  moves,
  after,
}: ApprovedQuestion): string[] {
  const { at, instrument } = decision;
  const settings = history.settingsAt(at);
  const { limits } = settings;
  const common = history.accountSettingsAt(at).limits;
  const findings: string[] = [];
  if (inSpans(history.pauses, at, true)) findings.push("lets growth through while paused");
  if (inSpans(history.halts, at, true)) findings.push("lets growth through while halted");
  if (history.leavingSince !== null && at > history.leavingSince) {
    findings.push("lets growth through while leaving");
  }
  if (surelyTripped(journal, follow, instrument, at))
    findings.push("lets growth through behind an exit rule");
  for (const lists of [limits, common]) {
    const allowed = lists.allowedInstruments?.some((id) => id === instrument) ?? true;
    if (!allowed || lists.deniedInstruments.some((id) => id === instrument)) {
      findings.push("lets an instrument grow that is not allowed");
    }
  }
  const long = after.target.gt(0);
  if (settings.sides !== "both" && (settings.sides === "long") !== long) {
    findings.push(`lets a side grow that is not ${settings.sides}`);
  }
  const newest = moves.at(-1);
  if (decision.source === "live" && newest !== undefined) {
    const age = at - newest.at;
    const most = Math.min(limits.maxAgeMs, common.maxAgeMs ?? limits.maxAgeMs);
    if (age > most + CLOCK_MS) findings.push(`lets news through that is ${age} ms old`);
  }
  if (!facts.instruments.has(instrument)) findings.push("the exchange has no such instrument");
  return findings;
}

/** Coins that its order was for at the least, all fills of the message together: what was not held, on its way or wanted before. */
function grownBy({ journal, follow, decision, after, targetBefore }: ApprovedQuestion): Decimal {
  const onItsSide = (size: Decimal): Decimal => (size.times(after.target).gt(0) ? size.abs() : ZERO);
  const { instrument, at } = decision;
  // Its own order is made at the same moment.
  const underWay = growthUnderWay(journal, follow.id, instrument, at - 1);
  const held = heldAt(journal, follow.id, instrument, at).plus(underWay);
  return after.target.abs().minus(Decimal.max(onItsSide(targetBefore), onItsSide(held)));
}

/** The lowest of the prices at which the growth can have been judged, USD. */
function lowestPrice(moves: readonly LeaderMove[]): Decimal {
  return moves.length === 0 ? ZERO : Decimal.min(...moves.map((move) => move.price));
}

function sizeFindings(question: ApprovedQuestion): string[] {
  const { journal, follow, history, decision, moves, after, others } = question;
  const settings = history.settingsAt(decision.at);
  const { limits } = settings;
  const notional = after.target.abs().times(lowestPrice(moves));
  const total = others.plus(notional);
  const allocation = allocationAt(journal, follow, settings, decision.at);
  const findings: string[] = [];
  const order = grownBy(question).times(lowestPrice(moves));
  const above = (what: string, usd: Decimal, most: Decimal, tolerance: string | number): void => {
    if (usd.gt(most.times(tolerance)))
      findings.push(`${what} of ${usd.toFixed(2)} USD is above ${most.toFixed()}`);
  };
  above("a target", notional, decimal(limits.maxPosition), EXACT);
  if (limits.maxOrder !== null) above("an order", order, decimal(limits.maxOrder), EXACT);
  if (limits.maxNotional !== null) above("a total", total, decimal(limits.maxNotional), 1 + MARK_TOLERANCE);
  if (allocation === null) findings.push("grows by a share of an account that was never read");
  else {
    const most = allocation.times(limits.maxLeverage);
    if (total.gt(most.times(1 + MARK_TOLERANCE))) {
      findings.push(`targets of ${total.toFixed(2)} USD are above ${most.toFixed()}`);
    }
    if (question.knownLeverage !== null) {
      above("the leader's leverage: a target", notional, allocation.times(question.knownLeverage), EXACT);
    }
  }
  if (limits.maxPositions !== null && question.otherPositions >= limits.maxPositions) {
    findings.push(`makes ${question.otherPositions + 1} positions of ${limits.maxPositions}`);
  }
  return findings;
}

function accountFindings(question: ApprovedQuestion): string[] {
  const { facts, journal, follow, history, decision, moves, after, others } = question;
  const { at, instrument } = decision;
  const { limits } = history.accountSettingsAt(at);
  const own = after.target.abs().times(lowestPrice(moves));
  const here = own.plus(othersNotional(journal, facts, follow, instrument, at));
  const all = own.plus(others).plus(othersNotional(journal, facts, follow, null, at));
  const findings: string[] = [];
  const order = grownBy(question).times(lowestPrice(moves));
  const above = (what: string, usd: Decimal, most: Decimal): void => {
    if (usd.lte(most.times(1 + MARK_TOLERANCE))) return;
    findings.push(`the account's ${what} of ${usd.toFixed(2)} USD is above ${most.toFixed()}`);
  };
  if (limits.maxOrder !== null) above("order", order, decimal(limits.maxOrder));
  if (limits.maxPosition !== null) above("position", here, decimal(limits.maxPosition));
  if (limits.maxNotional !== null) above("total", all, decimal(limits.maxNotional));
  if (limits.maxLeverage !== null) {
    const read = accountEquityAt(journal, follow.accountId, at);
    if (read === null) findings.push("grows under a leverage of an account that was never read");
    else above("leveraged total", all, read.equity.times(limits.maxLeverage));
  }
  return findings;
}
