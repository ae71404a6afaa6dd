import { describe, expect, it } from "vitest";
import { type EngineDriver, FOLLOW, SECOND_LEADER, mirroring } from "./engine-driver.ts";
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

  it("sees it also on a day that began in sleep, when no mark was fresh", () => {
    const engine = holding({});
    accountRules(engine, { drawdown: { limit: 50, action: "warn" } });
    read(engine, { equity: 1_000 });
    engine.now += 60_000;
    engine.send({ kind: "tick", at: engine.now, day: "2026-11-23", online: true });
    expect(guard(engine, ACCOUNT_GUARD)).toMatchObject({
      day: "2026-11-23",
      capital: "10000",
      dayStart: null,
    });
    engine.readAccount({ equity: 1_000 });
    engine.marks({ ETH: 2_000 });
    expect(guard(engine, ACCOUNT_GUARD)).toMatchObject({ capital: "1000", peak: "1000", dayStart: "1000" });
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

describe("a follow that was allotted a share of the account", () => {
  const rules = settings({
    drawdown: { limit: 19, action: "warn" },
    takeProfit: { limit: 40, action: "warn" },
    dailyLoss: { limit: 30, action: "warn" },
  });

  it("counts its results once, although the account's equity holds them too", () => {
    const engine = mirroring({ ...rules, allocation: { kind: "share", percent: 100 } });
    engine.wait(1_000);
    buy(engine, "ETH", 5, 2_000);
    const at = (price: number) => {
      engine.readsAccount = false;
      engine.wait(30_000);
      engine.marks({ ETH: price });
      engine.readAccount({ equity: 10_000 + 5 * (price - 2_000) });
    };
    at(2_780);
    expect(guard(engine)).toMatchObject({ capital: "10000", peak: "13900", base: "10000", trips: [] });
    at(2_800);
    expect(trips(engine)).toEqual(["takeProfit"]);
    at(3_000);
    expect(guard(engine)).toMatchObject({ capital: "10000", peak: "15000" });
    at(2_431);
    expect(trips(engine)).toEqual(["takeProfit"]);
    at(2_430);
    expect(guard(engine).trips).toMatchObject([{ rule: "takeProfit" }, { rule: "drawdown", measured: 19 }]);
  });

  it("takes what comes into the account for its own by its share", () => {
    const engine = mirroring({ ...rules, allocation: { kind: "share", percent: 10 } });
    buy(engine, "ETH", 0.1, 2_000);
    engine.wait(1_000);
    read(engine, { equity: 20_000 });
    expect(guard(engine)).toMatchObject({ capital: "2000", peak: "2000", base: "2000", dayStart: "2000" });
  });
});

describe("a loss over midnight while nobody looks", () => {
  const asleep = (engine: EngineDriver, price: number): void => {
    engine.now += 8 * 3_600_000;
    engine.send({ kind: "tick", at: engine.now, day: "2026-11-23", online: true });
    expect(guard(engine)).toMatchObject({ day: "2026-11-23", dayStart: null });
    engine.marks({ ETH: price });
  };

  it("is lost on the day on which it is first seen", () => {
    const engine = holding({ dailyLoss: { limit: 10, action: "close" } });
    engine.wait(1_000);
    engine.marks({ ETH: 2_200 });
    asleep(engine, 1_200.01);
    expect(guard(engine)).toMatchObject({ dayStart: "1020", trips: [] });
    engine.marks({ ETH: 1_200 });
    expect(guard(engine).trips).toMatchObject([{ rule: "dailyLoss", measured: 10 }]);
    expect(status(engine)).toBe("closing");
  });

  it("is the account's too, without what the user paid in or took out meanwhile", () => {
    const engine = holding({});
    accountRules(engine, { dailyLoss: { limit: 1, action: "warn" } });
    engine.wait(1_000);
    engine.readsAccount = false;
    engine.now += 8 * 3_600_000;
    engine.send({ kind: "tick", at: engine.now, day: "2026-11-23", online: true });
    engine.readAccount({ equity: 5_951 });
    engine.marks({ ETH: 1_510 });
    // 49 USD of 6,000 were lost in sleep, and 4,000 were taken out.
    expect(guard(engine, ACCOUNT_GUARD)).toMatchObject({ capital: "6000", dayStart: "6000", trips: [] });
    engine.marks({ ETH: 1_400 });
    expect(guard(engine, ACCOUNT_GUARD).trips).toMatchObject([{ rule: "dailyLoss", measured: 1 }]);
  });

  it("is known by the next life, from at most five seconds before this one ended", () => {
    const engine = holding({ dailyLoss: { limit: 10, action: "close" } });
    let stored: string | null = null;
    for (let second = 0; second < 20; second += 1) {
      engine.now += 1_000;
      const { guards } = engine.marks({ ETH: 2_000 + 10 * second }).work;
      if (guards.written.has(GUARD)) stored = guards.get(GUARD)?.equity ?? null;
    }
    expect(Number(stored)).toBeGreaterThanOrEqual(1_014);
    expect(guard(engine).equity).toBe("1019");
  });

  it("is not looked for in a day that the user began anew, nor kept where no day's loss is limited", () => {
    const engine = holding({ dailyLoss: { limit: 10, action: "close" } });
    engine.wait(1_000);
    engine.command({ kind: "reset-guard", at: engine.now, guardId: GUARD });
    asleep(engine, 1_000);
    expect(guard(engine)).toMatchObject({ dayStart: "900", equity: "900", trips: [] });
    edit(engine, {});
    engine.wait(1_000);
    expect(guard(engine).equity).toBeNull();
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
