import type { EngineEvent } from "../engine/engine-event.ts";
import type { EngineState } from "../engine/engine-state.ts";
import type { Step } from "../engine/step.ts";
import type { Journal, SignsOfLife } from "../model/journal.ts";
import type { LeaderEvent, LeaderSource } from "../model/leader.ts";
import type { MarketData } from "../model/market-data.ts";
import type { Venue } from "../model/order.ts";
import type { Clock } from "../model/request.ts";
import type { Log } from "./log.ts";
import type { RealAccountPorts } from "./real-account-ports.ts";
import type { VenueContext } from "./venue-context-of.ts";

/** All that the shell touches of the world. The simulation brings another world. */
export interface ShellPorts {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly signs: SignsOfLife;
  readonly marketData: MarketData;
  readonly log: Log;
  /** The source of all leaders, on the life's own clock. */
  makeSource(emit: (event: LeaderEvent) => void, clock: Clock): LeaderSource;
  /** Of the paper account. */
  makeVenue(context: VenueContext): Venue;
  /** Null where there is only paper. */
  readonly realAccounts: RealAccountPorts | null;
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
