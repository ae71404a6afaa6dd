import { describe, expect, it } from "vitest";
import { id, mirroring, text } from "./engine-driver.ts";
import { edit, holding, trips } from "./exit-driver.ts";

const asked = (askedAt: number, at: number, price: number) =>
  ({ kind: "marks", at, askedAt, marks: new Map([[id("ETH"), text(price)]]) }) as const;

describe("the age of a mark", () => {
  it("counts from the question: an answer that outlasted the machine's sleep judges no price", () => {
    const engine = mirroring();
    const askedAt = engine.now;
    engine.now += 10_001;
    engine.send(asked(askedAt, engine.now, 2_004));
    engine.trade("ETH", 10, 2_000);
    expect(engine.lastDecision).toMatchObject({ outcome: "ordered", forgone: [] });
  });

  it("counts from the question of an answer that was slow, too", () => {
    const engine = holding({ positionStopLoss: { limit: 10, action: "close" } });
    const askedAt = engine.now;
    engine.now += 9_000;
    engine.send(asked(askedAt, engine.now, 1_900));
    engine.wait(1_001);
    edit(engine, { positionStopLoss: { limit: 4, action: "close" } });
    engine.wait(0);
    expect(trips(engine)).toEqual([]);
    engine.send(asked(engine.now - 9_000, engine.now, 1_900));
    expect(trips(engine)).toEqual(["positionStopLoss ETH"]);
  });

  it("goes on when our clock is set back", () => {
    const engine = holding({ positionStopLoss: { limit: 10, action: "close" } });
    engine.marks({ ETH: 1_900 });
    engine.now -= 3_600_000;
    for (let second = 0; second <= 11; second += 1) engine.wait(1_000);
    edit(engine, { positionStopLoss: { limit: 4, action: "close" } });
    engine.wait(0);
    expect(trips(engine)).toEqual([]);
    engine.marks({ ETH: 1_900 });
    expect(trips(engine)).toEqual(["positionStopLoss ETH"]);
  });

  it("is not known where our clock was set back while the answer was under way", () => {
    const engine = holding({ positionStopLoss: { limit: 10, action: "close" } });
    engine.send(asked(engine.now + 1, engine.now, 1_000));
    expect(trips(engine)).toEqual([]);
  });
});
