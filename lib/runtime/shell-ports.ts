import type { EngineEvent } from "../engine/engine-event.ts";
import type { EngineState } from "../engine/engine-state.ts";
import type { Step } from "../engine/step.ts";
import type { Journal, SignsOfLife } from "../model/journal.ts";
import type { LeaderEvent, LeaderSource } from "../model/leader.ts";
import type { MarketData } from "../model/market-data.ts";
import type { Venue } from "../model/order.ts";
import type { Clock } from "../model/request.ts";
import type { Log } from "./log.ts";

/** What a venue may know of the rest. */
export interface VenueContext {
  readonly clock: Clock;
  readonly marketData: MarketData;
  /** Our clock minus the market's, ms, as last measured; null when not known. */
  clockOffsetMs(): number | null;
}

/** All that the shell touches of the world. The simulation brings another world. */
export interface ShellPorts {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly signs: SignsOfLife;
  readonly marketData: MarketData;
  readonly log: Log;
  /** The source of all leaders, on the life's own clock. */
  makeSource(emit: (event: LeaderEvent) => void, clock: Clock): LeaderSource;
  makeVenue(context: VenueContext): Venue;
  /** The engine. */
  step(state: EngineState, event: EngineEvent): Step;
  isOnline(): boolean;
  /** The local date of a moment, "2026-11-22". */
  localDay(at: number): string;
  /** 32 random hex digits. */
  newInstallationId(): string;
  newFollowId(): string;
  /** The state or the halt changed: views outside of the journal are to be told. */
  changed(): void;
}
