import { chaseUnknown, markAllUnknown } from "./unknown-orders.ts";
import { distrustAccounts } from "./account-readings.ts";
import { lockAccounts } from "./real-accounts.ts";
import { RESET_PAPER } from "./reset-paper.ts";
import { bootStops } from "./stops/stop-evidence.ts";
import type { Work } from "./work.ts";

/** A new life: every unsettled order is unknown, of the leaders nothing is believed before a snapshot, and no account is trusted before it was read. */
export function boot(work: Work): void {
  work.bootedAt = work.at;
  for (const id of ["instruments-unavailable", "paper-unavailable"]) work.problems.remove(id);
  work.ended = new Map();
  work.openSince = new Map();
  work.ticks = 0;
  work.notFoundTick = new Map();
  work.withoutPrice = new Map();
  work.leverageAsks = new Map();
  work.age = { lastAt: work.at, ms: 0 };
  work.stopWatches = new Map();
  markAllUnknown(work);
  bootStops(work);
  distrustAccounts(work);
  lockAccounts(work);
  for (const leader of work.leaders.view.values()) {
    const feed = {
      ...leader.feed,
      state: "lost",
      reason: "connecting",
      detail: null,
      since: work.at,
      latencyMs: null,
      attempts: 0,
    } as const;
    // What seems to come was told by a clock that has been set back: it is no reading of this life.
    const past = leader.goodUntil !== null && leader.goodUntil < work.at;
    work.leaders.put(leader.id, {
      ...leader,
      synced: false,
      goodUntil: past ? leader.goodUntil : null,
      feed,
    });
  }
  chaseUnknown(work);
  if (work.meta.paperResetPending) work.effects.push(RESET_PAPER);
}
