import type { EngineState } from "../engine/engine-state.ts";

/** What the toolbar icon shows: swimming, paused, something that needs a look, or real money that waits for the vault. */
export type ToolbarState = "active" | "paused" | "error" | "locked";

export function toolbarStateOf(state: EngineState, halted: boolean): ToolbarState {
  if (halted || state.meta.haltedSince !== null) return "error";
  if ([...state.problems.values()].some(({ kind }) => kind === "vault-locked")) return "locked";
  const running = [...state.follows.values()].filter((follow) => follow.status !== "stopped");
  const lost = running.some((follow) => state.leaders.get(follow.leaderId)?.feed.state === "lost");
  // Trouble first: a pause does not keep reductions from failing.
  if (lost || (running.length > 0 && state.problems.size > 0)) return "error";
  if (state.meta.pausedSince !== null) return "paused";
  const allPaused = running.length > 0 && running.every((follow) => follow.status === "paused");
  return allPaused ? "paused" : "active";
}

/** Positions with real money that follows hold: instruments per account. Paper is never counted. */
export function realPositionCount(state: EngineState): number {
  const held = new Set<string>();
  for (const book of state.books.values()) {
    const accountId = state.follows.get(book.followId)?.accountId;
    if (accountId === undefined || book.held === "0") continue;
    if (state.accounts.get(accountId)?.kind === "real") held.add(`${accountId}|${book.instrument}`);
  }
  return held.size;
}
