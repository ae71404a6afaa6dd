import type { Overview } from "../../lib/model/view.ts";

/** True when nothing new is copied by the user's will: all paused at once, or each follow by itself. */
export function allPaused(overview: Overview): boolean {
  return overview.pausedSince !== null || overview.state === "paused";
}
