import type { EngineState } from "../engine/engine-state.ts";

/** Our clock minus the source's, ms: of the leaders read in this life the newest, as the clock may have been set since. */
export function clockOffsetOf({ leaders }: EngineState): number | null {
  const read = [...leaders.values()].filter((leader) => leader.synced);
  const newest = read.toSorted((a, b) => (b.equityAt ?? 0) - (a.equityAt ?? 0))[0];
  return newest?.clockOffsetMs ?? null;
}
