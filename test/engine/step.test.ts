import { describe, expect, it } from "vitest";
import { FollowBook } from "../../lib/model/follow.ts";
import { FollowId, PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import { EngineDriver, FOLLOW, LEADER, SECOND_LEADER, id, text } from "./engine-driver.ts";

function mirroring(settings: Parameters<EngineDriver["follow"]>[0] = {}, positions = {}): EngineDriver {
  const engine = new EngineDriver();
  engine.follow(settings);
  engine.snapshot(positions);
  engine.marks({ BTC: 60_000, ETH: 2_000, SOL: 100 });
  return engine;
}

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
});

describe("limits judge growth only", () => {
  it("forgoes growth past the slippage limit, and the rest of an order that came short", () => {
    const engine = mirroring();
    engine.marks({ ETH: 2_004 });
    engine.trade("ETH", 10, 2_000);
    expect(engine.orders).toEqual([]);
    expect(engine.lastDecision).toMatchObject({ outcome: "forgone", measured: 20, limit: 15 });
    engine.marks({ ETH: 2_000 });
    engine.trade("ETH", 10, 2_000);
    engine.answer({ size: "0.04" });
    expect(engine.book("ETH")).toMatchObject({ held: "0.04", target: "0.04" });
    expect(engine.book("ETH").forgone).toEqual([
      { reason: "slippage", size: "0.1" },
      { reason: "depth", size: "0.06" },
    ]);
    expect(engine.orders).toEqual([]);
  });

  it("approves what fits under max position and max leverage and forgoes the rest by name", () => {
    const engine = mirroring();
    engine.trade("ETH", 150, 2_000);
    // W = 1.5 ETH = $3,000; at most $2,500 in one instrument.
    expect(engine.book("ETH")).toMatchObject({
      target: "1.25",
      forgone: [{ reason: "max-position", size: "0.25" }],
    });
    expect(engine.lastDecision).toMatchObject({ outcome: "partly", measured: 3_000, limit: 2_500 });
    engine.answerAll();
    engine.trade("SOL", 1_000, 100);
    // $2,500 of $3,000 are used: $500 more.
    expect(engine.book("SOL")).toMatchObject({
      target: "5",
      forgone: [{ reason: "max-leverage", size: "5" }],
    });
    engine.marks({ ETH: 4_000, SOL: 400, BTC: 60_000 });
    expect(engine.everyOrder).toHaveLength(2);
  });

  it("waits below the minimum, adds up, and forgoes what has waited too long", () => {
    const engine = mirroring();
    engine.trade("ETH", "0.3", 2_000);
    expect(engine.lastDecision).toMatchObject({ outcome: "waiting", reason: "below-minimum" });
    engine.trade("ETH", "0.3", 2_000);
    expect(engine.orders).toMatchObject([{ size: "0.006" }]);
    engine.answerAll();
    engine.trade("ETH", "0.2", 2_000);
    engine.wait(10_001);
    expect(engine.book("ETH")).toMatchObject({
      target: "0.006",
      forgone: [{ reason: "age", size: "0.002" }],
    });
    expect(engine.orders).toEqual([]);
  });

  it("only allows the listed instruments, and refuses growth on stale equity and a wrong clock", () => {
    const listed = mirroring({
      limits: {
        maxLeverage: 3,
        maxPosition: "2500",
        maxSlippageBps: 15,
        maxAgeMs: 10_000,
        allowedInstruments: ["BTC"],
      },
    });
    listed.trade("ETH", 10, 2_000);
    expect(listed.lastDecision.forgone).toMatchObject([{ reason: "instrument-not-allowed" }]);

    const stale = mirroring();
    stale.now += 61_000;
    stale.trade("ETH", 10, 2_000);
    expect(stale.lastDecision.forgone).toMatchObject([{ reason: "leader-equity-stale" }]);

    const clock = new EngineDriver();
    const source = clock.now - 3_600_000;
    clock.follow();
    clock.snapshot({}, { clockOffsetMs: 3_600_000, time: source });
    clock.fills([{ ...clock.leaderFill("ETH", 10, 2_000), time: source }]);
    expect(clock.lastDecision).toMatchObject({ outcome: "forgone", measured: 3_600_000 });
    expect([...clock.state.problems.values()]).toMatchObject([{ kind: "clock-off", measured: 3_600_000 }]);
  });
});

describe("sizing", () => {
  it("fixed ratio", () => {
    const engine = mirroring({ sizing: { kind: "fixed-ratio", ratio: "0.05" } });
    engine.trade("ETH", 10, 2_000);
    expect(engine.orders).toMatchObject([{ size: "0.5" }]);
  });

  it("fixed amount: later growth adds nothing, a half closed is half, and growing back is whole again", () => {
    const engine = mirroring({ sizing: { kind: "fixed-amount", amount: "500" } });
    engine.trade("ETH", 10, 2_000);
    engine.answerAll();
    expect(engine.book("ETH").held).toBe("0.25");
    engine.trade("ETH", 10, 2_000);
    expect(engine.lastDecision).toMatchObject({ outcome: "nothing-to-copy", reason: "fixed-amount-held" });
    engine.trade("ETH", -10, 2_000);
    engine.answerAll();
    expect(engine.book("ETH").held).toBe("0.125");
    engine.trade("ETH", 10, 2_000);
    engine.answerAll();
    expect(engine.book("ETH").held).toBe("0.25");
  });
});

describe("pause and stop", () => {
  it("pause forgoes what waits, copies reductions, and resume does not catch up", () => {
    const engine = mirroring();
    engine.trade("ETH", 10, 2_000);
    engine.trade("ETH", 10, 2_000);
    engine.command({ kind: "pause", at: engine.now, followId: FOLLOW });
    // The order under way cannot be taken back; what waited behind it is forgone.
    expect(engine.book("ETH")).toMatchObject({ target: "0.1", forgone: [{ reason: "paused", size: "0.1" }] });
    engine.answerAll();
    expect(engine.orders).toEqual([]);
    engine.trade("ETH", 10, 2_000);
    expect(engine.orders).toEqual([]);
    engine.trade("ETH", -15, 2_000);
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.05" }]);
    engine.answerAll();
    engine.command({ kind: "resume", at: engine.now, followId: FOLLOW });
    expect(engine.orders).toEqual([]);
  });

  it("pause all holds every follow, also one that has not begun", () => {
    const engine = new EngineDriver();
    engine.follow();
    engine.command({ kind: "pause", at: engine.now, followId: FOLLOW });
    engine.snapshot({ ETH: [1, 2_000] });
    engine.marks({ ETH: 2_000 });
    engine.trade("ETH", 10, 2_000);
    expect(engine.everyOrder).toEqual([]);
    engine.command({ kind: "resume", at: engine.now, followId: FOLLOW });
    engine.command({ kind: "pause-all", at: engine.now });
    engine.trade("ETH", 10, 2_000);
    expect(engine.everyOrder).toEqual([]);
    engine.command({ kind: "resume-all", at: engine.now });
    engine.trade("ETH", 10, 2_000);
    expect(engine.orders).toMatchObject([{ size: "0.1" }]);
  });

  it("stop with close sells all, also the fill of an order that was under way", () => {
    const engine = mirroring();
    engine.trade("ETH", 10, 2_000);
    engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "close" });
    expect(engine.state.follows.get(FOLLOW)?.status).toBe("closing");
    engine.answer();
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.1", reduceOnly: true }]);
    engine.answer();
    expect(engine.state.follows.get(FOLLOW)?.status).toBe("stopped");
    expect(engine.book("ETH").held).toBe("0");
  });

  it("stop with keep trades nothing any more, and remove works only when nothing is held", () => {
    const engine = mirroring();
    engine.trade("ETH", 10, 2_000);
    engine.answerAll();
    engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "keep" });
    engine.trade("ETH", -10, 2_000);
    expect(engine.orders).toEqual([]);
    engine.command({ kind: "remove", at: engine.now, followId: FOLLOW });
    expect(engine.state.follows.size).toBe(1);
    engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "close" });
    engine.answerAll();
    engine.command({ kind: "remove", at: engine.now, followId: FOLLOW });
    expect(engine.state.follows.size).toBe(0);
    expect(engine.state.leaders.size).toBe(0);
  });
});

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
    const notFound = () =>
      engine.send({
        kind: "order-not-found",
        at: engine.now,
        accountId: PAPER_ACCOUNT,
        clientOrderId: order.clientOrderId,
        instrument: order.instrument,
      });
    notFound();
    engine.wait(5_001);
    notFound();
    engine.marks({ ETH: 2_000 });
    expect(engine.everyOrder).toHaveLength(1);
    engine.wait(4_000);
    engine.marks({ ETH: 2_000 });
    notFound();
    expect(engine.state.openIntents.size).toBe(1);
    engine.wait(1_000);
    const { work } = notFound();
    expect(work.settled).toMatchObject([{ status: "absent" }]);
    expect(engine.state.openIntents.size).toBe(0);
    // Ten seconds have passed: the growth is forgone, not sent late.
    expect(engine.book("ETH").forgone).toMatchObject([{ reason: "age", size: "0.2" }]);
    expect(engine.everyOrder).toHaveLength(1);
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
});

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

  it("gives a liquidation to all pro rata, and forgoes growth until the leader was flat", () => {
    const engine = two();
    engine.trade("ETH", 10, 2_000);
    engine.answer({ price: 2_000 });
    engine.trade("ETH", 10, 2_000, SECOND_LEADER);
    engine.answer({ price: 2_000 });
    liquidate(engine, "0.3");
    expect(engine.book("ETH")).toMatchObject({ held: "0", target: "0", realised: "-20", latched: true });
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

function liquidate(engine: EngineDriver, size: string): void {
  engine.send({
    kind: "foreign-fills",
    at: engine.now,
    accountId: PAPER_ACCOUNT,
    fills: [
      {
        id: "liquidation",
        accountId: PAPER_ACCOUNT,
        instrument: id("ETH"),
        clientOrderId: null,
        side: "sell",
        price: text(1_800),
        size: text(size),
        fee: text("0.3"),
        time: engine.now,
        cause: "liquidation",
      },
    ],
  });
}

const GENEROUS = {
  allocation: "1000000",
  sizing: { kind: "fixed-ratio", ratio: "1" },
  limits: {
    maxLeverage: 50,
    maxPosition: "10000000",
    maxSlippageBps: 15,
    maxAgeMs: 10_000,
    allowedInstruments: null,
  },
} as const;

function generous(mark = 1_000): EngineDriver {
  const engine = new EngineDriver();
  engine.follow(GENEROUS);
  engine.snapshot({});
  engine.marks({ ETH: mark, SOL: 100 });
  return engine;
}

describe("what a hostile review found", () => {
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
      limited.follow({ ...GENEROUS, allocation: "1000", limits: { ...GENEROUS.limits, maxLeverage: 1 } });
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
    expect(engine.effects).toMatchObject([{ kind: "lookup" }]);
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
});
