import type { EngineState } from "../engine/engine-state.ts";

/** What the toolbar icon shows: swimming, paused, or something that needs a look. */
export type ToolbarState = "active" | "paused" | "error";

export function toolbarStateOf(state: EngineState, halted: boolean): ToolbarState {
  if (halted) return "error";
  const running = [...state.follows.values()].filter((follow) => follow.status !== "stopped");
  const lost = running.some((follow) => state.leaders.get(follow.leaderId)?.feed.state === "lost");
  if (state.meta.pausedSince !== null) return "paused";
  if (running.length > 0 && running.every((follow) => follow.status === "paused")) return "paused";
  const trouble = [...state.problems.values()].some((problem) => problem.kind !== "instruments-unavailable");
  return lost || trouble ? "error" : "active";
}
