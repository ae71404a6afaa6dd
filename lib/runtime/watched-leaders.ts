import type { EngineState } from "../engine/engine-state.ts";
import type { FollowStatus } from "../model/follow.ts";
import type { LeaderId } from "../model/identity.ts";
import type { LeaderSource } from "../model/leader.ts";

/** A follow that is leaving sells as its leader sells. */
const WATCHING: ReadonlySet<FollowStatus> = new Set(["starting", "mirroring", "paused", "leaving"]);

/** Keeps the source watching the leaders of running follows, and no others. */
export class WatchedLeaders {
  readonly #source: LeaderSource;
  readonly #watched = new Set<LeaderId>();

  constructor(source: LeaderSource) {
    this.#source = source;
  }

  /** True when a leader came in. */
  follow(state: EngineState): boolean {
    const wanted = new Set<LeaderId>();
    for (const { status, leaderId } of state.follows.values()) {
      if (WATCHING.has(status)) wanted.add(leaderId);
    }
    for (const leaderId of this.#watched) {
      if (wanted.has(leaderId)) continue;
      this.#watched.delete(leaderId);
      this.#source.unwatch(leaderId);
    }
    let came = false;
    for (const leaderId of wanted) {
      if (this.#watched.has(leaderId)) continue;
      this.#watched.add(leaderId);
      this.#source.watch(leaderId);
      came = true;
    }
    return came;
  }

  /** Takes a snapshot of each at once. */
  refreshAll(): void {
    for (const leaderId of this.#watched) this.#source.refresh(leaderId, "gap");
  }
}
