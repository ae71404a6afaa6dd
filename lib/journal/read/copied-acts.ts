import { type Decimal, Decimal as DecimalNumber, ZERO, decimal } from "../../model/decimal.ts";
import type { Decision } from "../../model/follow.ts";
import type { FillRow } from "../../model/state.ts";
import type { Direction } from "../../model/sizing.ts";

/** An act of the leader and the fills that carried it out, in full or in part; none where nothing was filled. */
export interface CopiedAct {
  readonly act: Decision;
  readonly fills: readonly FillRow[];
}

/** What an act still asks for: signed coins of this follow. */
interface Open {
  readonly copied: { readonly act: Decision; readonly fills: FillRow[] };
  left: Decimal;
}

/** This follow's part of a fill, signed coins. */
export function partOf({ shares }: FillRow, followId: Decision["followId"]): Decimal {
  const own = shares.filter((share) => share.followId === followId);
  return own.reduce((sum, { size }) => sum.plus(size), ZERO);
}

/**
 * True for what there was something to copy of. He may have sold what was only waiting for us: where an order was under
 * way for it then, it was bought and sold again, and only its fill tells.
 */
function isSeen({ act, fills }: CopiedAct): boolean {
  return act.outcome !== "nothing-to-copy" || fills.length > 0;
}

const sameWay = (a: Decimal, b: Decimal): boolean =>
  !a.isZero() && !b.isZero() && a.isNegative() === b.isNegative();

/**
 * What an act asked for. Across zero it is closed and opened anew, so that the change of abs T says less than is traded;
 * and where its growth was refused, its reduction is still carried out.
 */
function asked(
  { leaderFrom, leaderTo, targetChange, target, held }: Decision,
  direction: Direction,
): Decimal {
  const wanted = decimal(target).minus(held);
  const moved = decimal(leaderTo).minus(leaderFrom);
  const turned = decimal(leaderFrom).times(leaderTo).isNegative();
  if (turned || moved.isZero()) return wanted;
  const along = direction === "reverse" ? moved.negated() : moved;
  return decimal(targetChange)
    .abs()
    .times(along.isNegative() ? -1 : 1);
}

/** Takes from the oldest acts what a fill of theirs has done. */
function carryOut(open: readonly Open[], fills: readonly FillRow[], followId: Decision["followId"]): void {
  for (const row of fills) {
    let part = partOf(row, followId);
    for (const one of open) {
      if (!sameWay(one.left, part)) continue;
      const done = one.left.abs().lt(part.abs()) ? one.left : part;
      one.left = one.left.minus(done);
      part = part.minus(done);
      one.copied.fills.push(row);
    }
  }
}

/** What is no longer wanted (it was too old, was forgone, he has sold it) is asked by nobody: the newest go first. */
function letGo(open: readonly Open[], wanted: Decimal): void {
  let room = wanted;
  for (const one of open) {
    if (!sameWay(one.left, room)) one.left = ZERO;
    else if (one.left.abs().gt(room.abs())) one.left = room;
    if (!one.left.isZero()) room = room.minus(one.left);
  }
}

/** Follows the acts in one instrument: each waits until an order of the follow there is filled its way. */
function inInstrument(
  decisions: readonly Decision[],
  fillsOf: (decision: Decision) => readonly FillRow[],
  direction: Direction,
): CopiedAct[] {
  const acts: CopiedAct[] = [];
  const told = new Set<FillRow>();
  let open: Open[] = [];
  // A decision that came before the last order's fill was booked still has what was held before it.
  let before = ZERO;
  let after = ZERO;
  for (const decision of decisions) {
    const held = decimal(decision.held);
    const [least, most] = [DecimalNumber.min(before, after), DecimalNumber.max(before, after)];
    const holds = held.gte(least) && held.lte(most) ? after : held;
    if (decision.source !== "own") {
      const copied = { act: decision, fills: [] };
      acts.push(copied);
      open.push({ copied, left: asked(decision, direction) });
    }
    letGo(open, decimal(decision.target).minus(holds));
    const fills = fillsOf(decision).filter((row) => !told.has(row));
    if (fills.length > 0) {
      for (const row of fills) told.add(row);
      carryOut(open, fills, decision.followId);
      before = held;
      after = fills.reduce((sum, row) => sum.plus(partOf(row, decision.followId)), held);
    }
    open = open.filter(({ left }) => !left.isZero());
  }
  return acts.filter(isSeen);
}

/**
 * What became of a leader's acts: an act may wait (for its leverage, the smallest order, the order before it), and is
 * then carried out by an order that has a decision of its own or belongs to his next act. `decisions`: of one follow,
 * oldest first.
 */
export function copiedActs(
  decisions: readonly Decision[],
  fillsOf: (decision: Decision) => readonly FillRow[],
  direction: Direction,
): readonly CopiedAct[] {
  const instruments = [...new Set(decisions.map(({ instrument }) => instrument))];
  return instruments.flatMap((one) =>
    inInstrument(
      decisions.filter(({ instrument }) => instrument === one),
      fillsOf,
      direction,
    ),
  );
}
