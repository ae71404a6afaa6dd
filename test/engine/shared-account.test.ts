import { describe, expect, it } from "vitest";
import { decimal } from "../../lib/model/decimal.ts";
import { FollowId, PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import { EngineDriver, FOLLOW, SECOND_LEADER, id, liquidate, mirroring, text } from "./engine-driver.ts";

describe("funding and reset", () => {
  it("books funding once, to those who held, also when it is told again or they have closed since", () => {
    const engine = mirroring();
    engine.trade("ETH", 10, 2_000);
    engine.answerAll();
    const funding = (hour: number) =>
      engine.send({
        kind: "funding",
        at: engine.now,
        accountId: PAPER_ACCOUNT,
        payments: [
          {
            accountId: PAPER_ACCOUNT,
            instrument: id("ETH"),
            hour,
            size: text("0.1"),
            rate: text("0.0001"),
            price: text(2_000),
            amount: text("-0.02"),
          },
        ],
      });
    funding(3_600_000);
    funding(3_600_000);
    expect(engine.book("ETH").funding).toBe("-0.02");
    engine.trade("ETH", -10, 2_000);
    engine.answerAll();
    funding(7_200_000);
    expect(engine.book("ETH").funding).toBe("-0.04");
  });

  it("reset forgets follows and positions, and a fill that comes after it touches nothing", () => {
    const engine = mirroring();
    engine.trade("ETH", 10, 2_000);
    engine.command({ kind: "reset-paper", at: engine.now });
    expect(engine.state.follows.size + engine.state.books.size + engine.state.openIntents.size).toBe(0);
    const before = engine.state.accountBooks;
    engine.answer();
    expect(engine.state.accountBooks).toEqual(before);
    engine.follow();
    engine.snapshot({ ETH: [10, 2_000] });
    // Until the ledger has forgotten too, nothing is ordered: its fill would be forgotten with the rest.
    engine.trade("ETH", 10, 2_000);
    expect(engine.everyOrder).toHaveLength(1);
    engine.send({ kind: "venue-reset", at: engine.now });
    // The counter behind the ids goes on: an id is never used twice.
    expect(new Set(engine.everyOrder.map((order) => order.clientOrderId)).size).toBe(
      engine.everyOrder.length,
    );
    expect(engine.everyOrder).toHaveLength(2);
  });
});

describe("several follows on one account", () => {
  const SECOND = FollowId.parse("follow-2");

  function two(): EngineDriver {
    const engine = new EngineDriver();
    engine.follow({ sizing: { kind: "fixed-ratio", ratio: "0.01" } });
    engine.follow({ sizing: { kind: "fixed-ratio", ratio: "0.02" } }, SECOND, SECOND_LEADER);
    engine.snapshot({});
    engine.snapshot({}, { leaderId: SECOND_LEADER });
    engine.marks({ BTC: 60_000, ETH: 2_000, SOL: 100 });
    return engine;
  }

  it("follows a leader once, however often it is told to in one moment", () => {
    const engine = new EngineDriver();
    engine.follow();
    engine.follow({}, SECOND);
    expect(engine.state.follows.size).toBe(1);
  });

  it("nets their wants into one order and divides its fills in whole lots", () => {
    const engine = two();
    engine.trade("ETH", 10, 2_000);
    engine.trade("ETH", "10.01", 2_000);
    engine.trade("ETH", "10.01", 2_000, SECOND_LEADER);
    engine.answer({ price: 2_000 });
    expect(engine.orders).toMatchObject([{ size: "0.3003" }]);
    engine.answer({ size: "0.1" });
    expect(engine.book("ETH").held).toBe("0.1333");
    expect(engine.book("ETH", SECOND).held).toBe("0.0667");
  });

  it("divides the fee of an order so that it adds up to the last digit", () => {
    const engine = two();
    engine.trade("ETH", 10, 2_000);
    engine.trade("ETH", 10, 2_000);
    engine.trade("ETH", 10, 2_000, SECOND_LEADER);
    engine.answer({ price: 2_000 });
    // 0.1 to the first, 0.2 to the second.
    const { work } = engine.answer({ price: 2_000 });
    const [row] = work.fills;
    const fees = row?.shares.map((share) => decimal(share.fee)) ?? [];
    expect(fees).toHaveLength(2);
    expect(fees.reduce((sum, fee) => sum.plus(fee), decimal(0)).toFixed()).toBe(row?.fill.fee);
    expect(row?.fill.fee).toBe("0.27");
  });

  it("gives a liquidation to all pro rata, and forgoes growth until the leader was flat", () => {
    const engine = two();
    engine.trade("ETH", 10, 2_000);
    engine.answer({ price: 2_000 });
    engine.trade("ETH", 10, 2_000, SECOND_LEADER);
    engine.answer({ price: 2_000 });
    liquidate(engine, "0.3");
    expect(engine.book("ETH")).toMatchObject({
      held: "0",
      target: "0",
      realised: "-20",
      latched: "liquidated",
    });
    expect(engine.book("ETH", SECOND)).toMatchObject({ held: "0", target: "0", realised: "-40" });
    const orders = engine.everyOrder.length;
    engine.trade("ETH", 10, 2_000);
    expect(engine.everyOrder.length).toBe(orders);
    engine.trade("ETH", -20, 2_000);
    engine.trade("ETH", 10, 2_000);
    expect(engine.everyOrder.length).toBe(orders + 1);
  });

  it("lets a stop of one and the growth of the other meet inside the account, without a fee", () => {
    const engine = two();
    engine.trade("ETH", 10, 2_000);
    engine.trade("ETH", 10, 2_000, SECOND_LEADER);
    engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "close" });
    const { work } = engine.answer();
    // The first has 0.1 to sell, the second 0.2 to buy: 0.1 change hands at the mark, 0.1 is ordered.
    expect(work.fills).toMatchObject([
      { fill: { cause: "order", size: "0.1" } },
      { fill: { cause: "cross", size: "0.1", price: "2000", fee: "0" } },
    ]);
    expect(engine.book("ETH").held).toBe("0");
    expect(engine.book("ETH", SECOND).held).toBe("0.1");
    expect(engine.orders).toMatchObject([{ side: "buy", size: "0.1" }]);
    expect(engine.state.follows.get(FOLLOW)?.status).toBe("stopped");
  });

  it("does not let the dust of one block the other", () => {
    const engine = two();
    engine.trade("ETH", 10, 2_000);
    engine.answer({ price: 2_000 });
    engine.trade("ETH", "-0.3", 2_000);
    expect(engine.lastDecision).toMatchObject({ reason: "below-minimum" });
    engine.trade("ETH", -10, 2_000, SECOND_LEADER);
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.1", reduceOnly: true }]);
  });
});
