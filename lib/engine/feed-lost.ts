import type { Follow } from "../model/follow.ts";
import { followGuardId } from "../model/guard.ts";
import { guardOf, keepGuard, storeGuard } from "./guards.ts";
import { isFresh } from "./marks.ts";
import type { Work } from "./work.ts";

/** Ticks come once a second. After a longer gap the machine slept, or the worker was not there. */
const AWAKE_GAP_MS = 3_000;

/**
 * Counts, for each follow, how long its leader's feed has been lost without a break: the time between two ticks
 * of which the second came in time (the machine was awake), while the browser was online and the venue answered
 * (it told a mark within the last 10 s). Time that does not count is no break either.
 */
export function countFeedLost(work: Work, follows: readonly Follow[], online: boolean): void {
  const passed = work.at - work.lastTickAt;
  const counts = online && passed > 0 && passed <= AWAKE_GAP_MS && venueAnswers(work);
  for (const follow of follows) {
    if (!isLost(work, follow)) continue;
    const guard = guardOf(work, followGuardId(follow.id));
    if (counts) keepGuard(work, { ...guard, feedLostMs: guard.feedLostMs + passed });
  }
}

/** A feed that is there again begins the count anew. */
export function endFeedLoss(work: Work, follows: readonly Follow[]): void {
  for (const follow of follows) {
    const guard = work.guards.get(followGuardId(follow.id));
    if (guard === undefined || guard.feedLostMs === 0 || isLost(work, follow)) continue;
    storeGuard(work, { ...guard, feedLostMs: 0 });
  }
}

function isLost(work: Work, follow: Follow): boolean {
  return work.leaders.get(follow.leaderId)?.feed.state === "lost";
}

function venueAnswers(work: Work): boolean {
  for (const mark of work.marks.values()) {
    if (mark.traded !== true && isFresh(work, mark)) return true;
  }
  return false;
}
