import { type Decimal, ZERO, decimal } from "../../lib/model/decimal.ts";
import type { Decision, Follow } from "../../lib/model/follow.ts";
import type { Coverage, LeaderMove } from "./cover-fills.ts";
import { alongFollow } from "./follow-arithmetic.ts";
import type { WorldFacts } from "./world-facts.ts";

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
  follow: Follow,
  copied: ReadonlyMap<string, Decision>,
  covered: ReadonlyMap<string, Coverage>,
): string[] {
  const { settings } = follow;
  return [...covered].flatMap(([instrument, { baseline }]): string[] => {
    const decision = copied.get(instrument);
    if (decision !== undefined && !decimal(decision.leaderTo).eq(baseline)) {
      return [`at the start he had ${baseline.toFixed()} ${instrument}, not ${decision.leaderTo}`];
    }
    if (decision === undefined) {
      const missing = settings.existing === "all" && !baseline.isZero() && facts.instruments.has(instrument);
      return missing ? [`did not copy the ${baseline.toFixed()} ${instrument} that stood at the start`] : [];
    }
    if (settings.existing === "none") return [`copied the ${instrument} that stood at the start`];
    if (settings.existing === "all" || decision.leaderPrice === null) return [];
    const entry = entryAt(facts, instrument, decision.at);
    const long = alongFollow(baseline, settings).gt(0);
    const better = long
      ? entry.times(1.0001).gt(decision.leaderPrice)
      : entry.times(0.9999).lt(decision.leaderPrice);
    return better
      ? []
      : [`copied ${instrument} at ${decision.leaderPrice}, which is no better than ${entry.toFixed()}`];
  });
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
