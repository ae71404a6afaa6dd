import type { LeaderPosition, LeaderSnapshot } from "../../lib/model/leader.ts";

/** For display only, so plain numbers will do: nothing here is ever traded on. */
export interface LeaderExposure {
  /** Sum of absolute notionals, USD. */
  readonly notional: number;
  /** Exposure over account value; null when the account value is not above 0. */
  readonly leverage: number | null;
  /** The position whose liquidation price is nearest to its mark, as a fraction of the mark. */
  readonly nearest: { readonly position: LeaderPosition; readonly away: number } | null;
  /** Largest notional first. */
  readonly positions: readonly LeaderPosition[];
}

export function leaderExposure(snapshot: LeaderSnapshot): LeaderExposure {
  const positions = snapshot.positions.toSorted((a, b) => Number(b.notional) - Number(a.notional));
  const notional = positions.reduce((sum, position) => sum + Number(position.notional), 0);
  const equity = Number(snapshot.equity);
  let nearest: LeaderExposure["nearest"] = null;
  for (const position of positions) {
    const away = liquidationDistance(position);
    if (away !== null && (nearest === null || away < nearest.away)) nearest = { position, away };
  }
  return { notional, leverage: equity > 0 ? notional / equity : null, nearest, positions };
}

/** |mark - liquidation price| / mark; null when the position cannot be liquidated. */
function liquidationDistance(position: LeaderPosition): number | null {
  if (position.liquidationPrice === null) return null;
  const size = Math.abs(Number(position.size));
  const mark = size > 0 ? Number(position.notional) / size : 0;
  return mark > 0 ? Math.abs(mark - Number(position.liquidationPrice)) / mark : null;
}
