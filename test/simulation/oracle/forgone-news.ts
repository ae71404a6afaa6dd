import type { Decision } from "../../../lib/model/follow.ts";
import type { ForgoneReason } from "../../../lib/model/forgone.ts";
import { type ReasonContext, type WhyWrong, byAccount } from "./reason-context.ts";

/** How far an age may be off that was measured with two clocks over a network, ms. */
const CLOCK_MS = 3_000;
/** A mark that judges may be so old, ms; what it is measured by may be off by so much. */
const MARK_MS = 13_000;
const SLIPPAGE_BPS = 1;
const EQUITY_MS = 60_000;
const CLOCK_OFF_MS = 28_000;
/** A fall of his equity that holds growth. */
const FELL_TO = 0.7;

/** Reasons that name something about the news: its age, its price, the leader's equity, the clocks. */
export const NEWS_REASONS: Partial<Record<ForgoneReason, WhyWrong>> = {
  age: (context) => age(context, "age", context.judged.scale.settings.limits.maxAgeMs),
  "account-age": (context) =>
    byAccount(context, (settings) => age(context, "account-age", settings?.limits.maxAgeMs ?? Infinity)),
  slippage: (context) => slippage(context, "slippage", context.judged.scale.settings.limits.maxSlippageBps),
  depth: (context) => (context.judged.decision.clientOrderId === null ? "it names no order" : null),
  "account-slippage": (context) =>
    byAccount(context, (settings) =>
      slippage(context, "account-slippage", settings?.limits.maxSlippageBps ?? Infinity),
    ),
  "no-price": ({ judged: { decision } }) =>
    decision.source === "late" && decision.leaderPrice === null ? null : "his price was told",
  "price-not-better": () => "what is not better is the baseline",
  "leader-equity-stale": ({ judged: { decision } }) =>
    decision.leaderEquityAt === null || Math.abs(decision.at - decision.leaderEquityAt) > EQUITY_MS
      ? null
      : "it was fresh",
  "leader-equity-not-positive": ({ judged: { decision } }) =>
    decision.leaderEquity !== null && Number(decision.leaderEquity) <= 0 ? null : "it was above 0",
  "leader-equity-fell": ({ facts, judged: { follow, chapter } }) => {
    const truth = facts.record.leaders.find(({ id }) => id === follow.leaderId);
    let highest = 0;
    for (const { at, event } of truth?.told ?? []) {
      if (event.kind !== "leader-snapshot" || at > chapter.at) continue;
      const told = Number(event.snapshot.equity);
      if (told < highest * (FELL_TO + 0.001)) return null;
      highest = Math.max(highest, told);
    }
    return "it never fell so far";
  },
  "clock-off": ({ facts, judged: { follow, chapter, decision } }) => {
    const moment = facts.momentOf(decision.at, chapter.at);
    const offset = facts.record.leaders.find(({ id }) => id === follow.leaderId)?.clockOffsetMs ?? 0;
    const off = [moment, moment - EQUITY_MS].map((at) => Math.abs(facts.shown(at) - at - offset));
    const jumped = facts.clockJumped(moment - EQUITY_MS, moment);
    return jumped || Math.max(...off) > CLOCK_OFF_MS ? null : `the clocks were ${Math.max(...off)} ms apart`;
  },
  "account-equity-unknown": (context) => {
    const { decision, chapter, scale } = context.judged;
    const unjudged = byAccount(context, (settings) =>
      (settings?.limits.maxLeverage ?? null) === null ? "nothing is judged by it" : null,
    );
    if (scale.settings.allocation.kind === "amount" && unjudged !== null) return unjudged;
    return context.walk.scales.accountReadWithin(decision, chapter, EQUITY_MS)
      ? "it had just been read"
      : null;
  },
};

/** Reasons that are told without a figure. */
const WITHOUT_FIGURES: ReadonlySet<ForgoneReason> = new Set([
  "halted",
  "leaving",
  "paused",
  "closed-by-hand",
  "liquidated",
  "stop-loss",
  "take-profit",
  "disaster-stop",
  "guardrail",
  "leader-equity-fell",
  "side-not-allowed",
  "instrument-not-allowed",
  "account-instrument-not-allowed",
  "own-position",
  "unknown-instrument",
  "delisted",
  "no-price",
  "leader-equity-not-positive",
  "account-equity-unknown",
  "below-minimum",
  "account-locked",
  "key-unchecked",
  "key-restricted",
  "key-unusable",
  "leverage-refused",
]);

/** What was measured is the first limit's that took something; of another only that it was passed is known. */
function isMeasured({ limit: told, forgone }: Decision, reason: ForgoneReason, limit: number): boolean {
  if (forgone.length === 1) return true;
  const first = forgone.find((part) => !WITHOUT_FIGURES.has(part.reason));
  return first?.reason === reason && told === limit;
}

/** "Its age counts from the last good observation" where it was learnt late; what waits counts from its newest growth. */
function age(context: ReasonContext, reason: ForgoneReason, limit: number): string | null {
  const { facts, judged, waiting } = context;
  const { decision, chapter, moves, growths } = judged;
  const measured = isMeasured(decision, reason, limit) ? decision.measured : null;
  if (isMeasured(decision, reason, limit) && (measured === null || measured <= limit))
    return `its age of ${measured} ms is within ${limit} ms`;
  const moment = facts.momentOf(decision.at, chapter.at);
  const own = moves.length === 0;
  // Of acts that one message tells, the first that grew is the oldest that was judged.
  const since = own ? waiting?.newsAt : moves[growths.findIndex((grown) => grown !== 0)]?.at;
  if (since === undefined) return "no growth had been let through";
  if (facts.clockJumped(since - EQUITY_MS, moment)) return null;
  const real = moment - since;
  if (measured !== null && measured < real - CLOCK_MS) return `it was ${real} ms old, not ${measured}`;
  const late = own ? waiting?.late === true : decision.source === "late";
  const least = measured ?? limit;
  if (!late) return least > real + CLOCK_MS ? `it was ${real} ms old, not ${least}` : null;
  const most = toldBefore(judged, moment, since, facts);
  return least > most + LATE_MS ? `his positions had been told ${most} ms before` : null;
}

/** How long ago at most the last good observation was: a snapshot that a life got in peace, took, and outlived. */
function toldBefore(
  { follow, chapter }: ReasonContext["judged"],
  moment: number,
  since: number,
  facts: ReasonContext["facts"],
): number {
  const { record } = facts;
  const told = record.leaders.find(({ id }) => id === follow.leaderId)?.told ?? [];
  const peace = (at: number): boolean =>
    !record.faults.some((fault) => fault.at > at - PEACE_MS && fault.at < at + PEACE_MS) &&
    !record.lives.some(({ bornAt, diedAt }) =>
      [bornAt, diedAt ?? 0].some((when) => Math.abs(when - at) < PEACE_MS),
    );
  const good = told.findLast(
    ({ at, event }) =>
      event.kind === "leader-snapshot" &&
      at <= since &&
      at < chapter.at &&
      peace(at) &&
      !facts.journalFailed(at),
  );
  return good === undefined ? Infinity : moment - good.at;
}

const PEACE_MS = 8_000;
/** What is told by a snapshot was read a moment before, and taken over a moment after. */
const LATE_MS = 12_000;

function slippage(context: ReasonContext, reason: ForgoneReason, limit: number): string | null {
  const { facts, judged, waiting, size } = context;
  const { decision, chapter, moves } = judged;
  if (decision.clientOrderId !== null && decision.source === "own") return null;
  const measured = isMeasured(decision, reason, limit) ? decision.measured : limit;
  if (isMeasured(decision, reason, limit) && (measured === null || measured <= limit))
    return `${measured} bps are within ${limit} bps`;
  const moment = facts.momentOf(decision.at, chapter.at);
  const marks = facts.marks.between(decision.instrument, moment - MARK_MS, moment);
  const prices = moves.length > 0 ? moves.map(({ price }) => price ?? 0) : (waiting?.prices ?? []);
  if (marks === null || prices.length === 0) return "there is no price to judge it by";
  // Where no mark is fresh, what the leader just traded at stands in for it.
  const bps = (leader: number, mark: number): number =>
    ((size > 0 ? mark - leader : leader - mark) / leader) * 10_000;
  const own = moves.flatMap(({ price }) => price ?? []);
  const dear = size > 0 ? Math.max(marks.high, ...own) : Math.min(marks.low, ...own);
  const worst = Math.max(...prices.map((price) => bps(price, dear)));
  return worst + SLIPPAGE_BPS >= (measured ?? limit)
    ? null
    : `the market was at most ${worst.toFixed(2)} bps worse, not ${measured}`;
}
