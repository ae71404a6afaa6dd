import { z } from "zod";
import { DecimalString } from "./decimal.ts";
import { ExitRules, NO_EXIT_RULES } from "./exit-rules.ts";
import { EntryLimits } from "./limits.ts";
import {
  Allocation,
  BelowMinimum,
  Direction,
  ExistingPositions,
  LeverageRule,
  MarginModeRule,
  positive,
  Sides,
  Sizing,
} from "./sizing.ts";

/** What a user may set on a follow. */
export const FollowSettings = z.object({
  allocation: Allocation,
  sizing: Sizing,
  /** Every size is multiplied by it. */
  multiplier: positive("The multiplier"),
  direction: Direction,
  sides: Sides,
  leverage: LeverageRule,
  marginMode: MarginModeRule,
  existing: ExistingPositions,
  belowMinimum: BelowMinimum,
  limits: EntryLimits,
  exits: ExitRules,
});
export type FollowSettings = z.infer<typeof FollowSettings>;

/** USD of the paper account that one click starts. */
export const DEFAULT_ALLOCATION: DecimalString = DecimalString.parse("1000");

/** What one click on a leader's page starts: a simulated $1,000 of the paper account. */
export const DEFAULT_SETTINGS: FollowSettings = FollowSettings.parse({
  allocation: { kind: "amount", amount: DEFAULT_ALLOCATION },
  sizing: { kind: "equity-proportional" },
  multiplier: "1",
  direction: "same",
  sides: "both",
  leverage: { kind: "leader" },
  marginMode: "cross",
  existing: "none",
  belowMinimum: "wait",
  limits: {
    maxLeverage: 3,
    maxPosition: "2500",
    maxOrder: null,
    maxNotional: null,
    maxPositions: null,
    maxSlippageBps: 15,
    maxAgeMs: 10_000,
    maxOrdersPerMinute: null,
    allowedInstruments: null,
    deniedInstruments: [],
  },
  exits: { ...NO_EXIT_RULES, drawdown: { limit: 15, action: "close" } },
});

/** What the paper account starts with, USD. */
export const PAPER_BALANCE: DecimalString = DecimalString.parse("10000");

/** The most follows that may exist at once (a web page may start one, so it is bounded). */
export const MAX_FOLLOWS = 20;
