import { type Decimal, ZERO, decimal } from "../../lib/model/decimal.ts";
import type { FollowSettings } from "../../lib/model/follow-settings.ts";
import type { Decision, Follow } from "../../lib/model/follow.ts";
import type { Coverage, LeaderMove } from "./cover-fills.ts";
import { alongFollow } from "./follow-arithmetic.ts";
import { type WorldFacts, midsBetween } from "./world-facts.ts";

/** Entry prices are rounded: as a share. And a mark that judges is at most so old, ms. */
const PRICE_TOLERANCE = 0.0001;
const MARK_AGE_MS = 11_000;

/** The decisions by which a follow copied what stood when it began, by instrument. */
export function copiedAtStart(follow: Follow, decisions: readonly Decision[]): ReadonlyMap<string, Decision> {
  const first = decisions.filter(
    (one) => one.source === "late" && one.at === follow.baselineAt && one.leaderFrom === "0",
  );
  return new Map(first.map((one) => [one.instrument, one]));
}

export function startMoves(copied: ReadonlyMap<string, Decision>): [string, LeaderMove[]][] {
  return [...copied.values()].map((one) => [
    one.id,
    [{ to: decimal(one.leaderTo), price: decimal(one.leaderPrice ?? 0), at: one.at }],
  ]);
}

/** What stood when the follow began is copied where the user said so, and nowhere else. */
export function startFindings(
  facts: WorldFacts,
  settings: FollowSettings,
  beganAt: number,
  copied: ReadonlyMap<string, Decision>,
  covered: ReadonlyMap<string, Coverage>,
): string[] {
  return [...covered].flatMap(([instrument, { baseline }]): string[] => {
    if (!facts.instruments.has(instrument)) return [];
    const decision = copied.get(instrument);
    if (decision === undefined) {
      const due =
        settings.existing === "all" || (settings.existing === "better" && surelyBetter(instrument, baseline));
      return due && !baseline.isZero()
        ? [`did not copy the ${baseline.toFixed()} ${instrument} that stood at the start`]
        : [];
    }
    if (!decimal(decision.leaderTo).eq(baseline)) {
      return [`at the start he had ${baseline.toFixed()} ${instrument}, not ${decision.leaderTo}`];
    }
    if (settings.existing === "none") return [`copied the ${instrument} that stood at the start`];
    if (settings.existing === "all" || decision.leaderPrice === null) return [];
    return isBetter(instrument, baseline, decimal(decision.leaderPrice), PRICE_TOLERANCE)
      ? []
      : [`copied ${instrument} at ${decision.leaderPrice}, which is no better than his entry`];
  });

  /** Cheaper than the leader's entry for what is bought, dearer for what is sold; give or take a share of it. */
  function isBetter(instrument: string, size: Decimal, price: Decimal, tolerance: number): boolean {
    const entry = entryAt(facts, instrument, beganAt);
    return alongFollow(size, settings).gt(0)
      ? price.lt(entry.times(1 + tolerance))
      : price.gt(entry.times(1 - tolerance));
  }

  /** Whatever mark it was judged by. */
  function surelyBetter(instrument: string, size: Decimal): boolean {
    const mids = midsBetween(facts, instrument, beganAt - MARK_AGE_MS, beganAt);
    return mids.every((mid) => isBetter(instrument, size, mid, -PRICE_TOLERANCE));
  }
}

/** The leader's average entry: growth moves it, a reduction leaves it, the other side begins anew. */
function entryAt(facts: WorldFacts, instrument: string, at: number): Decimal {
  let entry = ZERO;
  for (const fill of facts.fills.filter((one) => one.instrument === instrument && one.at <= at)) {
    const crossed = fill.from.times(fill.to).lte(0);
    if (crossed) entry = fill.price;
    else if (fill.to.abs().gt(fill.from.abs())) {
      entry = fill.from.times(entry).plus(fill.to.minus(fill.from).times(fill.price)).div(fill.to);
    }
  }
  return entry;
}
