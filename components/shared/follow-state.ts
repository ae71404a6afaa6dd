import type { FollowStatus } from "../../lib/model/follow.ts";
import type { FollowView } from "../../lib/model/view.ts";

/** A follow's status as shown: pause-all and a lost feed show on each row. */
export function followState(view: FollowView, pausedByAll: boolean): FollowStatus | "waiting" {
  const { status } = view.follow;
  if (status !== "mirroring" && status !== "starting") return status;
  if (pausedByAll) return "paused";
  return view.feed.state === "lost" && status === "mirroring" ? "waiting" : status;
}
