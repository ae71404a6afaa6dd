import { describe, expect, it } from "vitest";
import { isStillWanted } from "../../lib/engine/still-wanted.ts";
import { FollowId } from "../../lib/model/identity.ts";
import { EngineDriver, FOLLOW, SECOND_LEADER, id, mirroring } from "./engine-driver.ts";
import { holding as ruled, trips } from "./exit-driver.ts";

const SECOND = FollowId.parse("follow-2");

function holding(): EngineDriver {
  const engine = mirroring();
  engine.trade("ETH", 10, 2_000);
  engine.answerAll();
  return engine;
}

describe("halt", () => {
  it("sends nothing, neither growth nor reductions, and goes on with what is still wanted once it is lifted", () => {
    const engine = holding();
    engine.command({ kind: "halt", at: engine.now });
    const halted = engine.state.meta.haltedSince;
    expect(halted).toBe(engine.now);
    engine.trade("ETH", -5, 2_000);
    expect(engine.orders).toEqual([]);
    expect(engine.lastDecision).toMatchObject({ outcome: "waiting", reason: "halted" });
    engine.trade("BTC", 1, 60_000);
    expect(engine.orders).toEqual([]);
    expect(engine.book("BTC")).toMatchObject({ target: "0", forgone: [{ reason: "halted" }] });
    engine.wait(1_000);
    engine.command({ kind: "halt", at: engine.now });
    expect(engine.state.meta.haltedSince).toBe(halted);
    engine.marks({ ETH: 2_000, BTC: 60_000 });
    engine.command({ kind: "lift-halt", at: engine.now });
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.05" }]);
    engine.answerAll();
    expect(engine.book("BTC").held).toBe("0");
  });

  it("withdraws an order that was decided but not handed over", () => {
    const engine = mirroring();
    engine.trade("ETH", 10, 2_000);
    const [order] = engine.orders;
    if (order === undefined) throw new Error("no order");
    expect(isStillWanted(engine.state, order)).toBe(true);
    engine.command({ kind: "halt", at: engine.now });
    expect(isStillWanted(engine.state, order)).toBe(false);
  });

  it("withdraws growth when a rule that stops it tripped before it was handed over", () => {
    const engine = ruled({ drawdown: { limit: 10, action: "no-growth" } });
    engine.trade("ETH", 0.1, 2_000);
    const [order] = engine.orders;
    if (order === undefined) throw new Error("no order");
    expect(isStillWanted(engine.state, order)).toBe(true);
    engine.marks({ ETH: 900 });
    expect(trips(engine)).toEqual(["drawdown"]);
    expect(isStillWanted(engine.state, order)).toBe(false);
  });

  it("lets nothing meet inside the account either", () => {
    const engine = new EngineDriver();
    engine.follow({ sizing: { kind: "fixed-ratio", ratio: "0.01" } });
    engine.follow({ sizing: { kind: "fixed-ratio", ratio: "0.01" } }, SECOND, SECOND_LEADER);
    engine.snapshot({});
    engine.snapshot({}, { leaderId: SECOND_LEADER });
    engine.marks({ ETH: 2_000 });
    engine.trade("ETH", 10, 2_000);
    engine.answerAll();
    engine.trade("ETH", -10, 2_000, SECOND_LEADER);
    engine.answerAll();
    engine.command({ kind: "halt", at: engine.now });
    engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "close" });
    const { work } = engine.command({ kind: "stop", at: engine.now, followId: SECOND, positions: "close" });
    expect(work.fills).toEqual([]);
    expect(engine.book("ETH").held).toBe("0.1");
  });

  it("takes reports as before", () => {
    const engine = mirroring();
    engine.trade("ETH", 10, 2_000);
    engine.command({ kind: "halt", at: engine.now });
    engine.answer();
    expect(engine.book("ETH").held).toBe("0.1");
    expect(engine.orders).toEqual([]);
  });

  it("close all lifts it and closes every follow that runs", () => {
    const engine = holding();
    engine.command({ kind: "halt", at: engine.now });
    engine.command({ kind: "close-all", at: engine.now });
    expect(engine.state.meta.haltedSince).toBeNull();
    expect(engine.state.follows.get(FOLLOW)?.status).toBe("closing");
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.1", reduceOnly: true }]);
    engine.answerAll();
    expect(engine.state.follows.get(FOLLOW)?.status).toBe("stopped");
  });

  it("close all leaves positions alone that were left to the user", () => {
    const engine = holding();
    engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "keep" });
    engine.command({ kind: "close-all", at: engine.now });
    expect(engine.orders).toEqual([]);
    expect(engine.state.follows.get(FOLLOW)?.status).toBe("stopped");
  });
});

describe("one position closed by hand", () => {
  it("is sold, joins what is forgone, and later growth of the leader is bought again", () => {
    const engine = holding();
    engine.command({ kind: "close-position", at: engine.now, followId: FOLLOW, instrument: id("ETH") });
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.1", reduceOnly: true }]);
    engine.answer();
    expect(engine.book("ETH")).toMatchObject({
      held: "0",
      target: "0",
      forgone: [{ reason: "closed-by-hand", size: "0.1" }],
    });
    engine.marks({ ETH: 2_000 });
    expect(engine.orders).toEqual([]);
    engine.trade("ETH", 10, 2_000);
    expect(engine.orders).toMatchObject([{ side: "buy", size: "0.1" }]);
    engine.answer();
    engine.trade("ETH", -20, 2_000);
    engine.answerAll();
    expect(engine.book("ETH")).toMatchObject({ held: "0", target: "0", forgone: [] });
  });

  it("sells the fill of an order that was under way, too", () => {
    const engine = mirroring();
    engine.trade("ETH", 10, 2_000);
    engine.command({ kind: "close-position", at: engine.now, followId: FOLLOW, instrument: id("ETH") });
    expect(engine.orders).toHaveLength(1);
    engine.answer();
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.1" }]);
  });
});

describe("following the leader out", () => {
  it("copies his reductions, buys nothing more, and ends when nothing is held", () => {
    const engine = holding();
    engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "leader-out" });
    expect(engine.orders).toEqual([]);
    expect(engine.state.follows.get(FOLLOW)?.status).toBe("leaving");
    engine.trade("ETH", 10, 2_000);
    expect(engine.orders).toEqual([]);
    expect(engine.book("ETH").forgone).toMatchObject([{ reason: "leaving", size: "0.1" }]);
    engine.trade("ETH", -10, 2_000);
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.05" }]);
    engine.answerAll();
    engine.command({ kind: "pause", at: engine.now, followId: FOLLOW });
    expect(engine.state.follows.get(FOLLOW)?.status).toBe("leaving");
    engine.trade("ETH", -10, 2_000);
    engine.answerAll();
    expect(engine.book("ETH").held).toBe("0");
    expect(engine.state.follows.get(FOLLOW)?.status).toBe("stopped");
  });

  it("forgoes what waits, and ends at once where nothing is held", () => {
    const engine = mirroring();
    engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "leader-out" });
    expect(engine.state.follows.get(FOLLOW)?.status).toBe("stopped");
  });

  it("can still be closed at once", () => {
    const engine = holding();
    engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "leader-out" });
    engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "close" });
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.1" }]);
    engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "leader-out" });
    expect(engine.state.follows.get(FOLLOW)?.status).toBe("closing");
  });
});
