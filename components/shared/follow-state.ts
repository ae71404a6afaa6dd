import type { FollowStatus } from "../../lib/model/follow.ts";
import type { FollowView } from "../../lib/model/view.ts";

/** A follow's status as shown: pause-all and a lost feed show on each row. */
export function followState(view: FollowView, pausedByAll: boolean): FollowStatus | "waiting" {
  const { status } = view.follow;
  if (status !== "mirroring" && status !== "starting") return status;
  if (pausedByAll) return "paused";
  return view.feed.state === "lost" && status === "mirroring" ? "waiting" : status;
}

/** True where a locked vault keeps a follow from copying: neither Pause nor Resume would change that. */
export function isHeldByLock({ account, follow }: FollowView): boolean {
  const over = follow.status === "stopped" || follow.status === "closing" || follow.status === "leaving";
  return account.access.state === "locked" && !over;
}
