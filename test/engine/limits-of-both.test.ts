import { describe, expect, it } from "vitest";
import { newAccountBook } from "../../lib/engine/account-book.ts";
import { AccountSettings, DEFAULT_ACCOUNT_SETTINGS } from "../../lib/model/account.ts";
import { DEFAULT_SETTINGS, FollowSettings } from "../../lib/model/follow-settings.ts";
import type { ForgonePart } from "../../lib/model/forgone.ts";
import { AccountId, FollowId, PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import { EngineDriver, FOLLOW, LEADER, SECOND_LEADER, id, mirroring, text } from "./engine-driver.ts";

type Limits = Partial<Record<keyof FollowSettings["limits"], unknown>>;

/** Own coins per leader's coin are 1, and no limit but the given ones is near. */
function settings(limits: Limits = {}, more: Record<string, unknown> = {}): FollowSettings {
  return FollowSettings.parse({
    ...DEFAULT_SETTINGS,
    allocation: { kind: "amount", amount: "1000000" },
    sizing: { kind: "fixed-ratio", ratio: "1" },
    limits: { ...DEFAULT_SETTINGS.limits, maxLeverage: 50, maxPosition: "1000000", ...limits },
    ...more,
  });
}

function one(limits: Limits = {}, account: Limits = {}): EngineDriver {
  const engine = mirroring(settings(limits));
  limitAccount(engine, account);
  return engine;
}

function limitAccount(engine: EngineDriver, limits: Limits, more: Partial<AccountSettings> = {}): void {
  engine.command({
    kind: "edit-account",
    at: engine.now,
    accountId: PAPER_ACCOUNT,
    settings: AccountSettings.parse({
      ...DEFAULT_ACCOUNT_SETTINGS,
      ...more,
      limits: { ...DEFAULT_ACCOUNT_SETTINGS.limits, ...limits },
    }),
  });
}

const SECOND = FollowId.parse("follow-2");

/** Two leaders, two follows, one account. */
function two(account: Limits, limits: Limits = {}): EngineDriver {
  const engine = one(limits, account);
  engine.follow(settings(limits), SECOND, SECOND_LEADER);
  engine.snapshot({}, { leaderId: SECOND_LEADER });
  return engine;
}

const forgone = (engine: EngineDriver): readonly ForgonePart[] => engine.lastDecision.forgone;

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

describe("states that hold growth", () => {
  it("halted, leaving, and a leader whose equity fell", () => {
    const halted = one();
    halted.command({ kind: "halt", at: halted.now });
    halted.trade("ETH", 1, 2_000);
    expect(forgone(halted)).toMatchObject([{ reason: "halted" }]);

    const leaving = one();
    leaving.trade("ETH", 2, 2_000);
    leaving.answerAll();
    leaving.command({ kind: "stop", at: leaving.now, followId: FOLLOW, positions: "leader-out" });
    leaving.trade("ETH", 1, 2_000);
    expect(forgone(leaving)).toMatchObject([{ reason: "leaving" }]);
    leaving.trade("ETH", -3, 2_000);
    expect(leaving.orders).toMatchObject([{ side: "sell", size: "2" }]);

    const fell = one();
    const leader = fell.state.leaders.get(LEADER);
    if (leader === undefined) throw new Error("no leader");
    const held = { ...leader, equityHeldSince: fell.now };
    fell.state = { ...fell.state, leaders: new Map([[LEADER, held]]) };
    fell.trade("ETH", 1, 2_000);
    expect(forgone(fell)).toMatchObject([{ reason: "leader-equity-fell" }]);
  });

  it("take what waits out of the target, too", () => {
    const engine = one();
    engine.trade("ETH", "0.004", 2_000);
    engine.command({ kind: "halt", at: engine.now });
    expect(engine.book("ETH").forgone).toEqual([{ reason: "halted", size: "0.004" }]);
  });

  it("a position of the user's own, with real money, unless he opted in", () => {
    const real = AccountId.parse("real");
    const engine = new EngineDriver();
    engine.command({
      kind: "follow",
      at: engine.now,
      followId: FOLLOW,
      leaderId: LEADER,
      accountId: real,
      settings: settings(),
      startedFrom: "extension",
    });
    engine.snapshot({});
    const book = { ...newAccountBook(real, id("ETH")), net: text(1) };
    engine.state = { ...engine.state, accountBooks: new Map([["real|ETH", book]]) };
    engine.trade("ETH", 1, 2_000);
    expect(forgone(engine)).toMatchObject([{ reason: "own-position" }]);
    engine.command({
      kind: "edit-account",
      at: engine.now,
      accountId: real,
      settings: { ...DEFAULT_ACCOUNT_SETTINGS, growBesideOwn: true },
    });
    engine.trade("ETH", 1, 2_000);
    expect(forgone(engine)).toEqual([]);
  });
});

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
