import { readFileSync } from "node:fs";
import { Address } from "../../lib/model/identity.ts";
import { Recording, type RecordedScript } from "../world/leaders/leader-script.ts";

export interface DemoLeader {
  readonly address: Address;
  readonly script: RecordedScript;
  /** Where the real site shows him. */
  readonly page: string;
}

/**
 * A recorded trader at an invented address. His equity is set low enough that a simulated $1,000 copies his
 * fills well above the exchange's minimum of $10; his pauses are cut so that half a minute shows many trades.
 */
function demoLeader(
  recording: string,
  address: string,
  page: string,
  more: Pick<RecordedScript, "equity" | "speed" | "maxGapMs">,
): DemoLeader {
  const file = new URL(`../fixtures/raw-fills-2026-07/${recording}.leader.fills.json`, import.meta.url);
  return {
    address: Address.parse(address),
    page,
    script: {
      kind: "recorded",
      address,
      fills: Recording.parse(JSON.parse(readFileSync(file, "utf8"))),
      ...more,
    },
  };
}

const MANY = `0x${"6".repeat(40)}`;
const FEW = `0x${"2".repeat(40)}`;

/** Many small positions; the one that is followed. */
export const BUSY_LEADER: DemoLeader = demoLeader(
  "acc6",
  MANY,
  `https://app.hyperliquid.xyz/explorer/address/${MANY}`,
  { equity: "2000", speed: 600, maxGapMs: 900 },
);

/** A few large ones. */
export const CALM_LEADER: DemoLeader = demoLeader("acc2", FEW, `https://hypurrscan.io/address/${FEW}`, {
  equity: "20000",
  speed: 600,
  maxGapMs: 4_000,
});
