import { Decimal, ZERO, decimal, decimalString } from "../model/decimal.ts";
import type { Instrument } from "../model/instrument.ts";
import { ageOf } from "./age-of.ts";
import { ownDecision } from "./decisions.ts";
import { judgeGrowth } from "./entry-limits.ts";
import { addForgone, forgo } from "./follow-book.ts";
import type { Want } from "./wants.ts";
import type { DecisionDraft, Work } from "./work.ts";

/**
 * What becomes of growth whose order the venue would find too small, by each follow's choice: it waits for more, or
 * is forgone at once, or one follow is raised until the order is large enough. True when books changed; the wants
 * are stale then.
 */
export function meetMinimum(work: Work, wants: readonly Want[], instrument: Instrument): boolean {
  const growing = wants.filter((want) => want.growth);
  const raised = growing.some(
    (want) => want.belowMinimum === "raise" && raise(work, want, wants, instrument),
  );
  if (raised) return true;
  const forgone = growing.filter((want) => want.belowMinimum === "forgo");
  for (const want of forgone) {
    work.putBook(forgo(want.book, want.size, "below-minimum"));
    forgoInDecision(work, want);
  }
  return forgone.length > 0;
}

/**
 * Raises T by the whole lots that its order lacks, only if every entry limit lets all of them through. The rest of
 * the order may be other follows'.
 */
function raise(work: Work, want: Want, wants: readonly Want[], instrument: Instrument): boolean {
  const { follow, book, size } = want;
  const leader = work.leaders.get(follow.leaderId);
  // A leader who sells never makes us buy: what waits beside his sale is raised by what happens next.
  const sells = draftsOf(work, want).some((one) => decimal(one.targetChange).lt(0));
  if (leader === undefined || sells) return false;
  const side = wants.filter((one) => one.size.isNegative() === size.isNegative());
  // An order is valued at the limit of the strictest of those that share it.
  const prices = side.map((one) => one.limitPrice);
  const price = size.gt(0) ? Decimal.min(...prices) : Decimal.max(...prices);
  const lot = decimal(instrument.lotSize);
  const enough = decimal(instrument.minNotional).div(price).div(lot).toDecimalPlaces(0, Decimal.ROUND_UP);
  const lacking = enough.times(lot).minus(side.reduce((sum, one) => sum.plus(one.size.abs()), ZERO));
  if (lacking.lte(0)) return false;
  const more = size.isNegative() ? lacking.negated() : lacking;
  const { approved } = judgeGrowth(work, {
    follow,
    leader,
    book,
    size: more,
    leaderPrice: decimal(book.waitingPrice),
    priceKnown: true,
    ageMs: ageOf(work.at, book.newestGrowthAt),
  });
  if (!approved.eq(more)) return false;
  work.putBook({ ...book, target: decimalString(decimal(book.target).plus(more)) });
  const draft = draftBehind(work, want);
  replace(work, draft, {
    ...(draft ?? ownDecision(work, follow, book.instrument)),
    reason: "raised-to-minimum",
    targetChange: decimalString(lacking.plus(draft?.targetChange ?? 0)),
  });
  return true;
}

/** What this step has told already of the leader's acts there; it becomes one decision. */
function draftsOf(work: Work, { follow, book }: Want): DecisionDraft[] {
  return work.decisions.filter(
    (one) => one.followId === follow.id && one.instrument === book.instrument && one.source !== "own",
  );
}

/** The one that the want's order would be named by, while it may still be told otherwise. */
function draftBehind(work: Work, want: Want): DecisionDraft | undefined {
  return draftsOf(work, want).findLast((one) => one.outcome === "waiting");
}

function replace(work: Work, draft: DecisionDraft | undefined, by: DecisionDraft): void {
  const index = draft === undefined ? work.decisions.length : work.decisions.indexOf(draft);
  work.decisions.splice(index, 1, by);
}

function forgoInDecision(work: Work, want: Want): void {
  const { follow, book, size } = want;
  const part = { reason: "below-minimum", size: decimalString(size) } as const;
  const behind = draftBehind(work, want);
  // What had waited before is not of this act: that is told by itself.
  const draft = behind !== undefined && size.abs().lte(behind.targetChange) ? behind : undefined;
  const from = draft ?? ownDecision(work, follow, book.instrument);
  replace(work, draft, {
    ...from,
    outcome: "forgone",
    targetChange: decimalString(decimal(from.targetChange).minus(size.abs())),
    forgone: addForgone(from.forgone, [part]),
  });
}
