import fc from "fast-check";
import { AccountSettings } from "../../../lib/model/account.ts";
import { ExitAction } from "../../../lib/model/exit-rules.ts";
import { FollowSettings } from "../../../lib/model/follow-settings.ts";
import {
  BelowMinimum,
  Direction,
  ExistingPositions,
  MarginModeRule,
  Sides,
} from "../../../lib/model/sizing.ts";

const money = fc.constantFrom("2500", "0.01", "123456789.12");
const tenths = (min: number, max: number) => fc.integer({ min: min * 10, max: max * 10 }).map((n) => n / 10);
const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });
const names = fc.constantFrom(["BTC"], ["BTC", "kBONK"]);
const times = fc.record({ kind: fc.constantFrom("fixed", "capped"), times: tenths(1, 50) });

const optionalLimits = {
  maxOrder: maybe(money),
  maxNotional: maybe(money),
  maxPositions: maybe(fc.integer({ min: 1, max: 200 })),
  maxOrdersPerMinute: maybe(fc.integer({ min: 1, max: 600 })),
  allowedInstruments: maybe(names),
  deniedInstruments: fc.oneof(names, fc.constant([])),
};
const boundLimits = {
  maxLeverage: tenths(0.1, 50),
  maxPosition: money,
  maxSlippageBps: tenths(0.1, 1_000),
  maxAgeMs: fc.integer({ min: 1_000, max: 3_600_000 }),
};

const rule = (limit: fc.Arbitrary<number>) =>
  maybe(fc.record({ limit, action: fc.constantFrom(...ExitAction.options) }));
const percent = rule(tenths(0.1, 100));
const exits = fc.record({
  positionStopLoss: percent,
  positionTakeProfit: percent,
  dailyLoss: percent,
  drawdown: percent,
  takeProfit: percent,
  liquidationDistance: percent,
  liquidationVersusLeader: percent,
  feedLost: rule(fc.integer({ min: 5_000, max: 86_400_000 })),
});

/** Any settings of a follow, each of its choices and limits in turn. */
export const anyFollowSettings: fc.Arbitrary<FollowSettings> = fc
  .record({
    allocation: fc.oneof(
      fc.integer({ min: 1, max: 99_999_999 }).map((n) => ({ kind: "amount", amount: String(n / 100) })),
      tenths(0.1, 100).map((share) => ({ kind: "share", percent: share })),
    ),
    sizing: fc.constantFrom(
      { kind: "equity-proportional" },
      { kind: "fixed-ratio", ratio: "0.0125" },
      { kind: "fixed-amount", amount: "250" },
      { kind: "fixed-margin", margin: "50.5" },
    ),
    multiplier: fc.constantFrom("1", "0.5", "12.25"),
    direction: fc.constantFrom(...Direction.options),
    sides: fc.constantFrom(...Sides.options),
    leverage: fc.oneof(fc.constant({ kind: "leader" }), times),
    marginMode: fc.constantFrom(...MarginModeRule.options),
    existing: fc.constantFrom(...ExistingPositions.options),
    belowMinimum: fc.constantFrom(...BelowMinimum.options),
    limits: fc.record({ ...optionalLimits, ...boundLimits }),
    exits,
  })
  .map((input) => FollowSettings.parse(input));

export const anyAccountSettings: fc.Arbitrary<AccountSettings> = fc
  .record(
    {
      limits: fc.record({
        ...optionalLimits,
        maxLeverage: maybe(boundLimits.maxLeverage),
        maxPosition: maybe(boundLimits.maxPosition),
        maxSlippageBps: maybe(boundLimits.maxSlippageBps),
        maxAgeMs: maybe(boundLimits.maxAgeMs),
      }),
      exits,
      growBesideOwn: fc.boolean(),
      disasterStop: maybe(fc.record({ percentToLiquidation: fc.integer({ min: 10, max: 90 }) })),
      restingStops: fc.constantFrom("real-money", "always"),
      keepAwake: fc.boolean(),
    },
    { requiredKeys: ["limits", "exits", "growBesideOwn", "disasterStop", "restingStops"] },
  )
  .map((input) => AccountSettings.parse(input));
