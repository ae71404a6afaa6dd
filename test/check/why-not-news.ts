import { z } from "zod";
import { Decimal, ZERO, decimal } from "../../lib/model/decimal.ts";
import type { ForgonePart } from "../../lib/model/forgone.ts";
import { sumOf } from "./follow-arithmetic.ts";
import type { JournalDump } from "./journal-dump.ts";
import type { ForgoneQuestion } from "./forgone-question.ts";
import { midsBetween } from "./world-facts.ts";

/** Two clocks of one machine, and the way between them, differ by less than this, ms. */
const CLOCK_MS = 1_500;
/** A mark that judges is at most so old, ms; and may be off the mid by so much, basis points. */
const MARK_AGE_MS = 11_000;
const SLIPPAGE_TOLERANCE_BPS = 5;
/** A price limit may be met by a level of the book so far from the mid, as a factor. */
const BOOK_TOLERANCE = 0.001;

const Outage = z.object({ since: z.number() });

/** What was told while the journal could not be written was not taken in. */
function inOutage(journal: JournalDump, at: number): boolean {
  return journal.events.some((event) => {
    const outage = event.kind === "journal-resumed" ? Outage.safeParse(event.body).data : undefined;
    return outage !== undefined && at >= outage.since - CLOCK_MS && at <= event.at;
  });
}

export function wrongAge(question: ForgoneQuestion, limit: number): string | null {
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

export function wrongSlippage(question: ForgoneQuestion, limit: number): string | null {
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
export function wrongRemainder(question: ForgoneQuestion, part: ForgonePart): string | null {
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
