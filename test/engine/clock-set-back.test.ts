import { describe, expect, it } from "vitest";
import { type EngineDriver, FOLLOW, mirroring } from "./engine-driver.ts";
import { GUARD, holding, settings, trips } from "./exit-driver.ts";

const HOUR = 3_600_000;
/** Near enough to the source's clock for growth. */
const BACK_MS = 20_000;

/** So many seconds, each with these marks where there are some. */
function pass(engine: EngineDriver, seconds: number, marks: Record<string, number> | null): void {
  for (let second = 0; second < seconds; second += 1) {
    engine.wait(1_000);
    if (marks !== null) engine.marks(marks);
  }
}

describe("a clock that was set back by an hour", () => {
  it("keeps no stop from being tried again", () => {
    const engine = holding({ positionStopLoss: { limit: 10, action: "close" } });
    engine.marks({ ETH: 1_800 });
    engine.answer({ size: 0, unfilled: "price-left-limit" });
    engine.now -= HOUR;
    pass(engine, 2, { ETH: 1_800 });
    expect(engine.orders).toMatchObject([{ side: "sell", limitPrice: "1782" }]);
  });

  it("makes no old mark fresh: it prices no sale and judges no rule", () => {
    const engine = holding({ positionStopLoss: { limit: 10, action: "close" } });
    engine.marks({ ETH: 1_801 });
    engine.now -= HOUR;
    pass(engine, 60, null);
    engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "close" });
    expect(engine.orders).toEqual([]);
    engine.marks({ ETH: 1_500 });
    expect(engine.orders).toMatchObject([{ side: "sell", limitPrice: "1492.5" }]);
  });

  it("lets nothing wait longer for it", () => {
    const engine = mirroring(settings({}));
    engine.wait(1_000);
    engine.trade("ETH", 0.004, 2_000);
    expect(engine.book("ETH")).toMatchObject({ target: "0.004", forgone: [] });
    engine.now -= HOUR;
    engine.wait(1_000);
    expect(engine.book("ETH")).toMatchObject({ target: "0", forgone: [{ reason: "age", size: "0.004" }] });
  });

  it("makes no late news young, and news after it is dated again", () => {
    const engine = mirroring(settings({}));
    engine.now -= HOUR;
    engine.feed("lost");
    pass(engine, 300, { ETH: 2_000 });
    engine.snapshot({ ETH: [0.1, 2_000] }, { cause: "reconnect" });
    expect(engine.book("ETH")).toMatchObject({ target: "0", forgone: [{ reason: "age", size: "0.1" }] });
    engine.now += 5_000;
    engine.marks({ ETH: 2_000 });
    engine.snapshot({ ETH: [0.2, 2_000] }, { cause: "gap" });
    expect(engine.orders).toMatchObject([{ side: "buy", size: "0.1" }]);
  });

  it("has the highest equity journaled all the same", () => {
    const engine = holding({ drawdown: { limit: 50, action: "warn" } });
    engine.now += 1_000;
    engine.marks({ ETH: 2_001 });
    engine.now -= HOUR;
    expect(engine.marks({ ETH: 2_002 }).work.guards.written.has(GUARD)).toBe(true);
    expect(trips(engine)).toEqual([]);
  });
});

describe("a clock that was set back", () => {
  it("makes a reduction that came short wait no longer for its next attempt", () => {
    const engine = mirroring();
    engine.trade("ETH", 10, 2_000);
    engine.answerAll();
    engine.trade("ETH", -10, 2_000);
    engine.answer({ size: 0 });
    expect(engine.orders).toEqual([]);
    engine.now -= 3_600_000;
    engine.marks({ ETH: 2_000 });
    expect(engine.orders).toMatchObject([{ side: "sell", reduceOnly: true }]);
  });

  it("makes no reading of an earlier life one of this life: nothing is done before the first snapshot", () => {
    const engine = mirroring();
    engine.now -= BACK_MS;
    engine.send({ kind: "boot", at: engine.now });
    engine.now += 1_000;
    engine.fills([{ ...engine.leaderFill("ETH", 10, 2_000), time: engine.now + BACK_MS }]);
    expect(engine.decisions).toEqual([]);
  });

  it.each([
    ["in the same life", false],
    ["in a new life", true],
  ])("makes no late news younger, %s: it is as old as the source's clock says", (_, dies) => {
    const engine = mirroring();
    const source = engine.now;
    engine.feed("lost");
    engine.now -= BACK_MS;
    if (dies) engine.send({ kind: "boot", at: engine.now });
    engine.now += 1_000;
    engine.marks({ ETH: 2_000 });
    const options = { time: source + 50_000, clockOffsetMs: -BACK_MS };
    engine.snapshot({ ETH: [10, 2_000] }, { cause: "reconnect", ...options });
    expect(engine.lastDecision).toMatchObject({
      source: "late",
      leaderTime: engine.now - 50_000,
      outcome: "forgone",
      forgone: [{ reason: "age" }],
      measured: 50_000,
    });
  });

  it("counts the age of late news by the new clock from the first snapshot that agreed", () => {
    const engine = mirroring();
    engine.now -= BACK_MS;
    const ahead = { clockOffsetMs: -BACK_MS };
    engine.snapshot({}, { cause: "poll", time: engine.now + BACK_MS, ...ahead });
    engine.feed("lost");
    engine.now += 40_000;
    engine.marks({ ETH: 2_000 });
    engine.snapshot({ ETH: [10, 2_000] }, { cause: "reconnect", time: engine.now + BACK_MS, ...ahead });
    expect(engine.lastDecision).toMatchObject({ source: "late", outcome: "forgone", measured: 40_000 });
  });
});
