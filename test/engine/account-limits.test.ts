import { describe, expect, it } from "vitest";
import { SECOND_LEADER } from "./engine-driver.ts";
import { forgone, limitAccount, one, two } from "./limit-driver.ts";

describe("limits of an account", () => {
  it("size of an order, a position and all: the follows count together, long and short added", () => {
    const order = two({ maxOrder: "3000" });
    order.trade("ETH", 1, 2_000);
    order.trade("ETH", "0.7", 2_000);
    order.trade("ETH", 1, 2_000, SECOND_LEADER);
    expect(forgone(order)).toEqual([{ reason: "account-max-order", size: "0.2" }]);

    // Each had an order of its own; the first came to nothing, and both wait together.
    const together = two({ maxOrder: "3000" });
    together.trade("ETH", "1.5", 2_000);
    together.trade("ETH", "1.5", 2_000, SECOND_LEADER);
    const [first] = together.orders.splice(0);
    if (first === undefined) throw new Error("no order");
    const { accountId, clientOrderId, instrument } = first;
    together.send({ kind: "order-not-sent", at: together.now, accountId, clientOrderId, instrument });
    expect(together.orders).toMatchObject([{ size: "1.5" }]);
    together.answer();
    expect(together.orders).toMatchObject([{ size: "1.5" }]);

    const position = two({ maxPosition: "3000" });
    position.trade("ETH", 1, 2_000);
    position.trade("ETH", -1, 2_000, SECOND_LEADER);
    expect(forgone(position)).toEqual([{ reason: "account-max-position", size: "-0.5" }]);

    const total = two({ maxNotional: "3000" });
    total.trade("ETH", 1, 2_000);
    total.trade("SOL", 20, 100, SECOND_LEADER);
    expect(forgone(total)).toEqual([{ reason: "account-max-notional", size: "10" }]);
  });

  it("leverage over its equity, which must be known", () => {
    const engine = two({ maxLeverage: 0.5 });
    engine.trade("ETH", 2, 2_000);
    engine.trade("SOL", 20, 100, SECOND_LEADER);
    expect(engine.lastDecision).toMatchObject({
      forgone: [{ reason: "account-max-leverage", size: "10" }],
      limit: 0.5,
    });
    engine.readsAccount = false;
    engine.now += 61_000;
    engine.snapshot({ ETH: [2, 2_000] }, { cause: "poll" });
    engine.trade("ETH", 1, 2_000);
    expect(forgone(engine)).toMatchObject([{ reason: "account-equity-unknown" }]);
  });

  it("leverage that is set while its equity is not known: what waits is not bought past it", () => {
    const engine = one({ maxAgeMs: 60_000 });
    engine.readsAccount = false;
    engine.wait(50_000);
    engine.marks({ ETH: 2_000 });
    engine.snapshot({}, { cause: "poll" });
    engine.trade("ETH", 1, 2_000);
    engine.trade("ETH", 1, 2_000);
    expect(engine.lastDecision).toMatchObject({ outcome: "waiting", reason: "order-in-flight" });
    engine.wait(11_000);
    limitAccount(engine, { maxLeverage: 0.1 });
    expect(engine.book("ETH")).toMatchObject({
      target: "1",
      forgone: [{ reason: "account-equity-unknown", size: "1" }],
    });
    engine.marks({ ETH: 2_000 });
    engine.answer();
    expect(engine.everyOrder).toHaveLength(1);
  });

  it("positions, lists, slippage, age and orders per minute", () => {
    const positions = two({ maxPositions: 1 });
    positions.trade("ETH", 1, 2_000);
    positions.trade("SOL", 1, 100, SECOND_LEADER);
    expect(forgone(positions)).toMatchObject([{ reason: "account-max-positions" }]);
    positions.trade("ETH", 1, 2_000, SECOND_LEADER);
    expect(forgone(positions)).toEqual([]);

    const lists = one({}, { allowedInstruments: ["BTC"] });
    lists.trade("ETH", 1, 2_000);
    expect(forgone(lists)).toMatchObject([{ reason: "account-instrument-not-allowed" }]);

    const slippage = one({}, { maxSlippageBps: 5 });
    slippage.trade("ETH", 1, 2_000);
    expect(slippage.orders).toMatchObject([{ limitPrice: "2001" }]);
    slippage.marks({ SOL: "100.1" });
    slippage.trade("SOL", 1, 100);
    expect(slippage.lastDecision).toMatchObject({
      forgone: [{ reason: "account-slippage" }],
      measured: 10,
      limit: 5,
    });

    const late = one({}, { maxAgeMs: 2_000 });
    late.now += 3_000;
    late.fills([{ ...late.leaderFill("ETH", 1, 2_000), time: late.now - 3_000 }]);
    expect(forgone(late)).toMatchObject([{ reason: "account-age" }]);

    const rate = two({ maxOrdersPerMinute: 1 });
    rate.trade("ETH", 1, 2_000);
    rate.trade("SOL", 1, 100, SECOND_LEADER);
    expect(forgone(rate)).toMatchObject([{ reason: "account-max-orders-per-minute" }]);
  });

  it("judges growth only: a reduction passes whatever it says", () => {
    const engine = two({});
    engine.trade("ETH", 1, 2_000);
    engine.trade("ETH", -1, 2_000, SECOND_LEADER);
    engine.answerAll();
    limitAccount(engine, { maxPosition: "20", maxNotional: "20" });
    const before = engine.everyOrder.length;
    engine.trade("ETH", 1, 2_000, SECOND_LEADER);
    expect(engine.everyOrder.slice(before)).toMatchObject([{ side: "buy", size: "1" }]);
  });
});
