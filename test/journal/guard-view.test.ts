import { describe, expect, it } from "vitest";
import { guardView } from "../../lib/journal/read/guard-view.ts";
import { decimal } from "../../lib/model/decimal.ts";
import { NO_EXIT_RULES } from "../../lib/model/exit-rules.ts";
import { Guard } from "../../lib/model/guard.ts";

const DAY = "2026-11-22";
const RULES = {
  ...NO_EXIT_RULES,
  drawdown: { limit: 15, action: "close" as const },
  dailyLoss: { limit: 5, action: "warn" as const },
};
const guard = (changed: Partial<Guard> = {}): Guard => ({
  ...Guard.parse({
    id: "follow:f",
    capital: "1000",
    peak: "1200",
    base: "1000",
    day: DAY,
    dayStart: "1100",
    equity: null,
    feedLostMs: 0,
    trips: [],
  }),
  ...changed,
});

describe("how far exit rules are used", () => {
  it("drawdown is a percentage of the highest, a follow's daily loss of its allocation", () => {
    // Equity is 1,080: 120 below the highest of 1,200, 20 below the day's start.
    expect(guardView(RULES, guard(), decimal(80), decimal(1000), DAY)).toEqual({
      drawdown: { used: 10, limit: 15 },
      dailyLoss: { used: 2, limit: 5 },
      trips: [],
    });
  });

  it("an account's daily loss is a percentage of its equity when the day began", () => {
    expect(guardView(RULES, guard(), decimal(45), null, DAY).dailyLoss).toEqual({ used: 5, limit: 5 });
  });

  it("a gain uses nothing", () => {
    const { drawdown, dailyLoss } = guardView(RULES, guard(), decimal(300), decimal(1000), DAY);
    expect([drawdown?.used, dailyLoss?.used]).toEqual([0, 0]);
  });

  it("is not known before the first figure, on another day, or without the rule", () => {
    expect(guardView(RULES, undefined, decimal(-500), decimal(1000), DAY)).toMatchObject({
      drawdown: null,
      dailyLoss: null,
    });
    expect(guardView(RULES, guard(), decimal(0), decimal(1000), "2026-11-23").dailyLoss).toBeNull();
    expect(guardView(NO_EXIT_RULES, guard(), decimal(0), decimal(1000), DAY)).toMatchObject({
      drawdown: null,
      dailyLoss: null,
    });
  });
});
