import type { EngineMeta } from "../model/state.ts";

/** What a journal begins with. `now` is our clock. */
export function firstMeta(installationId: string, now: number): EngineMeta {
  return {
    installationId,
    pausedSince: null,
    haltedSince: null,
    decisionSequence: 0,
    paperSince: now,
    paperResetPending: false,
  };
}
