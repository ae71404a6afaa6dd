import { describe, expect, it } from "vitest";
import { clientOrderId } from "../../lib/engine/client-order-id.ts";
import { pairKey } from "../../lib/engine/engine-state.ts";
import { type ClientOrderId, FollowId, PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import type { VenueFill } from "../../lib/model/order.ts";
import { EngineDriver, FOLLOW, SECOND_LEADER, id, mirroring, text } from "./engine-driver.ts";

const SECOND = FollowId.parse("follow-2");

/** Long 0.1 ETH, the account trusted. */
function holding(): EngineDriver {
  const engine = mirroring();
  engine.trade("ETH", 10, 2_000);
  engine.answerAll();
  return engine;
}

/** A new life that answers no reading by itself; the leader has sold half meanwhile. */
function woken(): EngineDriver {
  const engine = holding();
  engine.readsAccount = false;
  engine.send({ kind: "boot", at: engine.now });
  engine.snapshot({ ETH: [5, 2_000] }, { cause: "start" });
  engine.marks({ ETH: 2_000, BTC: 60_000, SOL: 100 });
  return engine;
}

function fill(engine: EngineDriver, more: Partial<VenueFill> = {}): VenueFill {
  return {
    id: "by-the-user",
    accountId: PAPER_ACCOUNT,
    instrument: id("ETH"),
    clientOrderId: null,
    side: "sell",
    price: text(2_000),
    size: text("0.04"),
    fee: text("0.1"),
    time: engine.now,
    cause: "user",
    ...more,
  };
}

const foreign = (engine: EngineDriver, fills: VenueFill[]) =>
  engine.send({ kind: "foreign-fills", at: engine.now, accountId: PAPER_ACCOUNT, fills });
const unreadable = (engine: EngineDriver, detail = "502") =>
  engine.send({ kind: "account-unreadable", at: engine.now, accountId: PAPER_ACCOUNT, detail });
const account = (engine: EngineDriver) => engine.state.accounts.get(PAPER_ACCOUNT);
const net = (engine: EngineDriver, coin: string) =>
  engine.state.accountBooks.get(pairKey(PAPER_ACCOUNT, id(coin)))?.net;
const asks = (engine: EngineDriver) => engine.effects.filter(({ kind }) => kind === "read-account");
const problems = (engine: EngineDriver) => [...engine.state.problems.values()].map(({ kind }) => kind);
const anotherId = (sequence: number): ClientOrderId =>
  clientOrderId("f".repeat(32), PAPER_ACCOUNT, id("ETH"), sequence);

describe("nothing is ordered before account and journal agree", () => {
  it("asks at once in a new life, from a minute before what is known, and acts when it agrees", () => {
    const engine = holding();
    const cursor = account(engine)?.cursor ?? 0;
    engine.readsAccount = false;
    engine.send({ kind: "boot", at: engine.now });
    expect(asks(engine)).toEqual([
      { kind: "read-account", accountId: PAPER_ACCOUNT, since: cursor - 60_000 },
    ]);
    engine.snapshot({ ETH: [5, 2_000] }, { cause: "start" });
    engine.marks({ ETH: 2_000 });
    expect(engine.orders).toEqual([]);
    expect(engine.lastDecision).toMatchObject({ outcome: "waiting", reason: "account-not-read" });
    engine.readAccount({ positions: { ETH: "0.1" }, equity: "10050" });
    expect(account(engine)).toMatchObject({ reconciled: true, equity: "10050", cursor: engine.now });
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.05" }]);
  });

  it("orders nothing for a new follow before its account was read", () => {
    const engine = new EngineDriver();
    engine.readsAccount = false;
    engine.follow();
    engine.snapshot({});
    engine.marks({ ETH: 2_000 });
    engine.trade("ETH", 10, 2_000);
    expect(engine.orders).toEqual([]);
    engine.readAccount();
    expect(engine.orders).toHaveLength(1);
  });

  it("says that the account is unreadable, asks every five seconds, and waits", () => {
    const engine = woken();
    unreadable(engine);
    expect(problems(engine)).toContain("account-unreadable");
    const before = engine.state.problems;
    engine.wait(4_000);
    expect(asks(engine)).toEqual([]);
    engine.wait(1_000);
    expect(asks(engine)).toHaveLength(1);
    unreadable(engine);
    expect(engine.state.problems).toEqual(before);
    engine.wait(40_000);
    expect(engine.orders).toEqual([]);
    engine.marks({ ETH: 2_000 });
    engine.readAccount();
    expect(problems(engine)).toEqual([]);
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.05" }]);
  });

  it("asks for what is new since the last reading that agreed, twice a minute", () => {
    const engine = holding();
    engine.readsAccount = false;
    engine.wait(29_000);
    expect(asks(engine)).toEqual([]);
    engine.wait(1_000);
    engine.readAccount();
    const until = engine.now;
    engine.wait(30_000);
    expect(asks(engine)).toMatchObject([{ since: until - 60_000 }]);
    engine.readAccount({ positions: { ETH: 7 } });
    engine.wait(1_000);
    expect(asks(engine)).toMatchObject([{ since: until - 60_000 }]);
  });

  it("asks again when no answer comes", () => {
    const engine = woken();
    engine.wait(29_000);
    expect(asks(engine)).toEqual([]);
    engine.wait(1_000);
    expect(asks(engine)).toHaveLength(1);
  });

  it("counts a fill of the user once, told in a reading, live, and again", () => {
    const engine = woken();
    const sale = fill(engine);
    engine.readAccount({ positions: { ETH: "0.06" }, fills: [sale] });
    expect(engine.book("ETH")).toMatchObject({ held: "0.06", target: "0.05", forgone: [] });
    expect(net(engine, "ETH")).toBe("0.06");
    foreign(engine, [sale]);
    expect(net(engine, "ETH")).toBe("0.06");
    engine.wait(30_000);
    engine.readAccount({ positions: { ETH: "0.06" }, fills: [sale] });
    expect(net(engine, "ETH")).toBe("0.06");
    expect(account(engine)?.reconciled).toBe(true);
    expect(problems(engine)).toEqual([]);
  });

  it("leaves the fills of its own orders to their own reports", () => {
    const engine = holding();
    engine.trade("ETH", 10, 2_000);
    const [under] = engine.orders;
    const [settled] = engine.everyOrder;
    if (under === undefined || settled === undefined) throw new Error("two orders");
    engine.readsAccount = false;
    engine.send({ kind: "boot", at: engine.now });
    const own = (order: typeof under, name: string) =>
      fill(engine, { id: name, clientOrderId: order.clientOrderId, side: "buy", size: text("0.1") });
    // The unknown order may be filled or not: either position is explained.
    engine.readAccount({ positions: { ETH: "0.2" }, fills: [own(settled, "a"), own(under, "b")] });
    expect(net(engine, "ETH")).toBe("0.1");
    expect(account(engine)?.reconciled).toBe(true);
    expect(problems(engine)).toEqual([]);
    engine.answer();
    expect(engine.book("ETH").held).toBe("0.2");
  });

  it("takes a fill of an order as evidence against the reading that did not find it", () => {
    const engine = mirroring();
    engine.trade("ETH", 10, 2_000);
    const [order] = engine.orders;
    if (order === undefined) throw new Error("no order");
    engine.readsAccount = false;
    engine.send({ kind: "boot", at: engine.now });
    const { clientOrderId: name } = order;
    engine.pass(6);
    engine.notFound(order);
    engine.pass(2);
    const bought = fill(engine, { clientOrderId: name, side: "buy", size: text("0.1") });
    engine.readAccount({ positions: { ETH: "0.1" }, fills: [bought] });
    engine.pass(4);
    engine.notFound(order);
    expect(engine.state.openIntents.get(name)?.status).toBe("unknown");
  });
});

describe("a position that is not what the journal explains", () => {
  it("is booked as the user's own trade when two readings ten seconds apart show it alike", () => {
    const engine = woken();
    engine.readAccount({ positions: { ETH: "0.04" } });
    expect(account(engine)).toMatchObject({ reconciled: false, disagreedSince: engine.now });
    engine.wait(1_000);
    expect(asks(engine)).toHaveLength(1);
    engine.readAccount({ positions: { ETH: "0.04" } });
    engine.wait(5_000);
    engine.readAccount({ positions: { ETH: "0.04" } });
    expect(net(engine, "ETH")).toBe("0.1");
    expect(engine.orders).toEqual([]);
    engine.wait(5_000);
    const { work } = engine.readAccount({ positions: { ETH: "0.04" } });
    expect(work.fills).toMatchObject([
      { fill: { side: "sell", size: "0.06", price: "2000", cause: "user" } },
    ]);
    expect(net(engine, "ETH")).toBe("0.04");
    expect(engine.book("ETH")).toMatchObject({ held: "0.04", target: "0.04" });
    expect(engine.book("ETH").forgone).toMatchObject([{ reason: "closed-by-hand", size: "0.01" }]);
    expect(problems(engine)).toEqual(["position-differs"]);
    expect(account(engine)).toMatchObject({ reconciled: true, disagreedSince: null });
    const [told] = engine.state.problems.keys();
    engine.command({ kind: "dismiss-problem", at: engine.now, problemId: told ?? "" });
    expect(problems(engine)).toEqual([]);
  });

  it("is doubted anew when it moves, and forgotten when it agrees", () => {
    const engine = woken();
    engine.readAccount({ positions: { ETH: "0.04" } });
    engine.wait(11_000);
    engine.readAccount({ positions: { ETH: "0.03" } });
    expect(net(engine, "ETH")).toBe("0.1");
    engine.wait(11_000);
    engine.readAccount({ positions: { ETH: "0.1" } });
    expect(account(engine)?.reconciled).toBe(true);
    expect(net(engine, "ETH")).toBe("0.1");
  });

  it("stops only its own instrument once the account is trusted", () => {
    const engine = holding();
    engine.trade("SOL", 100, 100);
    engine.answerAll();
    engine.readsAccount = false;
    engine.wait(30_000);
    expect(asks(engine)).toHaveLength(1);
    engine.readAccount({ positions: { ETH: "0.05", SOL: "1" } });
    expect(account(engine)).toMatchObject({ reconciled: true, disagreedSince: engine.now });
    engine.marks({ ETH: 2_000, SOL: 100 });
    engine.trade("ETH", -5, 2_000);
    expect(engine.orders).toEqual([]);
    expect(engine.lastDecision).toMatchObject({ reason: "account-not-read" });
    engine.trade("SOL", -50, 100);
    expect(engine.orders).toMatchObject([{ side: "sell", instrument: "SOL" }]);
  });

  it("judges nothing by an answer that may be older than what happened since it was asked for", () => {
    const engine = holding();
    engine.readsAccount = false;
    engine.wait(30_000);
    engine.marks({ ETH: 2_000 });
    engine.snapshot({ ETH: [10, 2_000] }, { cause: "poll" });
    engine.trade("ETH", 10, 2_000);
    engine.answer();
    expect(engine.book("ETH").held).toBe("0.2");
    // From before the order.
    engine.readAccount({ positions: { ETH: "0.1" } });
    engine.wait(11_000);
    engine.readAccount({ positions: { ETH: "0.1" } });
    expect(net(engine, "ETH")).toBe("0.2");
    expect(problems(engine)).toEqual([]);
  });

  it("stays in doubt after the user's word until a reading from after it agrees", () => {
    const engine = mirroring();
    engine.trade("ETH", 10, 2_000);
    const [order] = engine.orders;
    if (order === undefined) throw new Error("no order");
    engine.readsAccount = false;
    engine.send({ kind: "boot", at: engine.now });
    engine.readAccount();
    engine.wait(30_000);
    const { clientOrderId: name } = order;
    const word = { filled: text("0.1"), price: text(2_000) };
    engine.command({ kind: "settle-order", at: engine.now, clientOrderId: name, ...word });
    engine.snapshot({}, { cause: "start" });
    engine.marks({ ETH: 2_000 });
    // Asked for before the word was given.
    engine.readAccount({ positions: {} });
    expect(engine.book("ETH")).toMatchObject({ held: "0.1", target: "0" });
    expect(engine.everyOrder).toHaveLength(1);
    engine.wait(1_000);
    engine.readAccount({ positions: { ETH: "0.1" } });
    expect(engine.everyOrder).toHaveLength(2);
  });

  it("is never booked while an order of ours is open there", () => {
    const engine = mirroring();
    engine.trade("ETH", 10, 2_000);
    engine.readsAccount = false;
    engine.send({ kind: "boot", at: engine.now });
    engine.readAccount({ positions: { ETH: "-1" } });
    for (let second = 0; second < 30; second += 1) {
      engine.wait(1_000);
      if (asks(engine).length > 0) engine.readAccount({ positions: { ETH: "-1" } });
    }
    expect(net(engine, "ETH")).toBe("0");
    expect(account(engine)?.reconciled).toBe(false);
  });

  it("is the user's without a doubt where nothing of ours ever was", () => {
    const engine = new EngineDriver();
    engine.readsAccount = false;
    engine.follow();
    engine.readAccount({ positions: { BTC: "3" } });
    expect(account(engine)?.reconciled).toBe(true);
    expect(net(engine, "BTC")).toBe("3");
    expect(problems(engine)).toEqual([]);
    engine.wait(30_000);
    engine.readAccount({ positions: { BTC: "-1" } });
    expect(net(engine, "BTC")).toBe("-1");
    expect(engine.everyOrder).toEqual([]);
  });

  it("is found by the routine reading when the stream lost a fill", () => {
    const engine = holding();
    engine.readsAccount = false;
    engine.wait(30_000);
    engine.readAccount({ positions: { ETH: "0.06" }, fills: [fill(engine)] });
    expect(engine.book("ETH").held).toBe("0.06");
    expect(problems(engine)).toEqual([]);
  });

  it("is not judged by a reading that cannot be", () => {
    const engine = woken();
    engine.readAccount({ positions: { ETH: "0.1" } });
    engine.wait(30_000);
    const position = { instrument: id("ETH"), entryPrice: text(1), liquidationPrice: null };
    engine.send({
      kind: "account-read",
      at: engine.now,
      accountId: PAPER_ACCOUNT,
      equity: text(1),
      positions: [
        { ...position, size: text("0.1") },
        { ...position, size: text("0.2") },
      ],
      openOrders: [],
      leverages: [],
      clock: null,
      fills: [],
      until: engine.now,
    });
    expect(account(engine)?.equity).toBe("10000");
  });
});

describe("another installation", () => {
  const stopped = (engine: EngineDriver) => {
    expect(problems(engine)).toContain("other-installation");
    engine.marks({ ETH: 2_000 });
    expect(engine.orders).toEqual([]);
  };

  it("stops the account when an order with our mark rests there that this journal never made", () => {
    const engine = woken();
    const openOrders = [
      { clientOrderId: null, instrument: id("ETH"), stop: null },
      { clientOrderId: anotherId(7), instrument: id("ETH"), stop: null },
    ];
    engine.readAccount({ positions: { ETH: "0.1" }, openOrders });
    expect(account(engine)?.foreignOrder).toBe(anotherId(7));
    stopped(engine);
    engine.command({ kind: "clear-other-installation", at: engine.now, accountId: PAPER_ACCOUNT });
    expect(problems(engine)).toEqual([]);
    expect(engine.orders).toEqual([]);
    engine.readAccount({ positions: { ETH: "0.1" } });
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.05" }]);
  });

  it("stops it when a fill has our mark, books the fill once, and is not stopped by it again", () => {
    const engine = woken();
    const theirs = fill(engine, { id: "theirs", clientOrderId: anotherId(1), side: "buy", size: text(1) });
    engine.readAccount({ positions: { ETH: "1.1" }, fills: [theirs] });
    stopped(engine);
    expect(net(engine, "ETH")).toBe("1.1");
    expect(engine.book("ETH").held).toBe("0.1");
    expect(engine.lastDecision.reason).toBe("account-not-read");
    engine.command({ kind: "clear-other-installation", at: engine.now, accountId: PAPER_ACCOUNT });
    engine.readAccount({ positions: { ETH: "1.1" }, fills: [theirs] });
    expect(account(engine)).toMatchObject({ foreignOrder: null, reconciled: true });
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.05" }]);
  });

  it("is not suspected for ids without our mark", () => {
    const engine = woken();
    const bot = `0x${"12".repeat(16)}` as ClientOrderId;
    engine.readAccount({
      positions: { ETH: "0.1" },
      openOrders: [{ clientOrderId: bot, instrument: id("ETH"), stop: null }],
    });
    expect(account(engine)).toMatchObject({ foreignOrder: null, reconciled: true });
  });
});

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

describe("an account with a damaged row", () => {
  it("is left alone, whatever is told or wanted of it", () => {
    const engine = new EngineDriver();
    engine.state = { ...engine.state, damaged: new Set([PAPER_ACCOUNT]) };
    const before = engine.state;
    engine.follow();
    foreign(engine, [fill(engine)]);
    engine.readAccount({ positions: { ETH: 1 } });
    engine.command({ kind: "reset-paper", at: engine.now });
    expect(engine.state).toEqual(before);
    expect(engine.effects).toEqual([]);
  });
});
