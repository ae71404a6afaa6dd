import { describe, expect, it } from "vitest";
import { FOLLOW, SECOND_LEADER } from "./engine-driver.ts";
import {
  ACCOUNT_GUARD,
  GUARD,
  OTHER,
  accountRules,
  buy,
  edit,
  fill,
  guard,
  holding,
  read,
  settings,
  status,
  trips,
} from "./exit-driver.ts";

describe("rules of an account", () => {
  it("closes every follow at a day's loss, in percent of the equity when the day began", () => {
    const engine = holding({});
    accountRules(engine, { dailyLoss: { limit: 1, action: "close" } });
    engine.wait(1_000);
    expect(guard(engine, ACCOUNT_GUARD)).toMatchObject({ capital: "10000", dayStart: "10000" });
    engine.marks({ ETH: 1_000.01 });
    expect(status(engine)).toBe("mirroring");
    engine.marks({ ETH: 1_000 });
    expect(status(engine)).toBe("closing");
    expect(guard(engine, ACCOUNT_GUARD).trips).toMatchObject([{ rule: "dailyLoss", measured: 1 }]);
    fill(engine, 1_000);
    // A new follow on the account buys nothing before the rule is reset.
    engine.follow(settings({}), OTHER, SECOND_LEADER);
    engine.snapshot({}, { leaderId: SECOND_LEADER });
    engine.trade("ETH", 0.1, 1_000, SECOND_LEADER);
    expect(engine.book("ETH", OTHER).forgone).toMatchObject([{ reason: "guardrail" }]);
    engine.command({ kind: "reset-guard", at: engine.now, guardId: ACCOUNT_GUARD });
    engine.trade("ETH", 0.1, 1_000, SECOND_LEADER);
    expect(engine.orders).toMatchObject([{ side: "buy" }]);
  });

  it("takes money that the user moves for neither gain nor loss", () => {
    const engine = holding({});
    accountRules(engine, { drawdown: { limit: 1, action: "close" } });
    read(engine, { equity: 1_000 });
    engine.send({ kind: "tick", at: engine.now, day: "2026-11-23", online: true });
    expect(guard(engine, ACCOUNT_GUARD)).toMatchObject({ capital: "1000", peak: "1000", dayStart: "1000" });
    expect(trips(engine, ACCOUNT_GUARD)).toEqual([]);
  });

  it("keeps the results of a follow that was removed", () => {
    const engine = holding({});
    accountRules(engine, { drawdown: { limit: 0.5, action: "warn" } });
    engine.wait(1_000);
    engine.marks({ ETH: 3_000 });
    engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "close" });
    fill(engine, 3_000);
    engine.follow(settings({}), OTHER, SECOND_LEADER);
    engine.command({ kind: "remove", at: engine.now, followId: FOLLOW });
    engine.wait(1_000);
    expect(guard(engine, ACCOUNT_GUARD)).toMatchObject({ capital: "10100", peak: "10100", trips: [] });
    expect(engine.state.guards.has(GUARD)).toBe(false);
  });
});

describe("a rule that must not fall silent", () => {
  it("a stop that closed once and then was edited to end growth ends it for the next position", () => {
    const engine = holding({ positionStopLoss: { limit: 10, action: "close" } });
    engine.marks({ ETH: 1_800 });
    fill(engine, 1_800);
    engine.trade("ETH", -0.1, 1_800);
    edit(engine, { positionStopLoss: { limit: 10, action: "no-growth" } });
    buy(engine, "ETH", 0.1, 1_800);
    engine.marks({ ETH: 1_600 });
    expect(guard(engine).trips).toMatchObject([{ rule: "positionStopLoss", action: "no-growth" }]);
    engine.trade("ETH", 0.1, 1_600);
    expect(engine.orders).toEqual([]);
    const { at } = guard(engine).trips[0] ?? {};
    engine.wait(1_000);
    engine.marks({ ETH: 1_500 });
    expect(guard(engine).trips).toMatchObject([{ action: "no-growth", at }]);
  });

  it("a drawdown trips where nothing was left when it began to count", () => {
    const engine = holding({ drawdown: { limit: 10, action: "warn" } }, 1);
    engine.marks({ ETH: 1_200 });
    engine.command({ kind: "reset-guard", at: engine.now, guardId: GUARD });
    engine.wait(1_000);
    edit(engine, { drawdown: { limit: 10, action: "close" } }, "500");
    engine.marks({ ETH: 1_200 });
    expect(guard(engine)).toMatchObject({ peak: "-300", trips: [] });
    engine.marks({ ETH: 1_199 });
    expect(status(engine)).toBe("closing");
    expect(guard(engine).trips).toMatchObject([{ rule: "drawdown", measured: 100 }]);
  });
});

describe("the journal", () => {
  it("gets a rising peak at most every five seconds", () => {
    const engine = holding({ drawdown: { limit: 50, action: "warn" } });
    let written = 0;
    for (let second = 0; second < 60; second += 1) {
      engine.now += 1_000;
      written += engine.marks({ ETH: 2_000 + second }).work.guards.written.has(GUARD) ? 1 : 0;
      written += engine.wait(0).work.guards.written.has(GUARD) ? 1 : 0;
    }
    expect(written).toBeGreaterThan(5);
    expect(written).toBeLessThanOrEqual(12);
    for (let second = 0; second < 20; second += 1) {
      engine.now += 1_000;
      engine.marks({ ETH: 2_010 });
      if (second > 6) expect(engine.wait(0).work.guards.written.size).toBe(0);
    }
    expect(guard(engine).peak).toBe("1005.9");
  });
});
