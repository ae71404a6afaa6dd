import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS, type FollowSettings } from "../../lib/model/follow-settings.ts";
import { mirroring } from "./engine-driver.ts";

describe("below the venue's minimum", () => {
  it("is forgone at once by choice", () => {
    const engine = mirroring({ belowMinimum: "forgo" });
    engine.trade("ETH", "0.3", 2_000);
    expect(engine.lastDecision).toMatchObject({
      outcome: "forgone",
      targetChange: "0",
      forgone: [{ reason: "below-minimum", size: "0.003" }],
    });
    engine.trade("ETH", "0.3", 2_000);
    expect(engine.orders).toEqual([]);
    expect(engine.book("ETH")).toMatchObject({ target: "0", forgone: [{ size: "0.006" }] });
  });

  it("is raised to it by choice, in whole lots, and the target with it", () => {
    const engine = mirroring({ belowMinimum: "raise" });
    engine.trade("ETH", "0.3", 2_000);
    expect(engine.orders).toMatchObject([{ size: "0.005" }]);
    expect(engine.book("ETH").target).toBe("0.005");
    expect(engine.lastDecision).toMatchObject({
      outcome: "ordered",
      reason: "raised-to-minimum",
      targetChange: "0.005",
      target: "0.005",
    });
    engine.answerAll();
    // A sale of half takes half of what is held.
    engine.trade("ETH", "-0.15", 2_000);
    expect(engine.book("ETH").target).toBe("0.0025");
  });

  it("is raised with what had waited before, in one decision for the one order", () => {
    const engine = mirroring({ belowMinimum: "raise" });
    engine.feed("lost");
    engine.trade("ETH", "0.2", 2_000);
    engine.now += 1_000;
    engine.snapshot({ ETH: ["0.3", 2_000] }, { cause: "reconnect" });
    expect(engine.orders).toMatchObject([{ size: "0.005" }]);
    const named = engine.decisions.filter((one) => one.clientOrderId === engine.orders[0]?.clientOrderId);
    expect(named).toMatchObject([{ reason: "raised-to-minimum", targetChange: "0.003", target: "0.005" }]);
  });

  it("is not raised by the leader's own sale", () => {
    const engine = mirroring({ belowMinimum: "raise" });
    engine.feed("lost");
    engine.trade("ETH", "0.3", 2_000);
    engine.now += 1_000;
    engine.snapshot({ ETH: ["0.2", 2_000] }, { cause: "reconnect" });
    expect(engine.orders).toEqual([]);
    expect(engine.book("ETH").target).toBe("0.002");
    engine.wait(1);
    expect(engine.orders).toMatchObject([{ size: "0.005" }]);
  });

  it("is not raised past a limit; it waits then", () => {
    const limits = { ...DEFAULT_SETTINGS.limits, maxPosition: "8" } as FollowSettings["limits"];
    const engine = mirroring({ belowMinimum: "raise", limits });
    engine.trade("ETH", "0.3", 2_000);
    expect(engine.orders).toEqual([]);
    expect(engine.lastDecision).toMatchObject({ outcome: "waiting", reason: "below-minimum" });
    expect(engine.book("ETH")).toMatchObject({ target: "0.003", forgone: [] });
  });

  it("of a sale is raised as well, valued at its own worst price", () => {
    const engine = mirroring({ belowMinimum: "raise" });
    engine.trade("ETH", "-0.3", 2_000);
    // 0.005 at 1,997 would be worth less than 10 USD.
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.0051" }]);
  });
});
