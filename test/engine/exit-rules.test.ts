import { describe, expect, it } from "vitest";
import { FOLLOW, SECOND_LEADER, id, text } from "./engine-driver.ts";
import { PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import {
  ACCOUNT_GUARD,
  GUARD,
  OTHER,
  accountRules,
  buy,
  edit,
  fill,
  guard,
  holding,
  settings,
  status,
  told,
  trips,
} from "./exit-driver.ts";

describe("position's stop-loss and take-profit", () => {
  it.each([
    ["long, stop", "positionStopLoss", 0.1, 1_800.01, 1_800],
    ["short, stop", "positionStopLoss", -0.1, 2_199.99, 2_200],
    ["long, profit", "positionTakeProfit", 0.1, 2_199.99, 2_200],
    ["short, profit", "positionTakeProfit", -0.1, 1_800.01, 1_800],
  ] as const)("closes at its exact limit, 10 %% of the entry: %s", (_, rule, size, before, at) => {
    const engine = holding({ [rule]: { limit: 10, action: "close" } }, size);
    engine.marks({ ETH: before });
    expect(engine.orders).toEqual([]);
    engine.marks({ ETH: at });
    expect(engine.orders).toMatchObject([{ side: size > 0 ? "sell" : "buy", size: "0.1", reduceOnly: true }]);
    const reason = rule === "positionStopLoss" ? "stop-loss" : "take-profit";
    const book = engine.book("ETH");
    expect(book).toMatchObject({ target: "0", latched: reason, forgone: [{ reason, size: text(size) }] });
    expect(engine.lastDecision).toMatchObject({
      source: "own",
      forgone: [{ reason }],
      measured: 10,
      limit: 10,
      clientOrderId: engine.orders[0]?.clientOrderId,
    });
    expect(guard(engine).trips).toMatchObject([
      { rule, instrument: "ETH", action: "close", measured: 10, limit: 10, at: engine.now },
    ]);
    expect(told(engine)).toMatchObject([{ about: `${GUARD}|${rule}|ETH`, measured: 10, dismissible: true }]);
    expect(status(engine)).toBe("mirroring");
  });

  it("lets the position be until the leader was flat, and guards the next one as well", () => {
    const engine = holding({ positionStopLoss: { limit: 10, action: "close" } });
    engine.marks({ ETH: 1_800 });
    fill(engine, 1_800);
    engine.trade("ETH", 0.1, 1_800);
    expect(engine.orders).toEqual([]);
    expect(engine.book("ETH").forgone).toEqual([{ reason: "stop-loss", size: "0.2" }]);
    engine.trade("ETH", -0.2, 1_800);
    buy(engine, "ETH", 0.1, 1_800);
    expect(engine.book("ETH").held).toBe("0.1");
    expect(trips(engine)).toEqual(["positionStopLoss ETH"]);
    engine.now += 5_000;
    engine.marks({ ETH: 1_600 });
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.1" }]);
    expect(guard(engine).trips).toMatchObject([{ at: engine.now }]);
  });

  it("sells also what an order under way still buys", () => {
    const engine = holding({ positionStopLoss: { limit: 10, action: "close" } });
    engine.trade("ETH", 0.1, 2_000);
    engine.marks({ ETH: 1_800 });
    expect(engine.orders).toMatchObject([{ side: "buy" }]);
    fill(engine, 2_000);
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.2" }]);
  });

  it("leaves a turned position alone: the old side is being sold, and the new one has no loss yet", () => {
    const engine = holding({ positionStopLoss: { limit: 5, action: "close" } });
    engine.trade("ETH", -0.2, 2_000);
    engine.marks({ ETH: 1_890 });
    expect(trips(engine)).toEqual([]);
    expect(engine.book("ETH")).toMatchObject({ held: "0.1", target: "-0.1", latched: null });
  });

  it("stops only this position's growth, or only tells", () => {
    const engine = holding({
      positionStopLoss: { limit: 10, action: "no-growth" },
      positionTakeProfit: { limit: 5, action: "warn" },
    });
    buy(engine, "SOL", 1, 100);
    engine.marks({ ETH: 1_700, SOL: 110 });
    expect(engine.orders).toEqual([]);
    expect(trips(engine)).toEqual(["positionStopLoss ETH", "positionTakeProfit SOL"]);
    buy(engine, "ETH", 0.1, 1_700);
    buy(engine, "SOL", 1, 110);
    expect(engine.book("ETH")).toMatchObject({
      held: "0.1",
      forgone: [{ reason: "guardrail", size: "0.1" }],
    });
    expect(engine.book("SOL").held).toBe("2");
  });

  it("of an account looks at what its follows hold together on a side", () => {
    const engine = holding({});
    engine.follow(settings({}), OTHER, SECOND_LEADER);
    engine.snapshot({}, { leaderId: SECOND_LEADER });
    engine.marks({ ETH: 2_200 });
    engine.trade("ETH", 0.1, 2_200, SECOND_LEADER);
    fill(engine, 2_200);
    accountRules(engine, { positionStopLoss: { limit: 10, action: "close" } });
    // Together from 2,100: 10 % is at 1,890, where the first lost 5.5 % and the second 14 %.
    engine.marks({ ETH: 1_891 });
    expect(engine.orders).toEqual([]);
    engine.marks({ ETH: 1_890 });
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.2" }]);
    expect(trips(engine, ACCOUNT_GUARD)).toEqual(["positionStopLoss ETH"]);
  });
});

describe("rules about a follow's equity", () => {
  it("closes all and stops at a drawdown from the peak, in percent of the peak", () => {
    const engine = holding({ drawdown: { limit: 10, action: "close" } });
    engine.marks({ ETH: 3_000 });
    expect(guard(engine).peak).toBe("1100");
    engine.marks({ ETH: 1_900.01 });
    expect(status(engine)).toBe("mirroring");
    engine.marks({ ETH: 1_900 });
    expect(guard(engine).trips).toMatchObject([{ rule: "drawdown", instrument: null, measured: 10 }]);
    expect(status(engine)).toBe("closing");
    expect(engine.lastDecision).toMatchObject({
      source: "own",
      forgone: [{ reason: "guardrail", size: "0.1" }],
    });
    fill(engine, 1_900);
    expect(status(engine)).toBe("stopped");
    expect(engine.book("ETH").held).toBe("0");
  });

  it("counts what was realised, fees and funding, also while flat", () => {
    const engine = holding({ drawdown: { limit: 10, action: "warn" } });
    engine.marks({ ETH: 1_005 });
    buy(engine, "ETH", -0.1, 1_005);
    expect(trips(engine)).toEqual([]);
    buy(engine, "ETH", 0.1, 1_005);
    engine.send({
      kind: "funding",
      at: engine.now,
      accountId: PAPER_ACCOUNT,
      payments: [
        {
          accountId: PAPER_ACCOUNT,
          instrument: id("ETH"),
          hour: engine.now,
          size: text(0.1),
          rate: text("0.01"),
          price: text(1_005),
          amount: text(-1),
        },
      ],
    });
    engine.marks({ ETH: 1_005 });
    expect(trips(engine)).toEqual(["drawdown"]);
    expect(told(engine)).toMatchObject([{ measured: 10.05 }]);
  });

  it("counts a day's loss from the first tick of the local day, in percent of the allocation", () => {
    const engine = holding({ dailyLoss: { limit: 5, action: "no-growth" } });
    engine.marks({ ETH: 1_600 });
    engine.send({ kind: "tick", at: engine.now, day: "2026-11-23", online: true });
    expect(trips(engine)).toEqual([]);
    expect(guard(engine)).toMatchObject({ day: "2026-11-23", dayStart: "960" });
    engine.marks({ ETH: 1_100.01 });
    expect(trips(engine)).toEqual([]);
    engine.marks({ ETH: 1_100 });
    expect(guard(engine).trips).toMatchObject([{ rule: "dailyLoss", measured: 5, limit: 5 }]);
    engine.send({ kind: "tick", at: engine.now, day: "2026-11-24", online: true });
    buy(engine, "ETH", 0.1, 1_100);
    expect(engine.book("ETH")).toMatchObject({ held: "0.1", forgone: [{ reason: "guardrail" }] });
  });

  it("takes a profit in percent of the allocation", () => {
    const engine = holding({ takeProfit: { limit: 20, action: "close" } });
    engine.marks({ ETH: 3_999.99 });
    expect(status(engine)).toBe("mirroring");
    engine.marks({ ETH: 4_000 });
    expect(status(engine)).toBe("closing");
    expect(trips(engine)).toEqual(["takeProfit"]);
  });

  it("an edited allocation is neither gain nor loss", () => {
    const engine = holding({ drawdown: { limit: 10, action: "close" } });
    engine.marks({ ETH: 2_500 });
    edit(engine, { drawdown: { limit: 10, action: "close" } }, "500");
    engine.wait(1_000);
    expect(guard(engine)).toMatchObject({ capital: "500", peak: "550", base: "500", dayStart: "500" });
    expect(trips(engine)).toEqual([]);
  });

  it("forgoes what waits when growth is stopped", () => {
    const engine = holding({ dailyLoss: { limit: 5, action: "no-growth" } });
    engine.trade("SOL", 0.05, 100);
    expect(engine.book("SOL").target).toBe("0.05");
    engine.marks({ ETH: 1_400 });
    expect(engine.book("SOL")).toMatchObject({
      target: "0",
      forgone: [{ reason: "guardrail", size: "0.05" }],
    });
  });
});

describe("when a rule is judged", () => {
  it("trips nothing on a mark that is not fresh, or that is only a leader's price", () => {
    const engine = holding({
      drawdown: { limit: 10, action: "close" },
      takeProfit: { limit: 1, action: "warn" },
    });
    buy(engine, "SOL", 1, 100);
    engine.now += 10_001;
    engine.marks({ SOL: 200 });
    expect(trips(engine)).toEqual([]);
    engine.marks({ SOL: 100 });
    engine.snapshot({ ETH: [0.1, 2_000], SOL: [1, 100] }, { cause: "poll" });
    engine.trade("ETH", -0.05, 500);
    engine.wait(1_000);
    expect(trips(engine)).toEqual([]);
    engine.marks({ ETH: 500 });
    expect(trips(engine)).toContain("drawdown");
  });

  it("trips nothing before the account was read and agreed in this life", () => {
    const engine = holding({
      drawdown: { limit: 10, action: "close" },
      positionStopLoss: { limit: 10, action: "close" },
    });
    engine.readsAccount = false;
    engine.send({ kind: "boot", at: engine.now });
    engine.snapshot({ ETH: [0.1, 2_000] });
    engine.marks({ ETH: 500 });
    expect(trips(engine)).toEqual([]);
    engine.readAccount();
    expect(trips(engine)).toEqual(["positionStopLoss ETH", "drawdown"]);
  });

  it("closes what a stop latched at once after a start, whether or not the leader can be read", () => {
    const engine = holding({ positionStopLoss: { limit: 10, action: "close" } });
    engine.command({ kind: "halt", at: engine.now });
    engine.marks({ ETH: 1_700 });
    engine.send({ kind: "boot", at: engine.now });
    engine.command({ kind: "lift-halt", at: engine.now });
    engine.readAccount();
    engine.marks({ ETH: 1_700 });
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.1" }]);
  });

  it("judges a paused follow and one that leaves with the leader, and none that was left to the user", () => {
    for (const how of ["pause", "leader-out", "keep"] as const) {
      const engine = holding({ drawdown: { limit: 10, action: "close" } });
      engine.command(
        how === "pause"
          ? { kind: "pause", at: engine.now, followId: FOLLOW }
          : { kind: "stop", at: engine.now, followId: FOLLOW, positions: how },
      );
      engine.marks({ ETH: 900 });
      expect(status(engine)).toBe(how === "keep" ? "stopped" : "closing");
      expect(engine.orders.length).toBe(how === "keep" ? 0 : 1);
    }
  });

  it("latches while all is halted; the order leaves when that is lifted", () => {
    const engine = holding({ positionStopLoss: { limit: 10, action: "close" } });
    engine.command({ kind: "halt", at: engine.now });
    engine.marks({ ETH: 1_700 });
    expect(engine.orders).toEqual([]);
    expect(trips(engine)).toEqual(["positionStopLoss ETH"]);
    engine.marks({ ETH: 2_000 });
    engine.command({ kind: "lift-halt", at: engine.now });
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.1" }]);
  });

  it("trips once, whatever the price does, until the user resets it; then it counts from now", () => {
    const engine = holding({ drawdown: { limit: 10, action: "warn" } });
    engine.marks({ ETH: 900 });
    const [first] = told(engine);
    expect(first?.measured).toBe(11);
    engine.command({ kind: "dismiss-problem", at: engine.now, problemId: first?.id ?? "" });
    for (const ETH of [2_000, 500, 2_000, 400]) engine.marks({ ETH });
    expect(told(engine)).toEqual([]);
    expect(guard(engine).trips).toMatchObject([{ measured: 11 }]);
    engine.command({ kind: "reset-guard", at: engine.now, guardId: GUARD });
    engine.wait(1_000);
    expect(guard(engine)).toMatchObject({ trips: [], peak: "840", base: "840", dayStart: "840" });
    engine.marks({ ETH: -1 + 401 });
    expect(trips(engine)).toEqual([]);
  });

  it("does more when the rule was made stricter after it had only told", () => {
    const engine = holding({ drawdown: { limit: 10, action: "warn" } });
    engine.marks({ ETH: 900 });
    edit(engine, { drawdown: { limit: 10, action: "close" } });
    engine.wait(1_000);
    expect(status(engine)).toBe("closing");
  });
});
