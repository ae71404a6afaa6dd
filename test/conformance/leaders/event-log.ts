import type { LeaderId } from "../../../lib/model/identity.ts";
import type {
  LeaderEvent,
  LeaderFeedEvent,
  LeaderFill,
  LeaderSnapshotEvent,
} from "../../../lib/model/leader.ts";

/** What a source told, and waiting for what it will tell. */
export class EventLog {
  readonly events: LeaderEvent[] = [];
  readonly #waiting = new Set<() => void>();

  readonly emit = (event: LeaderEvent): void => {
    this.events.push(event);
    for (const check of this.#waiting) check();
  };

  of(leader: LeaderId): LeaderEvent[] {
    return this.events.filter((event) => event.leaderId === leader);
  }

  feeds(leader: LeaderId): LeaderFeedEvent[] {
    return this.of(leader).filter((event) => event.kind === "leader-feed");
  }

  snapshots(leader: LeaderId): LeaderSnapshotEvent[] {
    return this.of(leader).filter((event) => event.kind === "leader-snapshot");
  }

  fills(leader: LeaderId): LeaderFill[] {
    return this.of(leader).flatMap((event) => (event.kind === "leader-fills" ? event.fills : []));
  }

  /** Resolves when the condition holds, now or after some event; the words say what was missing. */
  until(what: string, holds: () => boolean, withinMs = 8_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (finish: () => void): void => {
        clearTimeout(timer);
        this.#waiting.delete(check);
        finish();
      };
      const check = (): void => {
        if (holds()) end(resolve);
      };
      const timer = setTimeout(
        () => end(() => reject(new Error(`never: ${what}\n${JSON.stringify(this.events.slice(-6))}`))),
        withinMs,
      );
      this.#waiting.add(check);
      check();
    });
  }

  /** His feed works: whatever the leader does next is told. */
  untilConnected(leader: LeaderId): Promise<void> {
    return this.until("connected", () => {
      const state = this.feeds(leader).at(-1)?.feed.state;
      return state === "live" || state === "idle";
    });
  }
}
