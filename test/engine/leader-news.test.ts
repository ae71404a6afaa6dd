import { describe, expect, it } from "vitest";
import type { NotCopyable } from "../../lib/model/leader.ts";
import { LEADER, T0, mirroring } from "./engine-driver.ts";
import { settings } from "./exit-driver.ts";

describe("following", () => {
  it("copies nothing that stood before, and scales new growth by allocation / equity", () => {
    const engine = mirroring({}, { BTC: [2, 58_000] });
    expect(engine.everyOrder).toEqual([]);
    engine.trade("BTC", 1, 60_000);
    // 1 BTC x 1,000 / 100,000 = 0.01 BTC at most 15 bps above the leader.
    expect(engine.orders).toMatchObject([
      { side: "buy", size: "0.01", limitPrice: "60090", reduceOnly: false, instrument: "BTC" },
    ]);
    expect(engine.book("BTC")).toMatchObject({ baseline: "2", copyable: "1", target: "0.01", held: "0" });
    expect(engine.lastDecision).toMatchObject({ outcome: "ordered", leaderFrom: "2", leaderTo: "3" });
    engine.answer({ price: 60_010 });
    expect(engine.book("BTC")).toMatchObject({
      held: "0.01",
      entryPrice: "60010",
      leaderEntryPrice: "60000",
    });
  });

  it("sells in proportion, reduce-only, and the baseline goes last", () => {
    const engine = mirroring({}, { BTC: [2, 58_000] });
    engine.trade("BTC", 2, 60_000);
    engine.answerAll();
    engine.trade("BTC", -1, 60_000);
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.01", reduceOnly: true }]);
    engine.answerAll();
    engine.trade("BTC", -1, 60_000);
    engine.answerAll();
    expect(engine.book("BTC")).toMatchObject({ baseline: "2", copyable: "0", target: "0", held: "0" });
    const orders = engine.everyOrder.length;
    engine.trade("BTC", -1, 60_000);
    expect(engine.book("BTC")).toMatchObject({ baseline: "1", copyable: "0" });
    expect(engine.everyOrder.length).toBe(orders);
    expect(engine.lastDecision).toMatchObject({ outcome: "nothing-to-copy", reason: "existing-position" });
  });

  it("splits a flip: the second order leaves when the first is final", () => {
    const engine = mirroring();
    engine.trade("ETH", 10, 2_000);
    engine.answerAll();
    engine.trade("ETH", -30, 2_000);
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.1", reduceOnly: true }]);
    engine.answer();
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.2", reduceOnly: false }]);
    engine.answer();
    expect(engine.book("ETH")).toMatchObject({ target: "-0.2", held: "-0.2" });
  });

  it("writes down what cannot be copied, once, also when the leader is not read or it is told as history", () => {
    const engine = mirroring();
    const spot = { instrument: "@107", reason: "spot", time: engine.now + 5, key: "@107|1|1|1" } as const;
    const tell = (acts: NotCopyable[]) =>
      engine.send({
        kind: "leader-fills",
        at: engine.now + 10,
        leaderId: LEADER,
        fills: [],
        notCopyable: acts,
      });
    tell([spot]);
    tell([spot]);
    engine.send({ kind: "boot", at: engine.now + 20 });
    tell([
      { ...spot, time: T0 - 60_000, key: "before the follow" },
      spot,
      { ...spot, time: spot.time + 1, key: "missed" },
    ]);
    const told = engine.decisions.filter((decision) => decision.outcome === "not-copyable");
    expect(told.map((decision) => decision.fillKeys)).toEqual([["@107|1|1|1"], ["missed"]]);
    expect(told[0]).toMatchObject({ instrument: "@107", reason: "spot" });
  });

  it("makes one order of twenty partial fills in one message", () => {
    const engine = mirroring();
    let start = 0;
    const fills = Array.from({ length: 20 }, () => {
      const fill = engine.leaderFill("ETH", 1, 2_000, start);
      start += 1;
      return fill;
    });
    engine.fills(fills);
    expect(engine.orders).toMatchObject([{ size: "0.2" }]);
    const acts = engine.decisions.filter((decision) => decision.source === "live");
    expect(acts).toHaveLength(1);
    expect(acts[0]).toMatchObject({
      leaderFrom: "0",
      leaderTo: "20",
      targetChange: "0.2",
      outcome: "ordered",
    });
    expect(acts[0]?.fillKeys).toHaveLength(20);
  });

  it("tells of one message what is still forgone of it at its end", () => {
    const engine = mirroring({ sides: "long" });
    engine.fills([
      engine.leaderFill("ETH", -10, 2_000, 0),
      engine.leaderFill("ETH", 5, 2_000, -10),
      engine.leaderFill("ETH", 8, 2_000, -5),
      engine.leaderFill("ETH", -6, 2_000, 3),
    ]);
    const acts = engine.decisions.filter((decision) => decision.source === "live");
    expect(acts).toMatchObject([
      { leaderTo: "-3", target: "0", forgone: [{ reason: "side-not-allowed", size: "-0.03" }] },
    ]);
    expect(engine.book("ETH").forgone).toEqual([{ reason: "side-not-allowed", size: "-0.03" }]);
  });

  it("judges the slippage by the market, and not by what the leader himself traded at", () => {
    const engine = mirroring();
    engine.now += 11_000;
    engine.fills([engine.leaderFill("ETH", 10, 1_980), engine.leaderFill("ETH", -10, 1_980, 10)]);
    engine.trade("ETH", -10, 1_990);
    expect(engine.book("ETH").forgone).toEqual([]);
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.1" }]);
  });

  it("has one order in flight per instrument; what comes meanwhile follows it", () => {
    const engine = mirroring();
    engine.trade("ETH", 10, 2_000);
    engine.trade("ETH", 10, 2_000);
    expect(engine.orders).toHaveLength(1);
    expect(engine.lastDecision).toMatchObject({ outcome: "waiting", reason: "order-in-flight" });
    engine.answer();
    expect(engine.orders).toMatchObject([{ size: "0.1" }]);
  });

  it("ignores duplicates, history and what a snapshot holds already", () => {
    const engine = mirroring();
    const first = engine.leaderFill("ETH", 10, 2_000);
    engine.fills([first]);
    engine.now += 5;
    const second = engine.leaderFill("ETH", -10, 2_000);
    engine.fills([second]);
    const before = engine.state;
    engine.fills([first]);
    engine.fills([second]);
    expect(engine.state.leaderBooks).toEqual(before.leaderBooks);
    engine.now += 100;
    engine.snapshot({}, { cause: "reconnect" });
    engine.fills([{ ...first, key: "another" }]);
    expect(engine.state.leaderBooks).toEqual(before.leaderBooks);
  });

  it("sees a gap at once, asks for a snapshot and trades nothing on it", () => {
    const engine = mirroring();
    const orders = engine.everyOrder.length;
    engine.fills([engine.leaderFill("ETH", 5, 2_000, 7)]);
    expect(engine.everyOrder.length).toBe(orders);
    expect(engine.effects).toEqual([{ kind: "refresh-leader", leaderId: LEADER, cause: "gap", afterMs: 0 }]);
    engine.now += 300;
    engine.snapshot({ ETH: [12, 2_000] }, { cause: "gap" });
    expect(engine.orders).toMatchObject([{ side: "buy", size: "0.12" }]);
    expect(engine.lastDecision).toMatchObject({ source: "late", leaderTo: "12", leaderPrice: "2000" });
  });

  it("takes a poll's disagreement as truth only when it is confirmed", () => {
    const engine = mirroring();
    engine.now += 5_000;
    engine.snapshot({ ETH: [10, 2_000] }, { cause: "poll" });
    expect(engine.orders).toEqual([]);
    expect(engine.effects).toMatchObject([{ kind: "refresh-leader", cause: "gap", afterMs: 1_500 }]);
    engine.fills([engine.leaderFill("ETH", 10, 2_000)]);
    expect(engine.orders).toMatchObject([{ size: "0.1" }]);
    engine.answerAll();
    engine.now += 1_500;
    engine.snapshot({ ETH: [10, 2_000] }, { cause: "gap" });
    expect(engine.everyOrder).toHaveLength(1);
  });

  it("does not take an answer for news that was under way while the stream went on", () => {
    const engine = mirroring();
    engine.now += 1_000;
    const asked = engine.now;
    engine.now += 50;
    engine.trade("ETH", 10, 2_000);
    engine.answerAll();
    engine.now += 50;
    engine.snapshot({}, { cause: "gap", time: asked });
    expect(engine.everyOrder).toHaveLength(1);
    expect(engine.book("ETH").held).toBe("0.1");
  });

  it("does not take back a fill because an answer had not seen it yet, whatever its time says", () => {
    const engine = mirroring();
    engine.trade("ETH", 10, 2_000);
    engine.answerAll();
    engine.now += 300;
    // Something was missed elsewhere, and the answer to that lags: it does not show the ETH.
    engine.fills([engine.leaderFill("SOL", 5, 100, 7)]);
    engine.now += 200;
    engine.snapshot({ SOL: [12, 100] }, { cause: "gap" });
    expect(engine.everyOrder.filter((order) => order.side === "sell")).toEqual([]);
    expect(engine.orders).toMatchObject([{ instrument: "SOL", side: "buy" }]);
    expect(engine.effects).toContainEqual(expect.objectContaining({ cause: "gap", afterMs: 1_500 }));
    engine.now += 1_600;
    engine.snapshot({ SOL: [12, 100], ETH: [10, 2_000] }, { cause: "gap" });
    expect(engine.book("ETH")).toMatchObject({ target: "0.1", held: "0.1" });
  });

  it("believes the answer when it is asked again: a sale that the stream lost is followed", () => {
    const engine = mirroring();
    engine.trade("ETH", 10, 2_000);
    engine.answerAll();
    engine.now += 500;
    engine.snapshot({}, { cause: "gap" });
    expect(engine.orders).toEqual([]);
    engine.now += 1_500;
    engine.marks({ ETH: 2_000 });
    engine.snapshot({}, { cause: "gap" });
    expect(engine.orders).toMatchObject([{ instrument: "ETH", side: "sell", size: "0.1", reduceOnly: true }]);
  });

  it("does not believe a fill from the future", () => {
    const engine = mirroring();
    engine.fills([{ ...engine.leaderFill("ETH", 10, 2_000), time: engine.now + 120_000 }]);
    expect(engine.everyOrder).toEqual([]);
    expect(engine.effects).toMatchObject([{ kind: "refresh-leader", cause: "gap" }]);
  });

  it("says so when the leader sells what had only been waiting", () => {
    const engine = mirroring();
    engine.trade("ETH", "0.3", 2_000);
    engine.trade("ETH", "-0.3", 2_000);
    expect(engine.lastDecision).toMatchObject({ outcome: "nothing-to-copy", reason: "waiting-dropped" });
  });

  it("prices late news from sizes and entry prices, and forgoes it when it is too old", () => {
    const engine = mirroring();
    engine.trade("ETH", 10, 2_000);
    engine.answerAll();
    engine.now += 60_000;
    engine.marks({ ETH: 2_000 });
    engine.snapshot({ ETH: [20, 2_001] }, { cause: "reconnect", goodUntil: engine.now - 60_000 });
    expect(engine.lastDecision).toMatchObject({
      source: "late",
      leaderPrice: "2002",
      outcome: "forgone",
      forgone: [{ reason: "age", size: "0.1" }],
      measured: 60_000,
      limit: 10_000,
    });
    engine.now += 60_000;
    engine.marks({ ETH: 2_000 });
    engine.snapshot({ ETH: [5, 2_001] }, { cause: "reconnect" });
    // A reduction is copied however late: W and both its parts shrink to a quarter.
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.075", reduceOnly: true }]);
    expect(engine.book("ETH")).toMatchObject({
      target: "0.025",
      forgone: [{ reason: "age", size: "0.025" }],
    });
  });

  it("a turn that came while he could not be read is sold when the wait is over, and buys nothing on the other side", () => {
    const engine = mirroring(settings({}));
    engine.trade("ETH", -0.01, 2_000);
    engine.answer();
    engine.feed("lost");
    engine.trade("ETH", 0.02, 2_000);
    expect(engine.book("ETH")).toMatchObject({ held: "-0.01", target: "0.01" });
    engine.now += 15_000;
    engine.marks({ ETH: 2_000 });
    expect(engine.orders).toEqual([]);
    engine.now += 1;
    engine.marks({ ETH: 2_000 });
    expect(engine.orders).toMatchObject([{ side: "buy", size: "0.01", reduceOnly: true }]);
    engine.answer();
    expect(engine.book("ETH").held).toBe("0");
    expect(engine.everyOrder).toHaveLength(2);
  });
});
