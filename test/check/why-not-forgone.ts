import { z } from "zod";
import { Decimal, ZERO, decimal } from "../../lib/model/decimal.ts";
import type { Decision, Follow, ForgonePart } from "../../lib/model/follow.ts";
import type { LeaderMove } from "./cover-fills.ts";
import { type Letters, sumOf } from "./follow-arithmetic.ts";
import { type FollowHistory, pausedAt } from "./follow-history.ts";
import type { JournalDump } from "./journal-dump.ts";
import { type WorldFacts, midsBetween } from "./world-facts.ts";

export interface ForgoneQuestion {
  readonly facts: WorldFacts;
  readonly journal: JournalDump;
  readonly follow: Follow;
  readonly history: FollowHistory;
  readonly decision: Decision;
  /** The leader's moves behind it; none for a decision of our own. */
  readonly moves: readonly LeaderMove[];
  /** Before the decision, and as if all growth had been let through. */
  readonly before: Letters;
  readonly whole: Letters;
  /** Target notional of the follow's other instruments at the world's mids, USD. */
  readonly others: Decimal;
  /** The newest growth that was let through, and the leader's prices of all that may still wait. */
  readonly newestGrowth: { readonly at: number; readonly late: boolean } | null;
  readonly waitingPrices: readonly Decimal[];
}

/** Two clocks of one machine, and the way between them, differ by less than this, ms. */
const CLOCK_MS = 1_500;
/** A mark that judges is at most so old, ms; and may be off the mid by so much, basis points. */
const MARK_AGE_MS = 11_000;
const SLIPPAGE_TOLERANCE_BPS = 5;
/** A price limit may be met by a level of the book so far from the mid, as a factor. */
const BOOK_TOLERANCE = 0.001;
/** Marks are known to the poll only: share of the leverage limit that they may move. */
const LEVERAGE_TOLERANCE = 0.02;

/** What is wrong with the reasons that a decision gives for growth it does not buy; empty when all hold. */
export function whyNotForgone(question: ForgoneQuestion): string[] {
  return question.decision.forgone.flatMap((part) => {
    const wrong = wrongWith(question, part);
    return wrong === null ? [] : [`forgoes ${part.size} as "${part.reason}", but ${wrong}`];
  });
}

function wrongWith(question: ForgoneQuestion, part: ForgonePart): string | null {
  const { decision, facts, history } = question;
  const { limits } = history.settingsAt(decision.at);
  switch (part.reason) {
    case "paused":
      return pausedAt(history, decision.at, false) ? null : "nothing was paused then";
    case "instrument-not-allowed":
      return limits.allowedInstruments?.some((id) => id === decision.instrument) === false
        ? null
        : "it is allowed";
    case "unknown-instrument":
      return facts.instruments.has(decision.instrument) ? "the exchange trades it" : null;
    case "delisted":
      return "the exchange lists it";
    case "leader-equity-stale":
      return decision.at - (decision.leaderEquityAt ?? 0) > 60_000 ? null : "his equity was fresh";
    case "leader-equity-not-positive":
      return decision.leaderEquity !== null && decimal(decision.leaderEquity).lte(0)
        ? null
        : "his equity was above 0";
    case "clock-off":
      return facts.equityServed.some(({ at, time }) => Math.abs(time - at) > 28_000)
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
      return wrongRest(question, part);
    case "max-position":
      return wrongPosition(question, part, decimal(limits.maxPosition));
    case "max-leverage":
      return wrongLeverage(
        question,
        part,
        decimal(history.settingsAt(decision.at).allocation).times(limits.maxLeverage),
      );
    case "rejected":
    case "paper-account-empty":
      return wrongRejection(question, part);
    case "closed-by-hand":
    case "liquidated":
      return wrongLoss(question, part.reason === "liquidated" ? "liquidation" : "user");
  }
}

/** A rest goes with a close when it is worth less than half the smallest order; growth that is too small waits. */
function wrongRest({ decision, facts, moves }: ForgoneQuestion, part: ForgonePart): string | null {
  const fact = facts.instruments.get(decision.instrument);
  if (decision.source !== "own" || moves.length > 0 || fact === undefined) return "what is too small waits";
  const worth = decimal(part.size).abs().times(facts.midAt(decision.instrument, decision.at));
  const half = fact.minNotional.div(2).times(1 + SLIPPAGE_TOLERANCE_BPS / 1_000);
  return worth.lt(half) ? null : `the rest was worth ${worth.toFixed(2)}`;
}

const Outage = z.object({ since: z.number() });

/** What was told while the journal could not be written was not taken in. */
function inOutage(journal: JournalDump, at: number): boolean {
  return journal.events.some((event) => {
    const outage = event.kind === "journal-resumed" ? Outage.safeParse(event.body).data : undefined;
    return outage !== undefined && at >= outage.since - CLOCK_MS && at <= event.at;
  });
}

function wrongAge(question: ForgoneQuestion, limit: number): string | null {
  const { decision, facts, moves, newestGrowth, journal } = question;
  const { at, measured } = decision;
  if (measured === null || measured <= limit) return `its age of ${measured} ms is within ${limit} ms`;
  const oldest = moves[0];
  if (oldest === undefined) {
    if (newestGrowth === null) return "no growth had been let through";
    const waited = at - newestGrowth.at;
    const fits = newestGrowth.late ? measured >= waited - CLOCK_MS : Math.abs(measured - waited) <= CLOCK_MS;
    return fits ? null : `it had waited ${waited} ms, not ${measured}`;
  }
  const real = at - oldest.at;
  if (decision.source === "live") {
    return Math.abs(real - measured) <= CLOCK_MS ? null : `it was ${real} ms old, not ${measured}`;
  }
  // Late news is as old as the last good observation, which is at least the last answer but one before it.
  const seen = facts.equityServed
    .filter((served) => served.at <= oldest.at && !inOutage(journal, served.at))
    .at(-2);
  if (measured < real - CLOCK_MS) return `it was ${real} ms old at least`;
  return seen !== undefined && measured > at - seen.at + CLOCK_MS
    ? `his positions had been told ${at - seen.at} ms before`
    : null;
}

function bps(leader: Decimal, mid: Decimal, buying: boolean): Decimal {
  const worse = buying ? mid.minus(leader) : leader.minus(mid);
  return worse.div(leader).times(10_000);
}

function wrongSlippage(question: ForgoneQuestion, limit: number): string | null {
  const { decision, facts, moves, waitingPrices } = question;
  const { at, measured } = decision;
  if (measured === null || measured <= limit) return `${measured} bps are within ${limit} bps`;
  const prices = moves.length > 0 ? moves.map((move) => move.price) : waitingPrices;
  const buying = sumOf(decision.forgone).gt(0);
  const possible = midsBetween(facts, decision.instrument, at - MARK_AGE_MS, at).flatMap((mid) =>
    prices.map((price) => bps(price, mid, buying)),
  );
  if (possible.length === 0) return "no price of the leader's stands behind it";
  const least = Decimal.min(...possible).minus(SLIPPAGE_TOLERANCE_BPS);
  const most = Decimal.max(...possible).plus(SLIPPAGE_TOLERANCE_BPS);
  return most.gte(measured) && least.lte(measured)
    ? null
    : `the market was ${least.toFixed(1)} to ${most.toFixed(1)} bps away, not ${measured.toFixed(1)}`;
}

/** What an order left over: never more than its own unfilled rest, and only where the market had left. */
function wrongRemainder(question: ForgoneQuestion, part: ForgonePart): string | null {
  const { journal, follow, decision, facts } = question;
  const row = journal.intents.find((one) => one.intent.clientOrderId === decision.clientOrderId);
  if (row === undefined) return "there is no such order";
  const share = row.intent.shares.find((one) => one.followId === follow.id);
  const filled = journal.fills
    .filter(({ fill }) => fill.clientOrderId === row.intent.clientOrderId)
    .flatMap(({ shares }) => shares)
    .filter((one) => one.followId === follow.id)
    .reduce((sum, one) => sum.plus(one.size), ZERO);
  const rest = decimal(share?.size ?? 0).minus(filled);
  if (decimal(part.size).times(rest).lt(0) || decimal(part.size).abs().gt(rest.abs().plus("1e-12"))) {
    return `its order left only ${rest.toFixed()}`;
  }
  if (part.reason === "depth") return null;
  const { side, limitPrice, instrument, committedAt } = row.intent;
  const mids = midsBetween(facts, instrument, committedAt - CLOCK_MS, row.statusAt);
  const left =
    side === "buy"
      ? Decimal.max(...mids)
          .times(1 + BOOK_TOLERANCE)
          .gt(limitPrice)
      : Decimal.min(...mids)
          .times(1 - BOOK_TOLERANCE)
          .lt(limitPrice);
  return left ? null : `the price never left its limit of ${limitPrice}`;
}

/** Between these a notional limit was judged: the leader's prices, or the mark where that is dearer. */
function priceRange({ moves, facts, decision }: ForgoneQuestion): { low: Decimal; high: Decimal } | null {
  const prices = moves.map((move) => move.price);
  if (prices.length === 0) return null;
  const mids = midsBetween(facts, decision.instrument, decision.at - MARK_AGE_MS, decision.at);
  return { low: Decimal.min(...prices), high: Decimal.max(...prices, ...mids) };
}

function wrongPosition(question: ForgoneQuestion, part: ForgonePart, limit: Decimal): string | null {
  const range = priceRange(question);
  if (range === null) return "no act of the leader's stands behind it";
  const whole = question.whole.target.abs();
  const size = decimal(part.size).abs();
  const most = whole.minus(limit.div(range.high));
  const least = whole.minus(limit.div(range.low)).minus(otherParts(question, part));
  return size.lte(most.times("1.000001")) && size.gte(least.times("0.999999"))
    ? null
    : `${least.toFixed(8)} to ${most.toFixed(8)} are above the limit`;
}

function wrongLeverage(question: ForgoneQuestion, part: ForgonePart, limit: Decimal): string | null {
  const range = priceRange(question);
  if (range === null) return "no act of the leader's stands behind it";
  const left = limit.minus(question.others);
  const growth = question.whole.target.minus(question.before.target).abs();
  const wanted = question.whole.target.abs().minus(otherParts(question, part));
  const above = (price: Decimal): Decimal =>
    Decimal.max(0, Decimal.min(wanted.minus(Decimal.max(left, 0).div(price)), growth));
  const tolerance = limit.times(LEVERAGE_TOLERANCE).div(range.low);
  const size = decimal(part.size).abs();
  return size.gte(above(range.low).minus(tolerance)) && size.lte(above(range.high).plus(tolerance))
    ? null
    : `${above(range.low).toFixed(8)} to ${above(range.high).toFixed(8)} are above the limit`;
}

function otherParts(question: ForgoneQuestion, part: ForgonePart): Decimal {
  return sumOf(question.decision.forgone.filter((other) => other !== part)).abs();
}

function wrongRejection({ journal, decision }: ForgoneQuestion, part: ForgonePart): string | null {
  const row = journal.intents.find((one) => one.intent.clientOrderId === decision.clientOrderId);
  if (row?.status !== "rejected") return "no order of it was rejected";
  const forMargin = row.rejectReason === "insufficient-margin";
  return forMargin === (part.reason === "paper-account-empty")
    ? null
    : `its order was rejected as ${row.rejectReason}`;
}

function wrongLoss({ journal, decision }: ForgoneQuestion, cause: "liquidation" | "user"): string | null {
  const happened = journal.fills.some(
    ({ fill }) => fill.cause === cause && fill.instrument === decision.instrument && fill.time <= decision.at,
  );
  return happened ? null : "no such fill is in the journal";
}
