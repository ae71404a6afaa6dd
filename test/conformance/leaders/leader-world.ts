import type { InstrumentId, LeaderId } from "../../../lib/model/identity.ts";
import type { LeaderEvent, LeaderSource } from "../../../lib/model/leader.ts";

/** A source on its world, and how many of its timers wait. */
export interface ConnectedSource {
  readonly source: LeaderSource;
  /** The source's own clock. */
  now(): number;
  timersWaiting(): number;
}

/** What a kind of leader source brings to pass the suite: a world that it can watch and that can misbehave. */
export interface LeaderWorld {
  /** Two leaders whom the world knows, flat and without a history; `nobody` it has never heard of. */
  readonly leaders: readonly [LeaderId, LeaderId];
  readonly nobody: LeaderId;
  readonly instrument: InstrumentId;
  /** A new source. `speed` is how much faster than the world its clock runs, for long silences. */
  connect(emit: (event: LeaderEvent) => void, speed?: number): ConnectedSource;
  /** One trade of a leader, signed coins. */
  trade(leader: LeaderId, signedSize: string): void;
  /** His signed position as the world keeps it, canonical decimal text. */
  position(leader: LeaderId): string;
  /** Ends every connection and takes no new one until `mend`. */
  cut(): void;
  /** Connections stay, and nothing comes on them until `mend`. */
  silence(): void;
  mend(): void;
  /** The next message with fills comes twice, or not at all, or broken. */
  repeatNextFills(): void;
  loseNextFills(): void;
  breakNextFills(): void;
  /** Requests are answered with a server error until `mend`. */
  failRequests(): void;
  close(): Promise<void>;
}
