import { Decimal, ZERO, decimal } from "../../lib/model/decimal.ts";
import type { ForgonePart } from "../../lib/model/forgone.ts";
import { sumOf } from "./follow-arithmetic.ts";
import { heldAt } from "./journal-facts.ts";
import type { ForgoneQuestion } from "./forgone-question.ts";
import { midsBetween } from "./world-facts.ts";

/** A mark that judges is at most so old, ms. */
const MARK_AGE_MS = 11_000;
/** Marks are known to the poll only: share of a total's limit that they may move. */
const TOTAL_TOLERANCE = 0.02;

/** Between these a notional limit was judged: the leader's prices, or the mark where that is dearer. */
function priceRange({ moves, facts, decision }: ForgoneQuestion): { low: Decimal; high: Decimal } | null {
  const prices = moves.map((move) => move.price);
  if (prices.length === 0) return null;
  const mids = midsBetween(facts, decision.instrument, decision.at - MARK_AGE_MS, decision.at);
  return { low: Decimal.min(...prices), high: Decimal.max(...prices, ...mids) };
}

export function wrongPosition(question: ForgoneQuestion, part: ForgonePart, limit: Decimal): string | null {
  const range = priceRange(question);
  if (range === null) return "no act of the leader's stands behind it";
  const whole = question.whole.target.abs();
  const growth = question.whole.target.minus(question.before.target).abs();
  const size = decimal(part.size).abs();
  const most = timesTaken(question, whole.minus(limit.div(range.high)));
  // What stood above the limit before, because the price moved, is not forgone.
  const least = question.takesBack
    ? ZERO
    : Decimal.min(whole.minus(limit.div(range.low)), growth).minus(otherParts(question, part));
  return size.lte(most.times("1.000001")) && size.gte(least.times("0.999999"))
    ? null
    : `${least.toFixed(8)} to ${most.toFixed(8)} are above the limit`;
}

export function wrongTotal(question: ForgoneQuestion, part: ForgonePart, limit: Decimal): string | null {
  const range = priceRange(question);
  if (range === null) return "no act of the leader's stands behind it";
  const growth = question.whole.target.minus(question.before.target).abs();
  const whole = question.whole.target.abs();
  const above = (wanted: Decimal, price: Decimal, others: Decimal): Decimal => {
    const left = Decimal.max(limit.minus(others), 0).div(price);
    return Decimal.max(0, Decimal.min(wanted.minus(left), growth));
  };
  // Other limits took their parts before this one, or after it.
  const least = question.takesBack
    ? ZERO
    : above(whole.minus(otherParts(question, part)), range.low, question.others);
  const most = timesTaken(question, above(whole, range.high, question.othersMost));
  const tolerance = limit.times(TOTAL_TOLERANCE).div(range.low);
  const size = decimal(part.size).abs();
  return size.gte(least.minus(tolerance)) && size.lte(most.plus(tolerance))
    ? null
    : `${least.toFixed(8)} to ${most.toFixed(8)} are above the limit`;
}

/** A limit takes its part anew from each fill of a message that buys again what another one sold. */
function timesTaken({ takesBack, moves }: ForgoneQuestion, most: Decimal): Decimal {
  return takesBack ? most.times(moves.length) : most;
}

function otherParts(question: ForgoneQuestion, part: ForgonePart): Decimal {
  return sumOf(question.decision.forgone.filter((other) => other !== part)).abs();
}

/**
 * An order is for what is wanted and not held yet. Orders under way only make that less; and what is held of another
 * side, or more than was wanted, is on its way out.
 */
export function wrongOrder(
  question: ForgoneQuestion,
  part: ForgonePart,
  limit: Decimal | null,
): string | null {
  const range = priceRange(question);
  if (range === null) return "no act of the leader's stands behind it";
  if (limit === null) return "there is no such limit";
  const { journal, follow, decision, whole, before } = question;
  const onItsSide = (size: Decimal): Decimal => (size.times(whole.target).gt(0) ? size.abs() : ZERO);
  const held = heldAt(journal, follow.id, decision.instrument, decision.at);
  const kept = Decimal.min(onItsSide(held), onItsSide(before.target));
  const open = whole.target.abs().minus(kept);
  const most = timesTaken(question, open.minus(limit.div(range.high)));
  return decimal(part.size)
    .abs()
    .lte(Decimal.max(0, most).plus(open.times("0.000001")))
    ? null
    : `an order for ${open.toFixed(8)} is only ${most.toFixed(8)} above the limit`;
}
