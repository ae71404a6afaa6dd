import type { EngineState } from "../engine/engine-state.ts";
import type { Reply } from "../messages/protocol.ts";
import { type Address, type LeaderId, leaderIdOf } from "../model/identity.ts";
import type { JournalError } from "../model/journal-change.ts";
import type { LeaderReading } from "../model/leader.ts";
import type { MarketData } from "../model/market-data.ts";
import { cannotBeCopied } from "../venues/instrument-mapping/cannot-be-copied.ts";
import { hyperliquidListings } from "../venues/instrument-mapping/hyperliquid-listings.ts";
import { type Refused, refuse } from "./refuse.ts";

/** The part of the shell that is used. */
export interface LookPorts {
  readonly state: Pick<EngineState, "instruments">;
  readonly halted: JournalError | null;
  /** Prices of the venue that all accounts are at, and paper is simulated on. */
  readonly marketData: Pick<MarketData, "instruments" | "marks">;
  read(leaderId: LeaderId): Promise<LeaderReading>;
}

/** Reads an address that somebody may follow: one that the exchange knows, and that can be read now. */
export async function readLeader(
  ports: Pick<LookPorts, "halted" | "read">,
  address: Address,
): Promise<LeaderReading | Refused> {
  if (ports.halted !== null) return refuse("halted");
  try {
    const reading = await ports.read(leaderIdOf(address));
    return reading.role === "unknown" ? refuse("leader-unknown") : reading;
  } catch (error) {
    return refuse("leader-unreadable", error instanceof Error ? error.message : null);
  }
}

/** What a leader holds and what of it cannot be copied, told before a follow starts. */
export async function lookAtLeader(ports: LookPorts, address: Address): Promise<Reply> {
  const reading = await readLeader(ports, address);
  if ("ok" in reading) return reading;
  const { equity, positions } = reading.snapshot;
  try {
    const { marketData, state } = ports;
    // While nobody follows anybody no marks are read, and right after a start there is no list.
    const known = [...state.instruments.values()];
    const [instruments, marks] = await Promise.all([
      known.length === 0 ? marketData.instruments() : known,
      marketData.marks(),
    ]);
    const cannotCopy = [...cannotBeCopied(reading, hyperliquidListings(instruments, marks))];
    return { ok: true, look: { equity, positions, cannotCopy } };
  } catch (error) {
    return refuse("leader-unreadable", error instanceof Error ? error.message : null);
  }
}
