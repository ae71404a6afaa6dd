import type { Address } from "../../lib/model/identity.ts";
import type { Dice } from "./dice.ts";
import type { FaultDesk } from "./fault-desk.ts";
import type { OwnMachine } from "./own-machine.ts";
import type { SimLeader } from "./sim-leader.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** What all lives' lines to the leaders share. */
export interface LeaderSurroundings {
  readonly time: VirtualTime;
  readonly leaders: ReadonlyMap<Address, SimLeader>;
  readonly faults: FaultDesk;
  readonly machine: OwnMachine;
  readonly dice: Dice;
}
