import type { z } from "zod";
import type { AccountKey } from "../../lib/model/account-key.ts";
import type { FollowSettings } from "../../lib/model/follow-settings.ts";
import { Address, realAccountId } from "../../lib/model/identity.ts";
import { EngineDriver, T0 } from "./engine-driver.ts";
import { settings } from "./exit-driver.ts";

export const OWNER = Address.parse(`0x${"1".repeat(40)}`);
export const REAL = realAccountId("hyperliquid", OWNER);

export const KEY: AccountKey = {
  owner: OWNER,
  agent: Address.parse(`0x${"2".repeat(40)}`),
  agentName: "pilotfish",
  validUntil: null,
  checkedAt: T0,
};

/** The engine with a real account whose key was audited and can sign. */
export function withRealAccount(): EngineDriver {
  const engine = new EngineDriver();
  engine.account = REAL;
  engine.command({ kind: "add-account", at: engine.now, accountId: REAL, key: KEY });
  return engine;
}

/** What the vault and the audit say of the real account's key. */
export function access(
  engine: EngineDriver,
  state: "ready" | "unchecked" | "restricted" | "locked" | "unusable",
  finding: string | null = null,
): void {
  engine.send({
    kind: "account-access",
    at: engine.now,
    accountId: REAL,
    access: { state, finding, detail: null },
    key: null,
  });
}

export const REAL_SETTINGS = { ...settings({}), leverage: { kind: "fixed", times: 3 } as const };

/** A follow with real money that has begun: one of the leader's coins is one of ours, and no rule closes anything. */
export function mirroringForReal(more: Partial<z.input<typeof FollowSettings>> = {}): EngineDriver {
  const engine = withRealAccount();
  engine.follow({ ...REAL_SETTINGS, ...more });
  engine.snapshot({});
  engine.marks({ BTC: 60_000, ETH: 2_000, SOL: 100 });
  return engine;
}
