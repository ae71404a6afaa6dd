import { describe, expect, it } from "vitest";
import { isStillWanted } from "../../lib/engine/still-wanted.ts";
import { mirroring } from "./engine-driver.ts";
import { one } from "./limit-driver.ts";

describe("what is unknown stays unknown until there is evidence", () => {
  it("freezes the instrument, settles by two readings five seconds apart, and re-sends nothing", () => {
    const engine = mirroring();
    engine.trade("ETH", 10, 2_000);
    const [order] = engine.orders;
    engine.send({ kind: "boot", at: engine.now });
    engine.snapshot({ ETH: [20, 2_000] }, { cause: "start" });
    expect(engine.everyOrder).toHaveLength(1);
    expect(engine.lastDecision).toMatchObject({ outcome: "waiting", reason: "instrument-frozen" });
    if (order === undefined) throw new Error("no order");
    engine.notFound(order);
    engine.pass(6);
    engine.notFound(order);
    engine.marks({ ETH: 2_000 });
    expect(engine.everyOrder).toHaveLength(1);
    engine.pass(5);
    engine.marks({ ETH: 2_000 });
    engine.notFound(order);
    expect(engine.state.openIntents.size).toBe(1);
    engine.pass(1);
    const { work } = engine.notFound(order);
    expect(work.settled).toMatchObject([{ status: "absent" }]);
    expect(engine.state.openIntents.size).toBe(0);
    // Ten seconds have passed: the growth is forgone, not sent late.
    expect(engine.book("ETH").forgone).toMatchObject([{ reason: "age", size: "0.2" }]);
    expect(engine.everyOrder).toHaveLength(1);
  });

  it("counts the five seconds from when the first answer came, however long that was under way", () => {
    const engine = mirroring();
    engine.trade("ETH", 10, 2_000);
    const [order] = engine.orders;
    if (order === undefined) throw new Error("no order");
    engine.send({ kind: "boot", at: engine.now });
    engine.pass(7);
    const asked = engine.state.ticks;
    engine.pass(8);
    // The venue may have looked only just now.
    engine.notFound(order, asked);
    engine.pass(2);
    expect(engine.notFound(order).work.settled).toEqual([]);
    engine.pass(4);
    expect(engine.notFound(order).work.settled).toMatchObject([{ status: "absent" }]);
  });

  it("books an order that is found after a restart, once", () => {
    const engine = mirroring();
    engine.trade("ETH", 10, 2_000);
    engine.send({ kind: "boot", at: engine.now });
    const [order] = engine.orders;
    engine.answer();
    expect(engine.book("ETH").held).toBe("0.1");
    if (order !== undefined) engine.orders.push(order);
    engine.answer();
    expect(engine.book("ETH").held).toBe("0.1");
  });

  it("is not kept unknown by a clock that was set back", () => {
    const engine = mirroring();
    engine.trade("ETH", 10, 2_000);
    const [order] = engine.orders;
    if (order === undefined) throw new Error("no order");
    const { accountId, clientOrderId, instrument } = order;
    const about = { accountId, clientOrderId, instrument };
    engine.send({ kind: "order-unknown", at: engine.now, ...about, detail: "503" });
    engine.now -= 3_600_000;
    engine.notFound(order);
    engine.pass(5);
    engine.notFound(order);
    // Five seconds have not surely passed since it was sent: the venue may still accept it.
    expect(engine.state.openIntents.get(clientOrderId)?.notFoundAt).toEqual([]);
    engine.pass(1);
    engine.notFound(order);
    engine.pass(5);
    engine.notFound(order);
    expect(engine.state.openIntents.size).toBe(1);
    engine.pass(1);
    expect(engine.notFound(order).work.settled).toMatchObject([{ status: "absent" }]);
  });

  it("is not called absent because a clock was set ahead: before its expiry, or between two readings", () => {
    const engine = mirroring();
    engine.trade("ETH", 10, 2_000);
    const [order] = engine.orders;
    if (order === undefined) throw new Error("no order");
    engine.pass(1);
    engine.now += 3_600_000;
    engine.notFound(order);
    engine.pass(4);
    engine.now += 3_600_000;
    engine.notFound(order);
    expect(engine.state.openIntents.get(order.clientOrderId)?.notFoundAt).toEqual([]);
    engine.pass(1);
    engine.notFound(order);
    engine.now += 3_600_000;
    engine.notFound(order);
    expect(engine.state.openIntents.size).toBe(1);
  });

  it("counts a reading from its question: one that was asked for before the expiry says nothing", () => {
    const engine = mirroring();
    engine.trade("ETH", 10, 2_000);
    const [order] = engine.orders;
    if (order === undefined) throw new Error("no order");
    engine.pass(20);
    engine.notFound(order, 5);
    engine.notFound(order);
    expect(engine.state.openIntents.size).toBe(1);
    engine.pass(6);
    expect(engine.notFound(order).work.settled).toMatchObject([{ status: "absent" }]);
  });

  it("still reduces what is surely held", () => {
    const engine = mirroring();
    engine.trade("ETH", 10, 2_000);
    engine.answerAll();
    engine.trade("ETH", 10, 2_000);
    engine.send({ kind: "boot", at: engine.now });
    engine.snapshot({ ETH: [0.0001, 2_000] }, { cause: "start" });
    engine.marks({ ETH: 2_000 });
    expect(engine.everyOrder.at(-1)).toMatchObject({ side: "sell", size: "0.1", reduceOnly: true });
  });

  it("gives up the rest below the minimum when all that is surely held is closed beside an unknown sale", () => {
    const engine = one();
    engine.trade("ETH", "0.02", 2_000);
    engine.answerAll();
    engine.trade("ETH", "-0.0055", 2_000);
    const [sale] = engine.orders.splice(0);
    if (sale === undefined) throw new Error("no order");
    const { accountId, clientOrderId, instrument } = sale;
    engine.send({
      kind: "order-unknown",
      at: engine.now,
      accountId,
      clientOrderId,
      instrument,
      detail: "503",
    });
    engine.marks({ ETH: 800 });
    // The 0.006 that are left are worth 4.80 USD, and 0.02 may be held or 0.0145.
    engine.trade("ETH", "-0.0085", 800);
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.0145" }]);
    expect(engine.book("ETH")).toMatchObject({
      target: "0",
      forgone: [{ reason: "below-minimum", size: "0.006" }],
    });
    expect(engine.orders.map((order) => isStillWanted(engine.state, order))).toEqual([true]);
    engine.answerAll();
    expect(engine.orders).toEqual([]);
  });
});
