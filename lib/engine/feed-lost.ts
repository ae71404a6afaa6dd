import type { Follow } from "../model/follow.ts";
import { followGuardId } from "../model/guard.ts";
import { awakeTime } from "./awake-time.ts";
import { guardOf, keepGuard, storeGuard } from "./guards.ts";
import { isFresh } from "./marks.ts";
import type { Work } from "./work.ts";

/**
 * Counts, for each follow, how long its leader's feed has been lost without a break: the time between two ticks
 * of which the second came in time (the machine was awake), while the browser was online and the venue answered
 * (it told a mark within the last 10 s). Time that does not count is no break either.
 */
export function countFeedLost(work: Work, follows: readonly Follow[], online: boolean): void {
  const passed = venueAnswers(work) ? awakeTime(work, online) : 0;
  for (const follow of follows) {
    if (!isLost(work, follow)) continue;
    const guard = guardOf(work, followGuardId(follow.id));
    if (passed > 0) keepGuard(work, { ...guard, feedLostMs: guard.feedLostMs + passed });
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
