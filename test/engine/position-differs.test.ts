import { describe, expect, it } from "vitest";
import { PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import { EngineDriver, id, mirroring, text } from "./engine-driver.ts";
import { holding, woken, fill, account, net, asks, problems } from "./reconcile-driver.ts";

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
