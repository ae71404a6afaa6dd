import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../../lib/model/follow-settings.ts";
import { EngineDriver, id, mirroring } from "./engine-driver.ts";

describe("limits judge growth only", () => {
  it("forgoes growth past the slippage limit, and the rest of an order that came short", () => {
    const engine = mirroring();
    engine.marks({ ETH: 2_004 });
    engine.trade("ETH", 10, 2_000);
    expect(engine.orders).toEqual([]);
    expect(engine.lastDecision).toMatchObject({ outcome: "forgone", measured: 20, limit: 15 });
    engine.marks({ ETH: 2_000 });
    engine.trade("ETH", 10, 2_000);
    engine.answer({ size: "0.04" });
    expect(engine.book("ETH")).toMatchObject({ held: "0.04", target: "0.04" });
    expect(engine.book("ETH").forgone).toEqual([
      { reason: "slippage", size: "0.1" },
      { reason: "depth", size: "0.06" },
    ]);
    expect(engine.orders).toEqual([]);
  });

  it("approves what fits under max position and max leverage and forgoes the rest by name", () => {
    const engine = mirroring();
    engine.trade("ETH", 150, 2_000);
    // W = 1.5 ETH = $3,000; at most $2,500 in one instrument.
    expect(engine.book("ETH")).toMatchObject({
      target: "1.25",
      forgone: [{ reason: "max-position", size: "0.25" }],
    });
    expect(engine.lastDecision).toMatchObject({ outcome: "partly", measured: 3_000, limit: 2_500 });
    engine.answerAll();
    engine.trade("SOL", 1_000, 100);
    // $2,500 of $3,000 are used: $500 more.
    expect(engine.book("SOL")).toMatchObject({
      target: "5",
      forgone: [{ reason: "max-leverage", size: "5" }],
    });
    engine.marks({ ETH: 4_000, SOL: 400, BTC: 60_000 });
    expect(engine.everyOrder).toHaveLength(2);
  });

  it("waits below the minimum, adds up, and forgoes what has waited too long", () => {
    const engine = mirroring();
    engine.trade("ETH", "0.3", 2_000);
    expect(engine.lastDecision).toMatchObject({ outcome: "waiting", reason: "below-minimum" });
    engine.trade("ETH", "0.3", 2_000);
    expect(engine.orders).toMatchObject([{ size: "0.006" }]);
    engine.answerAll();
    engine.trade("ETH", "0.2", 2_000);
    engine.wait(10_001);
    expect(engine.book("ETH")).toMatchObject({
      target: "0.006",
      forgone: [{ reason: "age", size: "0.002" }],
    });
    expect(engine.orders).toEqual([]);
  });

  it("only allows the listed instruments, and refuses growth on stale equity and a wrong clock", () => {
    const listed = mirroring({
      limits: {
        ...DEFAULT_SETTINGS.limits,
        allowedInstruments: [id("BTC")],
      },
    });
    listed.trade("ETH", 10, 2_000);
    expect(listed.lastDecision.forgone).toMatchObject([{ reason: "instrument-not-allowed" }]);

    const stale = mirroring();
    stale.now += 61_000;
    stale.trade("ETH", 10, 2_000);
    expect(stale.lastDecision.forgone).toMatchObject([{ reason: "leader-equity-stale" }]);

    const clock = new EngineDriver();
    const source = clock.now - 3_600_000;
    clock.follow();
    clock.snapshot({}, { clockOffsetMs: 3_600_000, time: source });
    clock.fills([{ ...clock.leaderFill("ETH", 10, 2_000), time: source }]);
    expect(clock.lastDecision).toMatchObject({ outcome: "forgone", measured: 3_600_000 });
    expect([...clock.state.problems.values()]).toMatchObject([{ kind: "clock-off", measured: 3_600_000 }]);
  });
});

describe("sizing", () => {
  it("fixed ratio", () => {
    const engine = mirroring({ sizing: { kind: "fixed-ratio", ratio: "0.05" } });
    engine.trade("ETH", 10, 2_000);
    expect(engine.orders).toMatchObject([{ size: "0.5" }]);
  });

  it("fixed amount: later growth adds nothing, a half closed is half, and growing back is whole again", () => {
    const engine = mirroring({ sizing: { kind: "fixed-amount", amount: "500" } });
    engine.trade("ETH", 10, 2_000);
    engine.answerAll();
    expect(engine.book("ETH").held).toBe("0.25");
    engine.trade("ETH", 10, 2_000);
    expect(engine.lastDecision).toMatchObject({ outcome: "nothing-to-copy", reason: "fixed-amount-held" });
    engine.trade("ETH", -10, 2_000);
    engine.answerAll();
    expect(engine.book("ETH").held).toBe("0.125");
    engine.trade("ETH", 10, 2_000);
    engine.answerAll();
    expect(engine.book("ETH").held).toBe("0.25");
  });
});
