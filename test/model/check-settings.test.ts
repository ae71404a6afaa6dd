import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AccountSettings, DEFAULT_ACCOUNT_SETTINGS } from "../../lib/model/account.ts";
import { checkAccountSettings, checkSettings } from "../../lib/model/check-settings.ts";
import { decimalString } from "../../lib/model/decimal.ts";
import { DEFAULT_SETTINGS, FollowSettings } from "../../lib/model/follow-settings.ts";
import { InstrumentId } from "../../lib/model/identity.ts";
import type { Instrument } from "../../lib/model/instrument.ts";
import { type SettingsContext, withNearest } from "../../lib/model/settings-finding.ts";

function listed(coin: string, maxLeverage: number, delisted = false): Instrument {
  return {
    id: InstrumentId.parse(coin),
    lotSize: decimalString("0.001"),
    priceFigures: 5,
    priceDecimals: 4,
    maxLeverage,
    minNotional: decimalString(10),
    delisted,
  };
}

const CONTEXT: SettingsContext = {
  balance: decimalString(10_000),
  equity: decimalString(10_000),
  instruments: [listed("BTC", 40), listed("ETH", 25), listed("OLD", 10, true)],
  saved: null,
};

type Change = Partial<Record<keyof FollowSettings, unknown>> & { limits?: Record<string, unknown> };

function settings({ limits = {}, ...more }: Change = {}): FollowSettings {
  return FollowSettings.parse({
    ...DEFAULT_SETTINGS,
    ...more,
    limits: { ...DEFAULT_SETTINGS.limits, ...limits },
  });
}

const found = (change: Change, context = CONTEXT): unknown[] =>
  checkSettings(settings(change), context).map(({ path, reason, nearest }) => [path, reason, nearest?.value]);

describe("what cannot work in a follow's settings", () => {
  it("is nothing in the default settings, with or without what is known", () => {
    expect(found({})).toEqual([]);
    expect(found({}, { balance: null, equity: null, instruments: [], saved: null })).toEqual([]);
  });

  it("a stop closer than the slippage limit", () => {
    const exits = { ...DEFAULT_SETTINGS.exits, positionStopLoss: { limit: 0.1, action: "close" } };
    expect(found({ exits })).toEqual([["exits.positionStopLoss.limit", "closer-than-slippage", 0.15]]);
    expect(found({ exits: { ...exits, positionStopLoss: { limit: 0.15, action: "close" } } })).toEqual([]);
  });

  it("a maximum below the venue's smallest order, which a sale at its worst price must reach too", () => {
    expect(found({ limits: { maxPosition: "5" } })).toEqual([
      ["limits.maxPosition", "below-venue-minimum", "10.02"],
    ]);
    expect(found({ limits: { maxOrder: "1", maxNotional: "9" } })).toEqual([
      ["limits.maxOrder", "below-venue-minimum", "10.02"],
      ["limits.maxNotional", "below-venue-minimum", "10.02"],
      ["limits.maxPosition", "above-max-notional", "10.02"],
    ]);
  });

  it("a fixed size that the venue never takes, unless it is raised", () => {
    const sizing = { kind: "fixed-amount", amount: "3" };
    expect(found({ sizing })).toEqual([["sizing.amount", "below-venue-minimum", "10.02"]]);
    expect(found({ sizing, multiplier: "4" })).toEqual([]);
    expect(found({ sizing, belowMinimum: "raise" })).toEqual([]);
    const margin = { kind: "fixed-margin", margin: "1" };
    expect(found({ sizing: margin, leverage: { kind: "fixed", times: 2 } })).toEqual([
      ["sizing.margin", "below-venue-minimum", "5.01"],
    ]);
    // With the leader's leverage it may come to 40.
    expect(found({ sizing: margin })).toEqual([]);
  });

  it("an allocation above the balance, or too small for any order", () => {
    const amount = (value: string): Change => ({ allocation: { kind: "amount", amount: value } });
    expect(found(amount("12000"))).toEqual([["allocation.amount", "above-balance", "10000"]]);
    expect(found(amount("2"))).toEqual([["allocation.amount", "below-venue-minimum", "3.34"]]);
    const share = { allocation: { kind: "share", percent: 0.01 } };
    expect(found(share)).toEqual([["allocation.percent", "below-venue-minimum", 0.04]]);
    const poor = { ...CONTEXT, equity: decimalString(2) };
    expect(found({ allocation: { kind: "share", percent: 50 } }, poor)).toEqual([
      ["allocation.percent", "below-venue-minimum", undefined],
    ]);
    const broke = { ...CONTEXT, balance: decimalString(0) };
    expect(found({}, broke)).toEqual([["allocation.amount", "above-balance", undefined]]);
  });

  it("not what was allotted before, however much was lost since; more of it is", () => {
    const amount = (value: string): Change => ({ allocation: { kind: "amount", amount: value } });
    const lost = { ...CONTEXT, balance: decimalString(400), equity: decimalString(400) };
    const after = { ...lost, saved: settings(amount("500")) };
    expect(found(amount("500"), lost)).toEqual([["allocation.amount", "above-balance", "400"]]);
    expect(found(amount("500"), after)).toEqual([]);
    expect(found(amount("450"), after)).toEqual([]);
    expect(found(amount("500.01"), after)).toEqual([["allocation.amount", "above-balance", "500"]]);
    const share = (percent: number): Change => ({ allocation: { kind: "share", percent } });
    expect(found(amount("500"), { ...lost, saved: settings(share(50)) })).toEqual([
      ["allocation.amount", "above-balance", "400"],
    ]);
    const poor = { ...lost, equity: decimalString(20), saved: settings(share(10)) };
    const tighter = { ...share(10), limits: { maxSlippageBps: 10 } };
    expect(found(tighter, poor)).toEqual([]);
    expect(found(tighter, { ...poor, saved: null })).toEqual([
      ["allocation.percent", "below-venue-minimum", 16.7],
    ]);
    // Less leverage needs more of it: then nothing could be bought, and that is told.
    expect(found({ ...share(10), limits: { maxLeverage: 1 } }, poor)).toEqual([
      ["allocation.percent", "below-venue-minimum", 50.1],
    ]);
  });

  it("limits inside one another the wrong way round", () => {
    expect(found({ limits: { maxOrder: "3000" } })).toEqual([
      ["limits.maxOrder", "above-max-position", "2500"],
    ]);
    expect(found({ limits: { maxNotional: "2000", maxOrder: "2200" } })).toEqual([
      ["limits.maxPosition", "above-max-notional", "2000"],
      ["limits.maxOrder", "above-max-position", "2000"],
    ]);
  });

  it("lists that leave nothing, or name what the venue has not", () => {
    expect(found({ limits: { allowedInstruments: ["BTC"], deniedInstruments: ["BTC", "ETH"] } })).toEqual([
      ["limits.deniedInstruments", "nothing-allowed", ["ETH"]],
    ]);
    expect(found({ limits: { allowedInstruments: [] } })).toEqual([
      ["limits.allowedInstruments", "nothing-allowed", null],
    ]);
    expect(found({ limits: { allowedInstruments: ["BTC", "NONE", "OLD"] } })).toEqual([
      ["limits.allowedInstruments", "unknown-instrument", ["BTC"]],
    ]);
    expect(found({ limits: { deniedInstruments: ["BTC", "ETH"] } })).toEqual([
      ["limits.deniedInstruments", "nothing-allowed", []],
    ]);
  });

  it("a leverage that the venue has not, or that the own limit does not let through", () => {
    expect(found({ leverage: { kind: "fixed", times: 5 } })).toEqual([
      ["leverage.times", "above-max-leverage", 3],
    ]);
    const only = { allowedInstruments: ["ETH"], maxLeverage: 50 };
    expect(found({ leverage: { kind: "capped", times: 30 }, limits: only })).toEqual([
      ["leverage.times", "above-venue-leverage", 25],
    ]);
  });

  it("but no daily loss: of the allocation, it may come before a drawdown from a higher equity", () => {
    const exits = { ...DEFAULT_SETTINGS.exits, dailyLoss: { limit: 20, action: "close" } };
    expect(found({ exits })).toEqual([]);
  });
});

describe("what cannot work in an account's", () => {
  it.each([
    ["close", "close", true],
    ["close", "no-growth", true],
    ["warn", "warn", true],
    ["warn", "close", false],
    ["no-growth", "close", false],
  ] as const)(
    "a daily loss above a drawdown that does %s, and itself does %s: %s",
    (first, second, refused) => {
      const account = AccountSettings.parse({
        ...DEFAULT_ACCOUNT_SETTINGS,
        exits: {
          ...DEFAULT_ACCOUNT_SETTINGS.exits,
          drawdown: { limit: 15, action: first },
          dailyLoss: { limit: 20, action: second },
        },
      });
      const findings = checkAccountSettings(account, CONTEXT).map(({ path, nearest }) => [
        path,
        nearest?.value,
      ]);
      expect(findings).toEqual(refused ? [["exits.dailyLoss.limit", 15]] : []);
    },
  );

  it("is judged by the same rules", () => {
    expect(checkAccountSettings(DEFAULT_ACCOUNT_SETTINGS, CONTEXT)).toEqual([]);
    const account = AccountSettings.parse({
      ...DEFAULT_ACCOUNT_SETTINGS,
      limits: { ...DEFAULT_ACCOUNT_SETTINGS.limits, maxOrder: "500", maxPosition: "100", maxNotional: "4" },
    });
    expect(checkAccountSettings(account, CONTEXT).map(({ path, reason }) => [path, reason])).toEqual([
      ["limits.maxNotional", "below-venue-minimum"],
      ["limits.maxPosition", "above-max-notional"],
      ["limits.maxOrder", "above-max-position"],
    ]);
  });
});

const usd = fc.integer({ min: 1, max: 500_000 }).map((n) => decimalString(n / 100));
const coins = fc.subarray(["BTC", "ETH", "OLD", "NONE"]);
const limits = fc.record({
  maxOrder: fc.option(usd),
  maxPosition: usd,
  maxNotional: fc.option(usd),
  maxLeverage: fc.integer({ min: 1, max: 500 }).map((n) => n / 10),
  maxSlippageBps: fc.integer({ min: 1, max: 1_000 }),
  allowedInstruments: fc.option(coins),
  deniedInstruments: coins,
});
const rule = fc.option(
  fc.record({
    limit: fc.integer({ min: 1, max: 10_000 }).map((n) => n / 100),
    action: fc.constantFrom("warn", "no-growth", "close"),
  }),
);
const exits = fc.record({ positionStopLoss: rule, dailyLoss: rule, drawdown: rule });
const change = fc.record({
  limits,
  exits: exits.map((some) => ({ ...DEFAULT_ACCOUNT_SETTINGS.exits, ...some })),
  multiplier: fc.constantFrom("1", "0.25", "3"),
  belowMinimum: fc.constantFrom("wait", "forgo", "raise"),
  sizing: fc.oneof(
    fc.constant({ kind: "equity-proportional" }),
    fc.record({ kind: fc.constant("fixed-amount"), amount: usd }),
    fc.record({ kind: fc.constant("fixed-margin"), margin: usd }),
  ),
  leverage: fc.oneof(
    fc.constant({ kind: "leader" }),
    fc.record({ kind: fc.constantFrom("fixed", "capped"), times: fc.integer({ min: 1, max: 50 }) }),
  ),
  allocation: fc.oneof(
    fc.record({ kind: fc.constant("amount"), amount: usd }),
    fc.record({
      kind: fc.constant("share"),
      percent: fc.integer({ min: 1, max: 10_000 }).map((n) => n / 100),
    }),
  ),
});

describe("the nearest values that work", () => {
  it("put in their places together leave nothing to find", () => {
    fc.assert(
      fc.property(change, (some) => {
        const before = settings(some);
        const findings = checkSettings(before, CONTEXT);
        let after: object = before;
        for (const finding of findings) after = withNearest(after, finding);
        // A balance of 10,000 USD leaves room for every correction.
        expect(findings.every((finding) => finding.nearest !== null)).toBe(true);
        expect(checkSettings(FollowSettings.parse(after), CONTEXT)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it("do so for an account, too", () => {
    fc.assert(
      fc.property(change, (some) => {
        const before = AccountSettings.parse({
          ...DEFAULT_ACCOUNT_SETTINGS,
          exits: some.exits,
          limits: { ...DEFAULT_ACCOUNT_SETTINGS.limits, ...some.limits },
        });
        let after: object = before;
        for (const finding of checkAccountSettings(before, CONTEXT)) after = withNearest(after, finding);
        expect(checkAccountSettings(AccountSettings.parse(after), CONTEXT)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it("are near: one cent less, or a hundredth of a percent, does not work", () => {
    fc.assert(
      fc.property(usd, (maxPosition) => {
        const [finding] = checkSettings(settings({ limits: { maxPosition } }), CONTEXT);
        if (finding?.reason !== "below-venue-minimum") return;
        const cent = { maxPosition: decimalString(10.01) };
        expect(checkSettings(settings({ limits: cent }), CONTEXT)).toHaveLength(1);
      }),
    );
  });
});
