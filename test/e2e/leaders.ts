import { Address } from "../../lib/model/identity.ts";
import type { LeaderScript, ManualScript } from "../world/leaders/leader-script.ts";

/** The n-th leader of a world: 0xa1a1…01. */
export function leaderAddress(n: number): Address {
  return Address.parse(`0x${"a1".repeat(18)}${n.toString(16).padStart(4, "0")}`);
}

/** A leader with 100,000 USD who trades when told. */
export function manual(n: number, more: Partial<Omit<ManualScript, "kind" | "address">> = {}): LeaderScript {
  return { kind: "manual", address: leaderAddress(n), equity: "100000", ...more };
}
