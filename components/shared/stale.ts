import type { Millis } from "../../lib/model/identity.ts";
import type { Overview } from "../../lib/model/view.ts";

/** Marks are written at most once a second; older than this they no longer say what positions are worth. */
const FRESH_MS = 30_000;

/** The time that the figures on screen are from, when they are not from now; null when they are current. */
export function staleSince(overview: Overview, now: Millis): Millis | null {
  const open = [overview.paper, ...overview.real].some(({ openPositions }) => openPositions > 0);
  if (!open && overview.feed?.state !== "lost") return null;
  const from = overview.marksAt ?? overview.workerSeenAt;
  return from !== null && now - from > FRESH_MS ? from : null;
}
