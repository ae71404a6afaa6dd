import { decimal } from "./decimal.ts";
import type { ExitRuleName, ExitRules } from "./exit-rules.ts";
import type { FollowSettings } from "./follow-settings.ts";
import type { EntryLimits } from "./limits.ts";
import type { LeverageRule, Sizing } from "./sizing.ts";
import { raisesAllocation } from "./raises-allocation.ts";

/** A part of a follow's settings with which it may risk more than before. `copied`: what of the leader is copied. */
export type LoosenedPart =
  | "allocation"
  | "sizing"
  | "multiplier"
  | "leverage"
  | "copied"
  | "limits"
  | "exits";

type Amount = string | number;

/** Null is no limit. */
function isRaised(from: Amount | null, to: Amount | null): boolean {
  if (from === null) return false;
  return to === null || decimal(to).gt(from);
}

function sizesMore(from: Sizing, to: Sizing): boolean {
  if (from.kind === "fixed-ratio" && to.kind === "fixed-ratio") return isRaised(from.ratio, to.ratio);
  if (from.kind === "fixed-amount" && to.kind === "fixed-amount") return isRaised(from.amount, to.amount);
  if (from.kind === "fixed-margin" && to.kind === "fixed-margin") return isRaised(from.margin, to.margin);
  return from.kind !== to.kind;
}

/** A cap on the leader's own leverage is less than that, whatever it is; any other exchange of rules may be more. */
function leversMore(from: LeverageRule, to: LeverageRule): boolean {
  if (to.kind === "leader") return from.kind !== "leader";
  if (from.kind === "leader") return to.kind !== "capped";
  return from.kind !== to.kind || isRaised(from.times, to.times);
}

const NUMBERS = [
  "maxLeverage",
  "maxPosition",
  "maxOrder",
  "maxNotional",
  "maxPositions",
  "maxSlippageBps",
  "maxAgeMs",
  "maxOrdersPerMinute",
] as const satisfies readonly (keyof EntryLimits)[];

function limitsLess(from: EntryLimits, to: EntryLimits): boolean {
  const allowed = from.allowedInstruments;
  const more = allowed !== null && !(to.allowedInstruments?.every((one) => allowed.includes(one)) ?? false);
  const again = from.deniedInstruments.some((one) => !to.deniedInstruments.includes(one));
  return more || again || NUMBERS.some((name) => isRaised(from[name], to[name]));
}

/** These trip below their limit, the others above it. */
const FROM_BELOW: readonly ExitRuleName[] = ["liquidationDistance", "liquidationVersusLeader"];
const STRENGTH = { warn: 0, "no-growth": 1, close: 2 } as const;

function protectsLess(name: ExitRuleName, from: ExitRules, to: ExitRules): boolean {
  const [before, now] = [from[name], to[name]];
  if (before === null) return false;
  if (now === null || STRENGTH[now.action] < STRENGTH[before.action]) return true;
  return FROM_BELOW.includes(name) ? now.limit < before.limit : now.limit > before.limit;
}

const EXIT_RULES: readonly ExitRuleName[] = [
  "positionStopLoss",
  "positionTakeProfit",
  "dailyLoss",
  "drawdown",
  "takeProfit",
  "liquidationDistance",
  "liquidationVersusLeader",
  "feedLost",
];

/**
 * The parts of an edit with which the follow may risk more than before; none where it only tightens. What can be less
 * or more by how things stand (another way of sizing, another side) counts as more.
 */
export function loosenedParts(from: FollowSettings, to: FollowSettings): readonly LoosenedPart[] {
  const loosened: Readonly<Record<LoosenedPart, boolean>> = {
    allocation: raisesAllocation(from.allocation, to.allocation),
    sizing: sizesMore(from.sizing, to.sizing),
    multiplier: isRaised(from.multiplier, to.multiplier),
    leverage: leversMore(from.leverage, to.leverage) || from.marginMode !== to.marginMode,
    copied:
      from.direction !== to.direction ||
      from.existing !== to.existing ||
      from.belowMinimum !== to.belowMinimum ||
      (from.sides !== to.sides && from.sides !== "both"),
    limits: limitsLess(from.limits, to.limits),
    exits: EXIT_RULES.some((name) => protectsLess(name, from.exits, to.exits)),
  };
  return PARTS.filter((part) => loosened[part]);
}

const PARTS: readonly LoosenedPart[] = [
  "allocation",
  "sizing",
  "multiplier",
  "leverage",
  "copied",
  "limits",
  "exits",
];

/** True where neither would let the follow risk more than the other: they are the same, however they are written. */
export function areSameSettings(one: FollowSettings, other: FollowSettings): boolean {
  return loosenedParts(one, other).length === 0 && loosenedParts(other, one).length === 0;
}
