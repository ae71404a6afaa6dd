import { DEFAULT_ACCOUNT_SETTINGS, type AccountSettings } from "../../lib/model/account.ts";
import { type ExitRules, NO_EXIT_RULES } from "../../lib/model/exit-rules.ts";
import { DEFAULT_SETTINGS, FollowSettings } from "../../lib/model/follow-settings.ts";
import type { InstrumentId } from "../../lib/model/identity.ts";
import { AccountLimits, type EntryLimits, NO_ACCOUNT_LIMITS } from "../../lib/model/limits.ts";
import type { Dice } from "./dice.ts";

/** Settings of chance: mostly the default ones with a few things changed. */
export function settingsOf(dice: Dice, instruments: readonly InstrumentId[]): FollowSettings {
  const usual = DEFAULT_SETTINGS;
  const seldom = <T>(share: number, otherwise: T, list: readonly T[]): T =>
    dice.chance(share) ? dice.pick(list) : otherwise;
  return FollowSettings.parse({
    allocation: seldom<unknown>(0.15, { kind: "amount", amount: String(dice.pick([300, 1_000, 3_000])) }, [
      { kind: "share", percent: dice.pick([3, 10, 40]) },
    ]),
    sizing: seldom<unknown>(0.4, usual.sizing, [
      { kind: "fixed-ratio", ratio: String(dice.pick([0.001, 0.01, 0.05])) },
      { kind: "fixed-amount", amount: String(dice.pick([15, 100, 600])) },
      { kind: "fixed-margin", margin: String(dice.pick([10, 50, 200])) },
    ]),
    multiplier: seldom(0.15, "1", ["0.3", "2"]),
    direction: seldom(0.15, "same", ["reverse"]),
    sides: seldom(0.1, "both", ["long", "short"]),
    leverage: seldom<unknown>(0.3, usual.leverage, [
      { kind: "fixed", times: 3 },
      { kind: "capped", times: 2 },
    ]),
    marginMode: "cross",
    existing: seldom(0.2, "none", ["better", "all"]),
    belowMinimum: seldom(0.3, "wait", ["forgo", "raise"]),
    limits: limitsOf(dice, instruments),
    exits: dice.chance(0.75) ? NO_EXIT_RULES : exitsOf(dice),
  });
}

function limitsOf(dice: Dice, instruments: readonly InstrumentId[]): EntryLimits {
  const optional = <T>(list: readonly T[]): T | null => (dice.chance(0.1) ? dice.pick(list) : null);
  return {
    maxLeverage: dice.pick([0.5, 1, 3, 3, 10]),
    maxPosition: String(dice.pick([200, 2_500, 2_500, 10_000])) as EntryLimits["maxPosition"],
    maxOrder: optional(["50", "400"]) as EntryLimits["maxOrder"],
    maxNotional: optional(["150", "2000"]) as EntryLimits["maxNotional"],
    maxPositions: optional([1, 2]),
    maxSlippageBps: dice.pick([5, 15, 15, 100]),
    maxAgeMs: dice.pick([4_000, 10_000, 10_000, 30_000]),
    maxOrdersPerMinute: optional([2, 6]),
    allowedInstruments: dice.chance(0.05) ? [dice.pick(instruments)] : null,
    deniedInstruments: dice.chance(0.05) ? [dice.pick(instruments)] : [],
  };
}

/** One or two rules, tight enough to trip now and then. */
function exitsOf(dice: Dice): ExitRules {
  const action = (): "warn" | "no-growth" | "close" => dice.pick(["warn", "no-growth", "close", "close"]);
  // Prices move by a few basis points a second, so that limits are tight to be reached at all.
  const one = (): Partial<ExitRules> =>
    dice.pick<Partial<ExitRules>>([
      { positionStopLoss: { limit: dice.pick([0.03, 0.1, 0.5]), action: action() } },
      { positionStopLoss: { limit: dice.pick([0.03, 0.1]), action: "close" } },
      { positionTakeProfit: { limit: dice.pick([0.03, 0.1, 0.5]), action: action() } },
      { positionTakeProfit: { limit: dice.pick([0.03, 0.1]), action: "close" } },
      { dailyLoss: { limit: dice.pick([0.05, 0.2, 2]), action: action() } },
      { drawdown: { limit: dice.pick([0.05, 0.3, 15]), action: action() } },
      { takeProfit: { limit: dice.pick([0.05, 0.2, 2]), action: action() } },
      { feedLost: { limit: 8_000, action: action() } },
    ]);
  return { ...NO_EXIT_RULES, ...one(), ...one() };
}

/** A rule over the whole account: what its follows win and lose is a small part of its equity. */
function accountExitsOf(dice: Dice): ExitRules {
  const action = dice.pick(["warn", "no-growth", "close", "close"] as const);
  const tight = { limit: dice.pick([0.005, 0.02, 0.1]), action };
  const one = dice.pick<Partial<ExitRules>>([
    { dailyLoss: { limit: 0.5, action: "close" } },
    { dailyLoss: tight },
    { drawdown: tight },
    { takeProfit: tight },
    { positionStopLoss: { limit: dice.pick([0.03, 0.1]), action } },
    { positionTakeProfit: { limit: dice.pick([0.03, 0.1]), action } },
    { feedLost: { limit: 8_000, action } },
  ]);
  return { ...NO_EXIT_RULES, ...one };
}

/** Guardrails over all follows of the account; what its exit rules are has chance of its own. */
export function accountSettingsOf(dice: Dice, rules: Dice): AccountSettings {
  const limits = dice.pick<Partial<Record<keyof AccountLimits, unknown>>>([
    { maxPosition: "300" },
    { maxNotional: "1000" },
    { maxPositions: 2 },
    { maxOrder: "100" },
    { maxLeverage: 0.2 },
    { maxOrdersPerMinute: 3 },
    { maxAgeMs: 4_000 },
    { maxSlippageBps: 5 },
  ]);
  return {
    ...DEFAULT_ACCOUNT_SETTINGS,
    limits: AccountLimits.parse({ ...NO_ACCOUNT_LIMITS, ...limits }),
    exits: dice.chance(0.7) ? NO_EXIT_RULES : accountExitsOf(rules),
  };
}
