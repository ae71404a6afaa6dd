import { describe, expect, it } from "vitest";
import { PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import { FOLLOW, id, mirroring } from "./engine-driver.ts";
import { forgone, one, settings } from "./limit-driver.ts";

describe("limits of a follow", () => {
  it("largest order: all fills of one message, and what waits behind an order, count together", () => {
    const engine = one({ maxOrder: "5000" });
    const fills = [0, 1, 2].map((start) => engine.leaderFill("ETH", 1, 2_000, start));
    engine.fills(fills);
    expect(engine.orders).toMatchObject([{ size: "2.5" }]);
    expect(engine.lastDecision).toMatchObject({
      outcome: "partly",
      forgone: [{ reason: "max-order", size: "0.5" }],
      measured: 6_000,
      limit: 5_000,
    });
    // The next piece has an order of its own.
    engine.trade("ETH", 2, 2_000);
    engine.trade("ETH", 1, 2_000);
    expect(forgone(engine)).toEqual([{ reason: "max-order", size: "0.5" }]);
    engine.answer();
    expect(engine.orders).toMatchObject([{ size: "2.5" }]);
  });

  it("largest order: pieces that come back together leave one by one", () => {
    const engine = one({ maxOrder: "5000" });
    engine.trade("ETH", 2.5, 2_000);
    engine.trade("ETH", 2, 2_000);
    const [order] = engine.orders.splice(0);
    if (order === undefined) throw new Error("no order");
    engine.send({
      kind: "order-not-sent",
      at: engine.now,
      accountId: PAPER_ACCOUNT,
      clientOrderId: order.clientOrderId,
      instrument: order.instrument,
    });
    expect(engine.orders).toMatchObject([{ size: "2.5" }]);
    engine.answer();
    expect(engine.orders).toMatchObject([{ size: "2" }]);
  });

  it("largest position: what is sold of it leaves the leader's share to the lot", () => {
    const engine = one({ maxPosition: "200" });
    engine.trade("BTC", "0.01", 60_000);
    engine.answer();
    expect(engine.book("BTC").held).toBe("0.00333");
    // Three tenths of 200 USD are 100 lots.
    engine.trade("BTC", "-0.007", 60_000);
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.00233" }]);
  });

  it("total, and the leader's own leverage in the instrument", () => {
    const total = one({ maxNotional: "3000" });
    total.trade("ETH", 1, 2_000);
    total.trade("SOL", 20, 100);
    expect(forgone(total)).toEqual([{ reason: "max-notional", size: "10" }]);

    const engine = mirroring(settings({}, { allocation: { kind: "amount", amount: "1000" } }));
    engine.snapshot({}, { cause: "poll" });
    engine.trade("ETH", 1, 2_000);
    engine.answerAll();
    // Now the snapshot tells that he has 5x there.
    engine.snapshot({ ETH: [1, 2_000] }, { cause: "poll" });
    engine.trade("ETH", 2, 2_000);
    expect(engine.lastDecision).toMatchObject({
      forgone: [{ reason: "leader-leverage", size: "0.5" }],
      measured: 6,
      limit: 5,
    });
  });

  it("the leader's leverage that an answer told ahead of the stream, whose positions are in doubt", () => {
    const engine = mirroring(settings({}, { allocation: { kind: "amount", amount: "1000" } }));
    engine.snapshot({ ETH: [4, 2_000] }, { cause: "poll" });
    expect(engine.decisions).toEqual([]);
    engine.trade("ETH", 4, 2_000);
    expect(engine.lastDecision).toMatchObject({
      forgone: [{ reason: "leader-leverage", size: "1.5" }],
      measured: 8,
      limit: 5,
    });
  });

  it("number of positions: growth of what is held makes no more of them", () => {
    const engine = one({ maxPositions: 1 });
    engine.trade("ETH", 1, 2_000);
    engine.answerAll();
    engine.trade("SOL", 1, 100);
    expect(engine.lastDecision).toMatchObject({
      forgone: [{ reason: "max-positions", size: "1" }],
      measured: 2,
      limit: 1,
    });
    engine.trade("ETH", 1, 2_000);
    expect(engine.orders).toMatchObject([{ size: "1" }]);
    engine.answerAll();
    // A position that is being sold is still one.
    engine.trade("ETH", -2, 2_000);
    engine.trade("SOL", 1, 100);
    expect(forgone(engine)).toMatchObject([{ reason: "max-positions" }]);
    engine.answerAll();
    engine.trade("SOL", 1, 100);
    expect(engine.orders).toMatchObject([{ instrument: "SOL", size: "1" }]);
  });

  it("denied instruments", () => {
    const engine = one({ deniedInstruments: ["ETH"] });
    engine.trade("ETH", 1, 2_000);
    expect(forgone(engine)).toMatchObject([{ reason: "instrument-not-allowed" }]);
  });

  it("orders per minute: also those that would follow from one message, and counted anew after it", () => {
    const engine = one({ maxOrdersPerMinute: 2 });
    engine.now += 1_000;
    engine.snapshot({ ETH: [1, 2_000], SOL: [10, 100], BTC: ["0.1", 60_000] }, { cause: "reconnect" });
    expect(engine.orders).toHaveLength(2);
    expect(forgone(engine)).toMatchObject([{ reason: "max-orders-per-minute" }]);
    engine.answerAll();
    engine.now += 30_000;
    engine.marks({ ETH: 2_000, SOL: 100, BTC: 60_000 });
    engine.trade("ETH", 1, 2_000);
    expect(engine.lastDecision).toMatchObject({ measured: 3, limit: 2 });
    // A reduction is no opening.
    engine.trade("ETH", -2, 2_000);
    expect(engine.orders).toMatchObject([{ side: "sell" }]);
    engine.answerAll();
    engine.now += 30_001;
    engine.trade("ETH", 1, 2_000);
    expect(engine.orders).toMatchObject([{ side: "buy" }]);
  });

  it("orders per minute: what comes back from orders that came to nothing makes no more of them", () => {
    const engine = one({ maxOrdersPerMinute: 1 });
    engine.trade("ETH", 1, 2_000);
    const [order] = engine.orders.splice(0);
    if (order === undefined) throw new Error("no order");
    const { clientOrderId, accountId } = order;
    engine.send({ kind: "order-not-sent", at: engine.now, accountId, clientOrderId, instrument: id("ETH") });
    expect(engine.orders).toEqual([]);
    expect(engine.book("ETH").forgone).toEqual([{ reason: "max-orders-per-minute", size: "1" }]);
  });

  it("an order that is committed or unknown counts, whatever became of its target", () => {
    const engine = one({ maxNotional: "3000" });
    engine.trade("ETH", 1, 2_000);
    engine.trade("ETH", -1, 2_000);
    engine.trade("SOL", 20, 100);
    expect(engine.book("SOL").target).toBe("10");
  });

  it("an edit is not trimmed by, but what still waits must be inside it", () => {
    const engine = one();
    engine.trade("ETH", 1, 2_000);
    engine.trade("ETH", 1, 2_000);
    engine.command({
      kind: "edit-follow",
      at: engine.now,
      followId: FOLLOW,
      settings: settings({ maxPosition: "3000" }),
    });
    expect(engine.book("ETH")).toMatchObject({
      target: "1.5",
      forgone: [{ reason: "max-position", size: "0.5" }],
    });
    engine.answerAll();
    const lower = settings({ maxPosition: "100" });
    engine.command({ kind: "edit-follow", at: engine.now, followId: FOLLOW, settings: lower });
    expect(engine.orders).toEqual([]);
    expect(engine.book("ETH")).toMatchObject({ target: "1.5", held: "1.5" });
  });
});
