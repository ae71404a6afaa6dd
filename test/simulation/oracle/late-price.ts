import type { Decision } from "../../../lib/model/follow.ts";
import type { Facts } from "./facts.ts";
import type { LeaderPath, Served } from "./leader-path.ts";
import type { Find } from "./violation.ts";

/** A mark that stands in for the leader's price is at most so old, ms. */
export const MARK_MS = 13_000;

export function numberOrNull(text: string | null): number | null {
  return text === null ? null : Number(text);
}

/** Late news, the snapshot that told it, and the acts behind it: those after `from`, up to `to`. */
export interface LateNews {
  readonly decision: Decision;
  readonly served: Served;
  readonly path: LeaderPath;
  readonly from: number;
  readonly to: number;
}

/** "(q2*e2 - q1*e1) / (q2 - q1) from sizes and entry prices, else the mark at detection." */
export function judgeLatePrice(
  facts: Facts,
  { decision, served, path, from, to }: LateNews,
  say: Find,
): void {
  const price = numberOrNull(decision.leaderPrice);
  const { instrument } = decision;
  const q1 = Number(decision.leaderFrom);
  const q2 = Number(decision.leaderTo);
  if (price === null || Math.abs(q2) <= Math.abs(q1) || !facts.knows(instrument)) return;
  const prices = path
    .acts(instrument)
    .slice(from + 1, to + 1)
    .map((act) => act.price);
  const marks = facts.marks.between(instrument, served.at - MARK_MS, served.at);
  if (marks !== null) prices.push(marks.low, marks.high);
  const before = path.after(instrument, from).entry;
  const entry = Number(
    served.event.snapshot.positions.find((one) => one.instrument === instrument)?.entryPrice ?? 0,
  );
  const derived = (q2 * entry - q1 * before) / (q2 - q1);
  const inside = price >= Math.min(...prices) * 0.9995 && price <= Math.max(...prices) * 1.0005;
  if (!inside && !(Math.abs(derived / price - 1) < 0.005))
    say(`its leader's price ${decision.leaderPrice} is none he paid, nor the mark`);
}
