import type { FaultDesk } from "./fault-desk.ts";
import type { Dice } from "./dice.ts";
import type { OwnMachine } from "./own-machine.ts";
import type { VenueFillTruth, VenueTruth } from "./record.ts";
import type { SimStops } from "./sim-stops.ts";
import type { SimVenue } from "./sim-venue.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** What all lives' lines to the venue share. */
export interface VenueSurroundings {
  readonly time: VirtualTime;
  readonly venue: SimVenue;
  readonly faults: FaultDesk;
  readonly stops: SimStops;
  readonly machine: OwnMachine;
  readonly dice: Dice;
  /** The venue's clock minus the simulation's, ms. */
  readonly clockOffsetMs: number;
  /** How far from its entry the exchange says that a position is liquidated, a part of the entry; null: it says nothing. */
  readonly liquidationAway: number | null;
  readonly sent: VenueTruth["sent"][number][];
  readonly sentSettings: VenueTruth["sentSettings"][number][];
  readonly toldOfSettings: VenueTruth["toldOfSettings"][number][];
  readonly stopsSent: VenueTruth["stopsSent"][number][];
  readonly told: VenueTruth["told"][number][];
  readonly untold: UntoldFills;
}

/** Fills that no order of the product explains are told until the product has acknowledged them. */
export class UntoldFills {
  readonly #fills = new Map<string, VenueFillTruth>();

  add(fill: VenueFillTruth): void {
    this.#fills.set(fill.id, fill);
  }

  acknowledged(id: string): void {
    this.#fills.delete(id);
  }

  all(): readonly VenueFillTruth[] {
    return [...this.#fills.values()];
  }
}
