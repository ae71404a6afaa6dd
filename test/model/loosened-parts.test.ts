import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS, FollowSettings } from "../../lib/model/follow-settings.ts";
import { areSameSettings, loosenedParts } from "../../lib/model/loosened-parts.ts";

const settings = (part: object = {}): FollowSettings =>
  FollowSettings.parse({ ...DEFAULT_SETTINGS, ...part });
const limits = (part: object): FollowSettings =>
  settings({ limits: { ...DEFAULT_SETTINGS.limits, ...part } });
const exits = (part: object): FollowSettings => settings({ exits: { ...DEFAULT_SETTINGS.exits, ...part } });

describe("loosenedParts", () => {
  it.each([
    [settings({ sides: "long" }), settings({ sides: "both" }), ["copied"]],
    [settings({ sides: "both" }), settings({ sides: "short" }), []],
    [settings({ sides: "long" }), settings({ sides: "short" }), ["copied"]],
    [settings(), settings({ leverage: { kind: "capped", times: 20 } }), []],
    [settings({ leverage: { kind: "capped", times: 20 } }), settings(), ["leverage"]],
    [settings(), settings({ leverage: { kind: "fixed", times: 1 } }), ["leverage"]],
    [limits({ maxOrder: "10" }), limits({ maxOrder: null }), ["limits"]],
    [limits({ allowedInstruments: null }), limits({ allowedInstruments: ["BTC"] }), []],
    [limits({ allowedInstruments: ["BTC"] }), limits({ allowedInstruments: ["ETH"] }), ["limits"]],
    [limits({ allowedInstruments: ["BTC"] }), limits({ allowedInstruments: null }), ["limits"]],
    [limits({ allowedInstruments: ["BTC", "ETH"] }), limits({ allowedInstruments: ["ETH"] }), []],
    [limits({ deniedInstruments: ["BTC"] }), limits({ deniedInstruments: [] }), ["limits"]],
    [limits({}), limits({ maxSlippageBps: 16 }), ["limits"]],
    [exits({}), exits({ drawdown: { limit: 15, action: "no-growth" } }), ["exits"]],
    [exits({}), exits({ drawdown: { limit: 10, action: "close" } }), []],
    [
      settings(),
      settings({ multiplier: "2", allocation: { kind: "share", percent: 1 } }),
      ["allocation", "multiplier"],
    ],
  ])("case %#", (from, to, parts) => {
    expect(loosenedParts(from, to)).toEqual(parts);
  });

  const figures = fc.record({
    multiplier: fc.constantFrom("0.5", "1", "2"),
    maxLeverage: fc.constantFrom(1, 3, 5),
    maxOrder: fc.constantFrom(null, "10", "100"),
    drawdown: fc.constantFrom(null, { limit: 10, action: "close" }, { limit: 20, action: "warn" }),
    leverage: fc.constantFrom({ kind: "leader" }, { kind: "capped", times: 3 }, { kind: "fixed", times: 3 }),
    sides: fc.constantFrom("both", "long", "short"),
  });
  const any = figures.map(({ multiplier, maxLeverage, maxOrder, drawdown, leverage, sides }) =>
    settings({
      multiplier,
      leverage,
      sides,
      limits: { ...DEFAULT_SETTINGS.limits, maxLeverage, maxOrder },
      exits: { ...DEFAULT_SETTINGS.exits, drawdown },
    }),
  );

  it("no two edits that each only tighten come to more than before, and only the same is the same", () => {
    fc.assert(
      fc.property(any, any, any, (a, b, c) => {
        const tightens = (from: FollowSettings, to: FollowSettings) => loosenedParts(from, to).length === 0;
        if (tightens(a, b) && tightens(b, c)) expect(loosenedParts(a, c)).toEqual([]);
        expect(areSameSettings(a, b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
      { numRuns: 2_000 },
    );
  });
});
