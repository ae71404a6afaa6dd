import { describe, expect, it } from "vitest";
import { FollowId } from "../../lib/model/identity.ts";
import { EngineDriver, FOLLOW, SECOND_LEADER, text } from "./engine-driver.ts";
import { holding, fill, foreign, net } from "./reconcile-driver.ts";

const SECOND = FollowId.parse("follow-2");

describe("whose fill it is", () => {
  function two(): EngineDriver {
    const engine = new EngineDriver();
    engine.follow({ sizing: { kind: "fixed-ratio", ratio: "0.01" } });
    engine.follow({ sizing: { kind: "fixed-ratio", ratio: "0.02" } }, SECOND, SECOND_LEADER);
    engine.snapshot({});
    engine.snapshot({}, { leaderId: SECOND_LEADER });
    engine.marks({ ETH: 2_000 });
    engine.trade("ETH", 10, 2_000);
    engine.answer();
    engine.trade("ETH", 10, 2_000, SECOND_LEADER);
    engine.answer();
    return engine;
  }
  const held = (engine: EngineDriver) => [engine.book("ETH").held, engine.book("ETH", SECOND).held];
  const trade = (engine: EngineDriver, name: string, side: "buy" | "sell", size: string, more = {}) =>
    foreign(engine, [fill(engine, { id: name, side, size: text(size), ...more })]);

  it("is first the user's own on that side, then the follows' pro rata in lots, then the user's again", () => {
    const engine = two();
    trade(engine, "1", "buy", "0.05");
    expect([held(engine), net(engine, "ETH")]).toEqual([["0.1", "0.2"], "0.35"]);
    trade(engine, "2", "sell", "0.0502");
    // 0.0002 of the follows: a third of two lots to the first.
    expect([held(engine), net(engine, "ETH")]).toEqual([["0.0999", "0.1999"], "0.2998"]);
    trade(engine, "3", "sell", "1");
    expect([held(engine), net(engine, "ETH")]).toEqual([["0", "0"], "-0.7002"]);
    expect(engine.book("ETH", SECOND).forgone).toMatchObject([{ reason: "closed-by-hand", size: "0.2" }]);
    expect(engine.book("ETH", SECOND).latched).toBeNull();
  });

  it("takes nothing from a follow on the other side than the net's", () => {
    const engine = two();
    engine.trade("ETH", -60, 2_000, SECOND_LEADER);
    engine.answer();
    engine.answer();
    while (engine.orders.length > 0) engine.answer();
    expect([held(engine), net(engine, "ETH")]).toEqual([["0.1", "-1"], "-0.9"]);
    trade(engine, "1", "sell", "0.1");
    expect([held(engine), net(engine, "ETH")]).toEqual([["0.1", "-1"], "-1"]);
    // First the 0.1 that the user is short himself, then the follow on the net's side.
    trade(engine, "2", "buy", "0.3");
    expect([held(engine), net(engine, "ETH")]).toEqual([["0.1", "-0.8"], "-0.7"]);
  });

  it("gives a liquidation to all on that side, the user's own part too", () => {
    const engine = two();
    trade(engine, "1", "buy", "0.3");
    trade(engine, "2", "sell", "0.3", { cause: "liquidation" });
    expect([held(engine), net(engine, "ETH")]).toEqual([["0.05", "0.1"], "0.3"]);
    expect(engine.book("ETH").latched).toBe("liquidated");
  });

  it("waits for an order that is open there, and is taken in the venue's order then", () => {
    const engine = holding();
    engine.trade("ETH", 10, 2_000);
    engine.now += 100;
    // After our order at the venue, told before it: it met the new position too.
    trade(engine, "late", "sell", "0.15", { time: engine.now });
    expect([engine.book("ETH").held, net(engine, "ETH")]).toEqual(["0.1", "0.1"]);
    engine.now -= 50;
    engine.answer();
    expect([engine.book("ETH").held, net(engine, "ETH")]).toEqual(["0.05", "0.05"]);
    expect(engine.book("ETH")).toMatchObject({ target: "0.05", forgone: [{ size: "0.15" }] });
    expect(engine.orders).toEqual([]);
  });

  it("met the old position when it came before our order", () => {
    const engine = holding();
    engine.trade("ETH", 10, 2_000);
    trade(engine, "early", "sell", "0.15", { time: engine.now - 10 });
    engine.answer();
    // It closed our 0.1 and opened a short of the user's own, before ours was bought.
    expect([engine.book("ETH").held, net(engine, "ETH")]).toEqual(["0.1", "0.05"]);
  });

  it("lets nothing be ordered there while it waits", () => {
    const engine = holding();
    engine.trade("ETH", 10, 2_000);
    engine.send({ kind: "boot", at: engine.now });
    engine.snapshot({ ETH: [20, 2_000] });
    trade(engine, "1", "sell", "0.05");
    engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "close" });
    expect(engine.everyOrder).toHaveLength(2);
    engine.orders = engine.everyOrder.slice(1);
    engine.answer();
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.15" }]);
  });
});
