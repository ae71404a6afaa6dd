import { describe, expect, it } from "vitest";
import { PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import { EngineDriver, mirroring, text } from "./engine-driver.ts";
import {
  holding,
  woken,
  fill,
  foreign,
  unreadable,
  account,
  net,
  asks,
  problems,
} from "./reconcile-driver.ts";

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
