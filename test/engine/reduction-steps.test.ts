import { describe, expect, it } from "vitest";
import { FollowId } from "../../lib/model/identity.ts";
import { EngineDriver, FOLLOW, SECOND_LEADER, id, mirroring } from "./engine-driver.ts";
import { buy, settings } from "./exit-driver.ts";

/** Long 1 ETH from 2,000 with a stop-loss at 10 %. */
function holdingOne(): EngineDriver {
  const engine = mirroring(settings({ positionStopLoss: { limit: 10, action: "close" } }));
  engine.wait(1_000);
  buy(engine, "ETH", 1, 2_000);
  return engine;
}

/** Limits of ten sales in a row that fill nothing while the mark stays at 1,800; `meanwhile` happens every second. */
function limitsOf(engine: EngineDriver, meanwhile: (second: number) => void): string[] {
  const limits: string[] = [];
  for (let second = 0; second < 12; second += 1) {
    const [order] = engine.orders;
    if (order !== undefined) {
      limits.push(order.limitPrice);
      engine.answer({ size: 0, unfilled: "price-left-limit" });
    }
    engine.wait(1_000);
    engine.marks({ ETH: 1_800 });
    meanwhile(second);
  }
  return limits;
}

const STEPS = ["1791", "1782", "1764", "1710", "1620"];

describe("a reduction that fills nothing", () => {
  it("widens its limit in steps to its end", () => {
    const engine = holdingOne();
    engine.marks({ ETH: 1_800 });
    expect(limitsOf(engine, () => {}).slice(0, 5)).toEqual(STEPS);
  });

  it("widens all the same while the leader sells in many fills", () => {
    const engine = holdingOne();
    engine.marks({ ETH: 1_800 });
    const limits = limitsOf(engine, () => engine.trade("ETH", -0.01, 1_750));
    expect(limits.slice(0, 5)).toEqual(STEPS);
    expect(limits.slice(5).every((limit) => limit === "1620")).toBe(true);
  });

  it("waits its pause before the next step, however fast he goes on", () => {
    const engine = mirroring(settings({}));
    engine.wait(1_000);
    buy(engine, "ETH", 1, 2_000);
    engine.trade("ETH", -0.5, 1_900);
    engine.answer({ size: 0, unfilled: "price-left-limit" });
    for (let fill = 0; fill < 20; fill += 1) {
      engine.now += 10;
      engine.trade("ETH", -0.01, 1_900);
      expect(engine.orders).toEqual([]);
    }
    engine.now += 50;
    engine.trade("ETH", -0.01, 1_900);
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.71", limitPrice: "1980" }]);
  });

  it("begins at the first step again once something of it was filled, or it is over", () => {
    const engine = holdingOne();
    engine.marks({ ETH: 1_800 });
    limitsOf(engine, () => {});
    expect(engine.book("ETH").reduceAttempts).toBeGreaterThan(4);
    engine.command({ kind: "close-position", at: engine.now, followId: FOLLOW, instrument: id("ETH") });
    for (let second = 0; engine.orders.length === 0 && second < 90; second += 1) {
      engine.wait(1_000);
      engine.marks({ ETH: 1_800 });
    }
    engine.answerAll();
    expect(engine.book("ETH")).toMatchObject({ held: "0", reduceAttempts: 0 });
  });

  it("goes on with its steps when the user asks again to close everything", () => {
    const engine = holdingOne();
    engine.marks({ ETH: 1_900 });
    engine.command({ kind: "close-all", at: engine.now });
    const limits = limitsOf(engine, () => engine.command({ kind: "close-all", at: engine.now }));
    expect(limits.slice(2, 6)).toEqual([...STEPS.slice(2), "1620"]);
  });

  it("goes back to the widest limit at which the venue takes a small sale beside another follow's position", () => {
    const engine = new EngineDriver();
    const sizing = { kind: "fixed-ratio", ratio: "1" } as const;
    engine.follow({ sizing });
    engine.follow({ sizing }, FollowId.parse("second"), SECOND_LEADER);
    engine.snapshot({});
    engine.snapshot({}, { leaderId: SECOND_LEADER });
    engine.marks({ ETH: 2_000 });
    engine.trade("ETH", 0.0052, 2_000);
    engine.answerAll();
    engine.trade("ETH", 0.1, 2_000, SECOND_LEADER);
    engine.answerAll();
    engine.trade("ETH", -0.0052, 2_000);
    const limits = [0, 1, 2, 3, 4].map(() => {
      const limit = engine.orders[0]?.limitPrice;
      engine.answer({ size: 0, unfilled: "price-left-limit" });
      engine.wait(5_000);
      engine.marks({ ETH: 2_000 });
      return limit;
    });
    // At 1,900 it would be worth $9.88.
    expect(limits).toEqual(["1990", "1980", "1960", "1960", "1960"]);
  });
});
