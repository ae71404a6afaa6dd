import { AccountSettings, DEFAULT_ACCOUNT_SETTINGS } from "../../lib/model/account.ts";
import { DEFAULT_SETTINGS, FollowSettings } from "../../lib/model/follow-settings.ts";
import type { ForgonePart } from "../../lib/model/forgone.ts";
import { FollowId, PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import { type EngineDriver, SECOND_LEADER, mirroring } from "./engine-driver.ts";

type Limits = Partial<Record<keyof FollowSettings["limits"], unknown>>;

/** Own coins per leader's coin are 1, and no limit but the given ones is near. */
export function settings(limits: Limits = {}, more: Record<string, unknown> = {}): FollowSettings {
  return FollowSettings.parse({
    ...DEFAULT_SETTINGS,
    allocation: { kind: "amount", amount: "1000000" },
    sizing: { kind: "fixed-ratio", ratio: "1" },
    limits: { ...DEFAULT_SETTINGS.limits, maxLeverage: 50, maxPosition: "1000000", ...limits },
    ...more,
  });
}

export function one(limits: Limits = {}, account: Limits = {}): EngineDriver {
  const engine = mirroring(settings(limits));
  limitAccount(engine, account);
  return engine;
}

export function limitAccount(
  engine: EngineDriver,
  limits: Limits,
  more: Partial<AccountSettings> = {},
): void {
  engine.command({
    kind: "edit-account",
    at: engine.now,
    accountId: PAPER_ACCOUNT,
    settings: AccountSettings.parse({
      ...DEFAULT_ACCOUNT_SETTINGS,
      ...more,
      limits: { ...DEFAULT_ACCOUNT_SETTINGS.limits, ...limits },
    }),
  });
}

const SECOND = FollowId.parse("follow-2");

/** Two leaders, two follows, one account. */
export function two(account: Limits, limits: Limits = {}): EngineDriver {
  const engine = one(limits, account);
  engine.follow(settings(limits), SECOND, SECOND_LEADER);
  engine.snapshot({}, { leaderId: SECOND_LEADER });
  return engine;
}

export const forgone = (engine: EngineDriver): readonly ForgonePart[] => engine.lastDecision.forgone;
