import { describe, expect, it } from "vitest";
import { CALM, DOWN, type MarketCase, UP, fed, found, rules, tripped } from "./hand-made-market.ts";

const STOP = rules({ positionStopLoss: { limit: 5, action: "close" } });

describe("a rule that tripped", () => {
  const stop = { rule: "positionStopLoss", instrument: "BTC", action: "close", limit: 5 };
  const loss = { rule: "dailyLoss", action: "warn", limit: 0.2029 };

  it.each<MarketCase>([
    ["without being set", DOWN, [rules({}), tripped(13_000, stop)]],
    [
      "at another limit",
      DOWN,
      [rules({ positionStopLoss: { limit: 4, action: "close" } }), tripped(13_000, stop)],
    ],
    ["above its price", UP, [STOP, tripped(13_000, stop)]],
    ["before its price came", DOWN, [STOP, tripped(11_000, stop)]],
    [
      "by a loss that was smaller",
      [[0, "90.2"]],
      [rules({ dailyLoss: { limit: 0.2029, action: "warn" } }), tripped(13_000, loss)],
    ],
    [
      "by the highest of a calm day",
      CALM,
      [
        rules({ drawdown: { limit: 0.1, action: "warn" } }),
        tripped(13_000, { rule: "drawdown", action: "warn", limit: 0.1 }),
      ],
    ],
    [
      "by a profit before fees",
      UP,
      [
        rules({ takeProfit: { limit: 0.1975, action: "warn" } }),
        tripped(13_000, { rule: "takeProfit", action: "warn", limit: 0.1975 }),
      ],
    ],
    [
      "while the feed was live",
      CALM,
      [
        rules({ feedLost: { limit: 8_000, action: "warn" } }),
        tripped(13_000, { rule: "feedLost", action: "warn", limit: 8_000 }),
      ],
    ],
  ])("is found where it did so %s", (_, prices, more) => {
    expect(found("groundless-trip", prices, more)).toHaveLength(1);
  });

  it.each<MarketCase>([
    ["stop", DOWN, [STOP, tripped(13_000, stop)]],
    ["day's loss", DOWN, [rules({ dailyLoss: { limit: 0.2029, action: "warn" } }), tripped(13_000, loss)]],
    [
      "lost feed",
      CALM,
      [
        rules({ feedLost: { limit: 8_000, action: "warn" } }),
        fed(2_000, "lost"),
        tripped(13_000, { rule: "feedLost", action: "warn", limit: 8_000 }),
      ],
    ],
  ])("is left alone where it had to: %s", (_, prices, more) => {
    expect(found("groundless-trip", prices, more)).toEqual([]);
  });
});
