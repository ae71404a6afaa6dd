import { Decimal, ZERO, decimal, decimalString } from "../model/decimal.ts";
import type { Follow, FollowBook } from "../model/follow.ts";
import type { ForgonePart } from "../model/forgone.ts";
import type { InstrumentId, LeaderId } from "../model/identity.ts";
import type { Leader } from "../model/state.ts";
import { allocationOf } from "./allocation-of.ts";
import { baselineAfter, copyableChange } from "./baseline.ts";
import { pairKey } from "./engine-state.ts";
import { judgeGrowth, type Verdict } from "./entry-limits.ts";
import { unorderedGrowth } from "./exposure.ts";
import { addForgone, newFollowBook, waitingPriceWith } from "./follow-book.ts";
import { leverageFor } from "./leverage.ts";
import { isReducing, isWidening } from "./reduction-steps.ts";
import { growthSize, type Scale } from "./sizing.ts";
import type { DecisionDraft, Work } from "./work.ts";

/** One change of the leader's position in one instrument. */
export interface LeaderChange {
  readonly instrument: InstrumentId;
  readonly from: Decimal;
  readonly to: Decimal;
  /** USD, above 0. */
  readonly price: Decimal;
  /** False when nothing tells the price of a close; it is then his entry price and not shown. */
  readonly priceKnown: boolean;
  /** The source's time; for late news our time of the last good observation. */
  readonly time: number;
  readonly ageMs: number;
  readonly source: "live" | "late";
  readonly fillKeys: readonly string[];
}

/** Carries a change of the leader into the books of every follow of his that runs. */
export function applyLeaderChange(work: Work, leader: Leader, change: LeaderChange): void {
  for (const follow of work.follows.view.values()) {
    if (follow.leaderId !== leader.id || follow.baselineAt === null) continue;
    if (!FOLLOWING.includes(follow.status)) continue;
    applyToFollow(work, leader, follow, change);
  }
}

/** In these a follow goes with its leader; whether it grows too is for the entry limits. */
const FOLLOWING: readonly Follow["status"][] = ["mirroring", "paused", "leaving"];

/** A size of the leader's along the follow: its own position is to have this sign. */
export function along(follow: Follow, size: Decimal): Decimal {
  return follow.settings.direction === "reverse" ? size.negated() : size;
}

/** Carries a change into the books of one follow. From here on all sizes are along the follow. */
export function applyToFollow(work: Work, leader: Leader, follow: Follow, change: LeaderChange): void {
  const before = work.book(follow.id, change.instrument) ?? newFollowBook(follow.id, change.instrument, ZERO);
  const position = along(follow, change.to);
  const baseline = baselineAfter(decimal(before.baseline), position);
  const copyableAfter = position.minus(baseline);
  const { shrinkTo, growth } = copyableChange(decimal(before.copyable), copyableAfter);
  const shrunk = shrink({ ...before, baseline: decimalString(baseline) }, shrinkTo);
  if (!shrinkTo.eq(1)) shrinkTold(work, follow, change.instrument, shrinkTo);
  const draft = draftOf(work.at, follow, leader.id, change);

  if (growth.isZero()) {
    const grown = { ...shrunk, copyable: decimalString(copyableAfter) };
    work.putBook(copyableAfter.isZero() ? { ...grown, latched: null } : grown);
    const shrinkage = decimal(before.target).abs().minus(decimal(shrunk.target).abs()).negated();
    const untouched = shrinkTo.eq(1) && decimal(before.copyable).eq(copyableAfter);
    const outcome = shrinkage.isZero() ? "nothing-to-copy" : "waiting";
    work.decisions.push({
      ...draft,
      outcome,
      reason: untouched ? "existing-position" : notFollowed(before) ? "not-followed" : null,
      targetChange: decimalString(shrinkage),
    });
    return;
  }
  growBook(work, leader, follow, change, { shrunk, copyableAfter, before, draft });
}

/** True where all that was to be copied is on a side that the follow does not take, or came after it was stopped. */
function notFollowed({ target, held, forgone }: FollowBook): boolean {
  if (target !== "0" || held !== "0" || forgone.length === 0) return false;
  return forgone.every(({ reason }) => reason === "side-not-allowed" || reason === "leaving");
}

/** Shrinking of abs C to a share multiplies T and every part of F by it. */
function shrink(book: FollowBook, share: Decimal): FollowBook {
  if (share.eq(1)) return book;
  const copyable = decimal(book.copyable).times(share);
  const cleared = copyable.isZero();
  return {
    ...book,
    copyable: decimalString(copyable),
    copyablePeak: cleared ? decimalString(0) : book.copyablePeak,
    openingPrice: cleared ? decimalString(0) : book.openingPrice,
    target: decimalString(decimal(book.target).times(share)),
    forgone: shareOf(book.forgone, share),
    latched: cleared ? null : book.latched,
    // A sale leaves at once; growth that is held back is not released by one, and a sale that goes on widens its
    // limit step by step: a leader who sells in many fills must not begin it anew with each.
    notBefore: decimal(book.held).isZero() || isWidening(book) ? book.notBefore : 0,
  };
}

function shareOf(parts: readonly ForgonePart[], share: Decimal): ForgonePart[] {
  return addForgone(
    parts.map((part) => ({ ...part, size: decimalString(decimal(part.size).times(share)) })),
    [],
  );
}

/** What he did before in the same message becomes one decision with this: it tells of what is still forgone. */
function shrinkTold(work: Work, follow: Follow, instrument: InstrumentId, share: Decimal): void {
  for (const [index, draft] of work.decisions.entries()) {
    const same = draft.followId === follow.id && draft.instrument === instrument && draft.source !== "own";
    if (!same || draft.forgone.length === 0) continue;
    const forgone = shareOf(draft.forgone, share);
    const nothing = forgone.length === 0 ? ({ measured: null, limit: null } as const) : {};
    const outcome = draft.outcome === "forgone" && forgone.length === 0 ? "nothing-to-copy" : draft.outcome;
    work.decisions[index] = { ...draft, ...nothing, forgone, outcome };
  }
}

interface Growing {
  readonly before: FollowBook;
  readonly shrunk: FollowBook;
  readonly copyableAfter: Decimal;
  readonly draft: DecisionDraft;
}

function growBook(work: Work, leader: Leader, follow: Follow, change: LeaderChange, growing: Growing): void {
  const { before, shrunk, copyableAfter, draft } = growing;
  const { price } = change;
  const peak = Decimal.max(shrunk.copyablePeak, copyableAfter.abs());
  const advanced: FollowBook = {
    ...shrunk,
    copyable: decimalString(copyableAfter),
    copyablePeak: decimalString(peak),
    openingPrice: decimal(shrunk.copyable).isZero() ? decimalString(price) : shrunk.openingPrice,
  };
  const shrinkage = decimal(shrunk.target).abs().minus(decimal(before.target).abs());
  const scale = scaleOf(work, leader, follow, change.instrument);
  const { size, alreadyHeld } = growthSize(follow.settings, shrunk, copyableAfter, price, scale);
  const verdict = judgeGrowth(work, {
    follow,
    leader,
    book: shrunk,
    size,
    leaderPrice: price,
    priceKnown: change.priceKnown,
    ageMs: change.ageMs,
  });
  work.putBook(approve(work, follow, advanced, verdict, change));
  const approved = !verdict.approved.isZero();
  work.decisions.push({
    ...draft,
    leaderEquity: leader.equity,
    leaderEquityAt: leader.equityAt,
    outcome: alreadyHeld ? "nothing-to-copy" : approved ? "waiting" : "forgone",
    reason: alreadyHeld ? "fixed-amount-held" : null,
    targetChange: decimalString(shrinkage.plus(verdict.approved.abs())),
    forgone: alreadyHeld ? [] : [...verdict.forgone],
    measured: alreadyHeld ? null : verdict.measured,
    limit: alreadyHeld ? null : verdict.limit,
  });
}

/**
 * Adds approved growth to T and the rest to F. The waiting price is volume-weighted over what really waits:
 * not over what an order under way will fill.
 */
function approve(
  work: Work,
  follow: Follow,
  book: FollowBook,
  verdict: Verdict,
  change: LeaderChange,
): FollowBook {
  const { approved } = verdict;
  const withForgone = { ...book, forgone: addForgone(book.forgone, verdict.forgone) };
  if (approved.isZero()) return withForgone;
  const waiting = unorderedGrowth(work, follow, book);
  const target = decimal(book.target).plus(approved);
  return {
    ...withForgone,
    target: decimalString(target),
    waitingPrice: waitingPriceWith(book, waiting, approved, change.price),
    // Its age is the news's, not that of the moment when it arrived.
    newestGrowthAt: Math.max(0, Math.round(work.at - change.ageMs)),
    reduceAttempts: isReducing(target, decimal(book.held)) ? book.reduceAttempts : 0,
  };
}

function scaleOf(work: Work, leader: Leader, follow: Follow, instrument: InstrumentId): Scale {
  const known = work.instruments.get(instrument);
  const leaders = work.leaderBooks.get(pairKey(leader.id, instrument))?.leverage ?? null;
  return {
    allocation: allocationOf(work, follow),
    leaderEquity: leader.equity === null ? null : decimal(leader.equity),
    leverage: known === undefined ? null : leverageFor(follow.settings, leaders, known),
  };
}

export function draftOf(at: number, follow: Follow, leaderId: LeaderId, change: LeaderChange): DecisionDraft {
  return {
    at,
    followId: follow.id,
    leaderId,
    instrument: change.instrument,
    source: change.source,
    leaderFrom: decimalString(change.from),
    leaderTo: decimalString(change.to),
    leaderPrice: change.priceKnown ? decimalString(change.price) : null,
    leaderTime: change.time,
    fillKeys: [...change.fillKeys],
    leaderEquity: null,
    leaderEquityAt: null,
    outcome: "nothing-to-copy",
    reason: null,
    targetChange: decimalString(0),
    forgone: [],
    measured: null,
    limit: null,
    clientOrderId: null,
  };
}
