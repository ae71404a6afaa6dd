import { decimal, decimalString } from "../model/decimal.ts";
import type { DecimalString } from "../model/decimal.ts";
import type { LeaderFill } from "../model/leader.ts";

/** The signed position after a fill. */
export function positionAfter(fill: Pick<LeaderFill, "side" | "size" | "startPosition">): DecimalString {
  const start = decimal(fill.startPosition);
  return decimalString(fill.side === "buy" ? start.plus(fill.size) : start.minus(fill.size));
}

/**
 * Orders fills of one instrument and one millisecond so that each starts where the one before it ended.
 *
 * Positions are the nodes and fills the edges of a graph; the order wanted is a path that takes every edge
 * once (Hierholzer's algorithm). It begins at `before` when the fills may begin there (only a round trip
 * leaves a choice). Fills that form no such path, because one is missing, keep their order.
 */
export function chainOrder(
  fills: readonly LeaderFill[],
  before: DecimalString | undefined,
): readonly LeaderFill[] {
  if (fills.length < 2) return fills;
  const leaving = new Map<DecimalString, LeaderFill[]>();
  const surplus = new Map<DecimalString, number>();
  // Pushed from the last to the first, because the path takes them from the end.
  for (const fill of fills.toReversed()) {
    const from = fill.startPosition;
    const to = positionAfter(fill);
    leaving.set(from, [...(leaving.get(from) ?? []), fill]);
    surplus.set(from, (surplus.get(from) ?? 0) + 1);
    surplus.set(to, (surplus.get(to) ?? 0) - 1);
  }
  const open = [...surplus].filter(([, count]) => count > 0).map(([position]) => position);
  const first = open[0] ?? (before !== undefined && leaving.has(before) ? before : fills[0]?.startPosition);
  if (open.length > 1 || first === undefined) return fills;

  const path: LeaderFill[] = [];
  const stack: { at: DecimalString; by: LeaderFill | null }[] = [{ at: first, by: null }];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const next = leaving.get(top.at)?.pop();
    if (next) {
      stack.push({ at: positionAfter(next), by: next });
    } else {
      if (top.by) path.unshift(top.by);
      stack.pop();
    }
  }
  return isChain(path) && path.length === fills.length ? path : fills;
}

/** Whether each fill starts where the one before it ended. */
export function isChain(fills: readonly LeaderFill[]): boolean {
  return fills.every((fill, index) => {
    const previous = fills[index - 1];
    return !previous || positionAfter(previous) === fill.startPosition;
  });
}
