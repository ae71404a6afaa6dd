import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../../lib/model/follow-settings.ts";
import { forgo } from "../../lib/engine/follow-book.ts";
import { decimal, decimalString } from "../../lib/model/decimal.ts";
import { FollowBook } from "../../lib/model/follow.ts";
import { ClientOrderId, PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import { EngineDriver, FOLLOW, LEADER, id, liquidate, mirroring } from "./engine-driver.ts";

const GENEROUS = {
  allocation: { kind: "amount", amount: "1000000" },
  sizing: { kind: "fixed-ratio", ratio: "1" },
  limits: {
    ...DEFAULT_SETTINGS.limits,
    maxLeverage: 50,
    maxPosition: "10000000",
  },
} as const;

function generous(mark = 1_000): EngineDriver {
  const engine = new EngineDriver();
  engine.follow(GENEROUS);
  engine.snapshot({});
  engine.marks({ ETH: mark, SOL: 100 });
  return engine;
}

describe("hard cases", () => {
  it("keeps rows that can be read again, at the leverage limit and after endless shrinking", () => {
    const engine = generous();
    for (let swing = 0; swing < 40; swing += 1) {
      engine.now += 10;
      engine.trade("ETH", swing === 0 ? 1_000 : 999, 1_000);
      engine.answerAll();
      engine.trade("ETH", -999, 1_000);
      engine.answerAll();
    }
    expect(FollowBook.safeParse(engine.book("ETH")).success).toBe(true);

    for (let tick = 0; tick < 50; tick += 1) {
      const limited = new EngineDriver();
      limited.follow({
        ...GENEROUS,
        allocation: { kind: "amount", amount: "1000" },
        limits: { ...GENEROUS.limits, maxLeverage: 1 },
      });
      limited.snapshot({});
      limited.marks({ SOL: 81.5 + tick / 1_000, ETH: 1_741.3 });
      limited.trade("SOL", 500, 81.5 + tick / 1_000);
      limited.answerAll();
      limited.trade("ETH", 5, 1_741.3);
      for (const book of limited.state.books.values()) expect(FollowBook.safeParse(book).success).toBe(true);
    }
  });

  it("does not stay on the other side when the leader flips while an order is under way", () => {
    for (const how of ["pause", "price"] as const) {
      const engine = generous();
      engine.trade("ETH", -5, 1_000);
      engine.trade("ETH", 8, 1_000);
      if (how === "pause") engine.command({ kind: "pause", at: engine.now, followId: FOLLOW });
      else engine.marks({ ETH: 1_010 });
      engine.answer({ price: 1_000 });
      engine.answerAll();
      expect(engine.book("ETH").held).toBe("0");
    }
  });

  it("judges a flip by the leader's new price, and growth behind an order by its own", () => {
    const flip = generous();
    flip.trade("ETH", 5, 1_000);
    flip.answer({ price: 1_000 });
    flip.now += 1_000;
    flip.marks({ ETH: 2_000 });
    flip.trade("ETH", -8, 2_000);
    flip.answer({ price: 2_000 });
    expect(flip.orders[0]?.limitPrice).toBe("1997");

    const behind = generous();
    behind.trade("ETH", 5, 1_000);
    behind.marks({ ETH: 950 });
    behind.trade("ETH", 5, 950);
    behind.answer({ price: 1_000 });
    expect(behind.orders[0]?.limitPrice).toBe("951.42");
  });

  it("does not take a magnified rounding for the leader's price", () => {
    const engine = new EngineDriver();
    engine.follow({ sizing: { kind: "fixed-amount", amount: "100" } });
    engine.snapshot({ SOL: [-1_000, "100.05"] });
    engine.marks({ SOL: 100 });
    engine.now += 2_000;
    engine.snapshot({ SOL: ["-1000.1", "100.04"] }, { cause: "reconnect", goodUntil: engine.now - 1_000 });
    expect(engine.orders).toMatchObject([{ side: "sell", size: "1" }]);
  });

  it("buys nothing while the leader's feed is lost", () => {
    const engine = generous();
    engine.trade("ETH", "0.004", 1_000);
    engine.send({
      kind: "leader-feed",
      at: engine.now,
      leaderId: LEADER,
      feed: {
        state: "lost",
        reason: "silent",
        detail: null,
        since: engine.now,
        latencyMs: null,
        attempts: 1,
      },
    });
    engine.trade("ETH", 1, 1_000);
    expect(engine.everyOrder).toEqual([]);
  });

  it("looks an order up whose report never comes", () => {
    const engine = generous();
    engine.trade("ETH", 1, 1_000);
    engine.wait(30_000);
    expect([...engine.state.openIntents.values()]).toMatchObject([{ status: "unknown" }]);
    expect(engine.effects).toContainEqual(expect.objectContaining({ kind: "lookup" }));
  });

  it("never turns against the leader when something is taken that was to be sold anyway", () => {
    const engine = generous();
    engine.trade("ETH", 5, 1_000);
    engine.answer({ price: 1_000 });
    engine.trade("ETH", -4, 1_000);
    liquidate(engine, "5");
    engine.answer({ size: 0 });
    expect(engine.book("ETH")).toMatchObject({ held: "0", target: "0" });
  });

  it("does not buy back the rest that went with a close below the minimum", () => {
    const engine = generous(3_000);
    engine.trade("ETH", "0.0500", 3_000);
    engine.answer({ price: 3_000 });
    engine.marks({ ETH: 1_000 });
    engine.trade("ETH", "-0.0455", 1_000);
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.05" }]);
    engine.answer({ price: 1_000 });
    engine.marks({ ETH: 3_000 });
    expect(engine.orders).toEqual([]);
    expect(engine.book("ETH").forgone).toMatchObject([{ reason: "below-minimum", size: "0.0045" }]);
  });

  it("leaves no rest on the other side when all that waits is forgone", () => {
    const engine = generous();
    engine.trade("ETH", 1, 1_000);
    // A whole lot but for the last digits of a division.
    const target = decimalString("0.999999999999999999999999588216");
    const forgone = forgo({ ...engine.book("ETH"), target }, decimal(1), "age");
    expect(forgone).toMatchObject({ target: "0", forgone: [{ reason: "age", size: target }] });
  });

  it("keeps times whole although clocks differ by fractions", () => {
    const engine = new EngineDriver();
    engine.follow(GENEROUS);
    engine.snapshot({}, { clockOffsetMs: 0.5 });
    engine.marks({ ETH: 1_000 });
    engine.trade("ETH", 1, 1_000);
    expect(FollowBook.safeParse(engine.book("ETH")).success).toBe(true);
  });

  it("ages growth from the leader's fill, not from when it was heard of", () => {
    const engine = generous();
    engine.now += 9_000;
    engine.fills([{ ...engine.leaderFill("ETH", "0.005", 1_000), time: engine.now - 9_000 }]);
    engine.wait(1_500);
    expect(engine.book("ETH").forgone).toMatchObject([{ reason: "age" }]);
  });

  it("follows a sale that the stream tells while the feed is called lost, and buys nothing then", () => {
    const engine = generous();
    engine.trade("ETH", 5, 1_000);
    engine.answer({ price: 1_000 });
    engine.wait(16_000);
    engine.marks({ ETH: 1_000 });
    engine.feed("lost");
    engine.trade("ETH", -5, 1_000);
    expect(engine.orders).toMatchObject([{ side: "sell", size: "5" }]);
    engine.answer({ price: 1_000 });
    engine.trade("ETH", 5, 1_000);
    expect(engine.orders).toEqual([]);
  });

  it("dates late news from what was adopted here, whatever the source believes", () => {
    const engine = generous();
    engine.now += 600_000;
    engine.marks({ ETH: 1_000 });
    engine.snapshot({ ETH: [5, 1_000] }, { cause: "gap", goodUntil: engine.now - 1_000 });
    expect(engine.lastDecision.forgone).toMatchObject([{ reason: "age" }]);
  });

  it("forgets a liquidation that is told between a reset and its end", () => {
    const engine = generous();
    engine.trade("ETH", 5, 1_000);
    engine.answer({ price: 1_000 });
    engine.command({ kind: "reset-paper", at: engine.now });
    liquidate(engine, "5");
    engine.send({ kind: "venue-reset", at: engine.now });
    expect([...engine.state.accountBooks.values()].map((book) => book.net)).toEqual(["0"]);
    expect(engine.state.problems.size).toBe(0);
  });

  it("tells no more of another installation once the account was reset", () => {
    const engine = mirroring();
    engine.wait(31_000);
    const clientOrderId = ClientOrderId.parse(`0x70667368${"a".repeat(24)}`);
    engine.readsAccount = false;
    engine.wait(30_000);
    engine.readAccount({ openOrders: [{ clientOrderId, instrument: id("ETH"), stop: null }] });
    expect(engine.state.problems.has(`other-installation:${PAPER_ACCOUNT}`)).toBe(true);
    engine.command({ kind: "reset-paper", at: engine.now });
    expect(engine.state.problems.has(`other-installation:${PAPER_ACCOUNT}`)).toBe(false);
  });

  it("asks again for a reset that failed", () => {
    const engine = generous();
    engine.command({ kind: "reset-paper", at: engine.now });
    engine.wait(1_000);
    expect(engine.effects).toContainEqual({ kind: "reset-venue", accountId: PAPER_ACCOUNT });
  });
});
