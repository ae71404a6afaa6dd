import { describe, expect, it } from "vitest";
import { pairKey } from "../../lib/engine/engine-state.ts";
import { PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import type { ApprovedIntent, VenueFill, VenueReport } from "../../lib/model/order.ts";
import { type EngineDriver, FOLLOW, id, mirroring, text } from "./engine-driver.ts";

type OrderDone = Extract<VenueReport, { kind: "order-done" }>;

/** An order to buy 0.1 ETH at 2,003 at most is under way. */
function buying(): { engine: EngineDriver; order: ApprovedIntent } {
  const engine = mirroring();
  engine.trade("ETH", 10, 2_000);
  const [order] = engine.orders;
  if (order === undefined) throw new Error("no order");
  engine.orders = [];
  return { engine, order };
}

function done(engine: EngineDriver, order: ApprovedIntent, fill: Partial<VenueFill>): OrderDone {
  const { accountId, clientOrderId, instrument, side, size } = order;
  const common = { accountId, clientOrderId, instrument };
  const whole = { id: "1", ...common, side, size, price: text(2_000), fee: text("0.09") };
  return {
    kind: "order-done",
    at: engine.now,
    ...common,
    handedAt: engine.now,
    fills: [{ ...whole, time: engine.now, cause: "order", ...fill }],
    unfilled: null,
  };
}

const bookOf = (engine: EngineDriver) => engine.state.accountBooks.get(pairKey(PAPER_ACCOUNT, id("ETH")));
const problems = (engine: EngineDriver) => [...engine.state.problems.values()].map(({ kind }) => kind);

describe("a report that cannot be", () => {
  it.each<[string, Partial<VenueFill>]>([
    ["a fill larger than its order", { size: text("0.1001") }],
    ["a negative size", { size: text("-0.1") }],
    ["a size of nothing", { size: text(0) }],
    ["a negative price", { price: text(-2_000) }],
    ["no price", { price: text(0) }],
    ["the other side", { side: "sell" }],
    ["another instrument", { instrument: id("BTC") }],
    ["another order", { clientOrderId: null }],
    ["a price past the limit", { price: text("2003.5") }],
  ])("books nothing and freezes its instrument: %s", (what, wrong) => {
    const { engine, order } = buying();
    const other = { ...done(engine, order, wrong) };
    if (what === "another order") {
      const [fill] = other.fills;
      if (fill === undefined) throw new Error("no fill");
      const name = `0x${"1".repeat(32)}` as ApprovedIntent["clientOrderId"];
      other.fills = [{ ...fill, clientOrderId: name }];
    }
    engine.send(other);
    expect(engine.book("ETH").held).toBe("0");
    expect(bookOf(engine)).toMatchObject({ net: "0", frozen: expect.stringContaining("The venue told ") });
    expect(problems(engine)).toEqual(["impossible-report"]);
    expect(engine.state.openIntents.get(order.clientOrderId)?.status).toBe("unknown");
    engine.wait(1_000);
    expect(engine.effects).toContainEqual(expect.objectContaining({ kind: "lookup" }));
    engine.marks({ ETH: 2_000 });
    engine.trade("ETH", -2, 2_000);
    expect(engine.orders).toEqual([]);
  });

  it("takes a price that is past the limit by rounding", () => {
    const { engine, order } = buying();
    engine.send(done(engine, order, { price: text("2003.1") }));
    expect(engine.book("ETH").held).toBe("0.1");
    expect(problems(engine)).toEqual([]);
  });

  it("is over when a good report settles the order", () => {
    const { engine, order } = buying();
    engine.send(done(engine, order, { size: text(5) }));
    engine.send(done(engine, order, {}));
    expect(bookOf(engine)).toMatchObject({ net: "0.1", frozen: null });
    expect(problems(engine)).toEqual([]);
    engine.trade("ETH", -10, 2_000);
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.1" }]);
  });

  it("stays frozen for what is not explained by it", () => {
    const { engine, order } = buying();
    engine.send(done(engine, order, { size: text(5) }));
    const [bad] = done(engine, order, { id: "bad", clientOrderId: null, size: text(-1) }).fills;
    if (bad === undefined) throw new Error("no fill");
    const { accountId } = order;
    const foreign = () => engine.send({ kind: "foreign-fills", at: engine.now, accountId, fills: [bad] });
    foreign();
    engine.send(done(engine, order, {}));
    expect(bookOf(engine)).toMatchObject({ net: "0.1", frozen: expect.any(String) });
    expect(problems(engine)).toEqual(["impossible-report"]);
    engine.command({ kind: "unfreeze", at: engine.now, accountId, instrument: id("ETH") });
    expect(engine.effects).toContainEqual(expect.objectContaining({ kind: "read-account" }));
    expect(bookOf(engine)?.frozen).toBeNull();
    expect(problems(engine)).toEqual([]);
    // The same once more is no news.
    foreign();
    expect(bookOf(engine)?.frozen).toBeNull();
  });

  it("freezes on a second end of an order that differs from its first, and not on the same again", () => {
    const { engine, order } = buying();
    engine.send(done(engine, order, {}));
    engine.send(done(engine, order, {}));
    expect(problems(engine)).toEqual([]);
    engine.send(done(engine, order, { size: text("0.05") }));
    expect(engine.book("ETH").held).toBe("0.1");
    expect(bookOf(engine)).toMatchObject({ net: "0.1", frozen: expect.any(String) });
    expect(problems(engine)).toEqual(["impossible-report"]);
    engine.trade("ETH", -10, 2_000);
    expect(engine.orders).toEqual([]);
    expect(engine.lastDecision).toMatchObject({ outcome: "waiting", reason: "instrument-frozen" });
    engine.command({ kind: "unfreeze", at: engine.now, accountId: PAPER_ACCOUNT, instrument: id("ETH") });
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.1" }]);
  });

  it("survives a restart", () => {
    const { engine, order } = buying();
    engine.send(done(engine, order, { size: text(5) }));
    engine.send({ kind: "boot", at: engine.now });
    expect(bookOf(engine)?.frozen).toEqual(expect.any(String));
  });
});

describe("an order settled by hand", () => {
  const settle = (engine: EngineDriver, order: ApprovedIntent, filled: string, price = "2001") =>
    engine.command({
      kind: "settle-order",
      at: engine.now,
      clientOrderId: order.clientOrderId,
      filled: text(filled),
      price: text(price),
    });

  it("is told after a minute, and books what the user says", () => {
    const { engine, order } = buying();
    engine.send({ kind: "boot", at: engine.now });
    engine.wait(59_000);
    expect(problems(engine)).toEqual([]);
    engine.wait(1_000);
    expect(problems(engine)).toEqual(["order-unknown"]);
    const { work } = settle(engine, order, "0.06");
    expect(engine.book("ETH")).toMatchObject({ held: "0.06", entryPrice: "2001" });
    expect(bookOf(engine)?.net).toBe("0.06");
    expect(work.settled).toMatchObject([{ status: "partly-filled", filled: "0.06" }]);
    expect(work.effects).toContainEqual(expect.objectContaining({ kind: "read-account" }));
    expect(problems(engine)).toEqual([]);
    // The rest is too old to be bought now.
    expect(engine.book("ETH").forgone).toMatchObject([{ reason: "age", size: "0.04" }]);
  });

  it("ends a freeze that was about it", () => {
    const { engine, order } = buying();
    engine.send(done(engine, order, { size: text(5) }));
    settle(engine, order, "0");
    expect(bookOf(engine)).toMatchObject({ net: "0", frozen: null });
    expect(problems(engine)).toEqual([]);
    expect(engine.state.openIntents.has(order.clientOrderId)).toBe(false);
  });

  it("takes no word that cannot be, and none while its report may come", () => {
    const { engine, order } = buying();
    settle(engine, order, "0.1");
    expect(engine.state.openIntents.get(order.clientOrderId)?.status).toBe("committed");
    engine.send({ kind: "boot", at: engine.now });
    settle(engine, order, "0.2");
    settle(engine, order, "-0.1");
    settle(engine, order, "0.1", "0");
    expect(engine.state.openIntents.get(order.clientOrderId)?.status).toBe("unknown");
    expect(engine.book("ETH").held).toBe("0");
  });
});

describe("a reduction that does not go through", () => {
  it("is told when a minute at the widest limit filled nothing, until it fills", () => {
    const engine = mirroring();
    engine.trade("ETH", 10, 2_000);
    engine.answerAll();
    engine.trade("ETH", -10, 2_000);
    const began = engine.now;
    while (problems(engine).length === 0) {
      while (engine.orders.length > 0) engine.answer({ size: 0, unfilled: "price-left-limit" });
      engine.wait(1_000);
      engine.marks({ ETH: 2_000 });
    }
    expect(problems(engine)).toEqual(["reduction-stuck"]);
    expect(engine.now - began).toBeGreaterThan(60_000);
    expect(engine.now - began).toBeLessThan(75_000);
    engine.wait(60_000);
    engine.marks({ ETH: 2_000 });
    expect(engine.orders).toMatchObject([{ side: "sell", limitPrice: "1800" }]);
    engine.answer();
    expect(problems(engine)).toEqual([]);
  });

  it("is told when there has been no price for a minute, until there is one", () => {
    const engine = mirroring();
    engine.trade("ETH", 10, 2_000);
    engine.answerAll();
    for (let second = 0; second < 30; second += 1) engine.wait(1_000);
    engine.command({ kind: "close-all", at: engine.now });
    const without = () => (engine.state.withoutPrice.get(id("ETH")) ?? 0) / 1_000;
    while (without() < 59) engine.wait(1_000);
    expect(problems(engine)).toEqual([]);
    engine.wait(1_000);
    expect([...engine.state.problems.values()]).toMatchObject([
      { kind: "reduction-stuck", about: "ETH", measured: null, since: engine.now },
    ]);
    engine.wait(30_000);
    expect(problems(engine)).toEqual(["reduction-stuck"]);
    engine.marks({ ETH: 2_000 });
    expect(engine.orders).toMatchObject([{ side: "sell", reduceOnly: true }]);
    expect(problems(engine)).toEqual([]);
  });

  it("is not told for want of a price where nothing is to be reduced, or everything is halted", () => {
    const engine = mirroring();
    engine.trade("ETH", 10, 2_000);
    engine.answerAll();
    for (let second = 0; second < 100; second += 1) engine.wait(1_000);
    expect(problems(engine)).not.toContain("reduction-stuck");
    engine.command({ kind: "halt", at: engine.now });
    engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "close" });
    engine.wait(1_000);
    expect(problems(engine)).not.toContain("reduction-stuck");
    engine.command({ kind: "lift-halt", at: engine.now });
    expect(problems(engine)).toContain("reduction-stuck");
  });
});
