import { NIL, type Exact } from "../exact.ts";

export interface Position {
  readonly coin: string;
  /** Signed coins, never 0. */
  readonly size: Exact;
  readonly entryPx: Exact;
  /** USD paid (+) since it was opened. */
  fundingPaid: Exact;
}

export interface PositionChange {
  readonly before: Exact;
  readonly after: Position | undefined;
  /** USD, before fees. */
  readonly closedPnl: Exact;
  /** The exchange's words for display. */
  readonly dir: string;
}

function direction(before: Exact, after: Exact): string {
  if (before.gt(0) && after.lt(0)) return "Long > Short";
  if (before.lt(0) && after.gt(0)) return "Short > Long";
  const grows = after.abs().gt(before.abs());
  const long = grows ? after.gt(0) : before.gt(0);
  return `${grows ? "Open" : "Close"} ${long ? "Long" : "Short"}`;
}

/** One-way position arithmetic: average entry while growing, realised result while shrinking. */
export function changePosition(
  position: Position | undefined,
  coin: string,
  signedSize: Exact,
  px: Exact,
): PositionChange {
  const before = position?.size ?? NIL;
  const entry = position?.entryPx ?? px;
  const after = before.plus(signedSize);
  const dir = direction(before, after);
  const sameSide = before.isZero() || before.isPositive() === signedSize.isPositive();
  if (sameSide) {
    const entryPx = before.times(entry).plus(signedSize.times(px)).div(after);
    return {
      before,
      after: { coin, size: after, entryPx, fundingPaid: position?.fundingPaid ?? NIL },
      closedPnl: NIL,
      dir,
    };
  }
  const closed = before.abs().lt(signedSize.abs()) ? before.abs() : signedSize.abs();
  const closedPnl = px
    .minus(entry)
    .times(closed)
    .times(before.isPositive() ? 1 : -1);
  if (after.isZero()) return { before, after: undefined, closedPnl, dir };
  const flipped = after.isPositive() !== before.isPositive();
  return {
    before,
    after: {
      coin,
      size: after,
      entryPx: flipped ? px : entry,
      fundingPaid: flipped ? NIL : (position?.fundingPaid ?? NIL),
    },
    closedPnl,
    dir,
  };
}
