import type { Feed } from "../../lib/model/leader.ts";

/** True during the first attempt after a start: there is no feed yet, and nothing is wrong. */
export function isConnecting(feed: Feed | null): boolean {
  return feed?.reason === "connecting" && feed.attempts === 0;
}

/** True when a feed that was there, or should be by now, is not. */
export function isLost(feed: Feed | null): feed is Feed {
  return feed?.state === "lost" && !isConnecting(feed);
}
