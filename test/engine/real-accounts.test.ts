import { describe, expect, it } from "vitest";
import { DEFAULT_ACCOUNT_SETTINGS } from "../../lib/model/account.ts";
import { DEFAULT_SETTINGS } from "../../lib/model/follow-settings.ts";
import { accountGuardId } from "../../lib/model/guard.ts";
import { AccountId, Address, PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import { EngineDriver, FOLLOW, LEADER, liquidate, mirroring } from "./engine-driver.ts";
import { settings } from "./exit-driver.ts";
import { KEY, OWNER, REAL, access, mirroringForReal, withRealAccount } from "./real-driver.ts";

const follow = (engine: EngineDriver, accountId: AccountId) =>
  engine.command({
    kind: "follow",
    at: engine.now,
    followId: FOLLOW,
    leaderId: LEADER,
    accountId,
    settings: DEFAULT_SETTINGS,
    startedFrom: "extension",
  });

describe("a real account", () => {
  it("begins with its key, and is read before anything is done in it", () => {
    const engine = withRealAccount();
    expect(engine.state.accounts.get(REAL)).toMatchObject({
      kind: "real",
      venue: "hyperliquid",
      key: KEY,
      access: { state: "ready" },
      lastNonce: 0,
      reconciled: true,
    });
    expect(engine.state.guards.has(accountGuardId(REAL))).toBe(true);
  });

  it("that was never added is neither followed into nor edited nor removed", () => {
    const engine = new EngineDriver();
    const before = engine.state;
    for (const id of [REAL, AccountId.parse("elsewhere:0x1"), AccountId.parse("nowhere")]) {
      follow(engine, id);
      engine.command({
        kind: "edit-account",
        at: engine.now,
        accountId: id,
        settings: DEFAULT_ACCOUNT_SETTINGS,
      });
      engine.command({ kind: "remove-account", at: engine.now, accountId: id });
    }
    expect(engine.state.follows).toEqual(before.follows);
    expect(engine.state.accounts).toEqual(before.accounts);
    expect(engine.state.guards).toEqual(before.guards);
    expect(engine.state.leaders).toEqual(before.leaders);
  });

  it("is that of its key's owner, at a venue that we know", () => {
    const engine = new EngineDriver();
    const other = Address.parse(`0x${"3".repeat(40)}`);
    for (const id of [PAPER_ACCOUNT, AccountId.parse(`nowhere:${OWNER}`), AccountId.parse(OWNER)]) {
      engine.command({ kind: "add-account", at: engine.now, accountId: id, key: KEY });
    }
    engine.command({ kind: "add-account", at: engine.now, accountId: REAL, key: { ...KEY, owner: other } });
    expect(engine.state.accounts.size).toBe(0);
  });

  it("takes a new key, and goes when nothing of it is left", () => {
    const engine = withRealAccount();
    const agent = Address.parse(`0x${"4".repeat(40)}`);
    access(engine, "restricted", "can-withdraw");
    engine.command({ kind: "add-account", at: engine.now, accountId: REAL, key: { ...KEY, agent } });
    expect(engine.state.accounts.get(REAL)).toMatchObject({ key: { agent }, access: { state: "ready" } });
    engine.command({ kind: "remove-account", at: engine.now, accountId: REAL });
    expect(engine.state.accounts.has(REAL)).toBe(false);
    expect(engine.state.guards.has(accountGuardId(REAL))).toBe(false);
  });

  it("is not followed into once its key is gone", () => {
    const engine = withRealAccount();
    engine.follow();
    engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "keep" });
    engine.command({ kind: "remove-account", at: engine.now, accountId: REAL });
    expect(engine.state.accounts.get(REAL)).toMatchObject({ key: null, access: { state: "unusable" } });
    engine.command({ kind: "remove", at: engine.now, followId: FOLLOW });
    follow(engine, REAL);
    expect(engine.state.follows.size).toBe(0);
  });

  it("stays as it is when the paper account is reset: also what is known of its orders", () => {
    const engine = mirroringForReal();
    engine.trade("ETH", 0.1, 2_000);
    engine.answer();
    const { accounts, books, follows, ended } = engine.state;
    engine.command({ kind: "reset-paper", at: engine.now });
    engine.send({ kind: "venue-reset", at: engine.now });
    expect(engine.state.accounts.get(REAL)).toEqual(accounts.get(REAL));
    expect([engine.state.books, engine.state.follows, engine.state.ended]).toEqual([books, follows, ended]);
  });

  it("has words of its own for margin that does not do, and for a liquidation", () => {
    const engine = mirroringForReal();
    engine.trade("ETH", 0.1, 2_000);
    const [order] = engine.orders.splice(0);
    if (order === undefined) throw new Error("no order");
    engine.send({
      kind: "order-rejected",
      at: engine.now,
      accountId: REAL,
      clientOrderId: order.clientOrderId,
      instrument: order.instrument,
      handedAt: engine.now,
      reason: "insufficient-margin",
      detail: "Insufficient margin to place order.",
    });
    expect(engine.book("ETH").forgone).toEqual([{ reason: "no-margin", size: "0.1" }]);
    engine.trade("ETH", 0.1, 2_000);
    engine.answerAll();
    liquidate(engine, "0.1");
    expect([...engine.state.problems.keys()]).toEqual([`liquidated:${REAL}`]);
  });

  it("takes with it what was told of it, and is read no more", () => {
    const engine = withRealAccount();
    engine.follow();
    engine.readsAccount = false;
    engine.send({ kind: "boot", at: engine.now });
    engine.send({ kind: "account-unreadable", at: engine.now, accountId: REAL, detail: "down" });
    expect(engine.state.problems.size).toBe(1);
    engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "keep" });
    engine.command({ kind: "remove-account", at: engine.now, accountId: REAL });
    expect(engine.state.problems.size).toBe(0);
    engine.pass(70);
    engine.send({ kind: "boot", at: engine.now });
    expect(engine.effects.filter(({ kind }) => kind === "read-account")).toEqual([]);
    expect(engine.state.accounts.get(REAL)?.access.state).toBe("unusable");
  });

  it("shares no id with what is made of fills on paper", () => {
    const ids = [mirroring(settings({})), mirroringForReal()].map((engine) => {
      engine.readsAccount = false;
      engine.wait(31_000);
      engine.marks({ ETH: 2_000 });
      const { work } = engine.readAccount({ positions: { ETH: "0.2" } });
      return work.fills.map(({ fill }) => fill.id);
    });
    expect(ids.flat()).toHaveLength(2);
    expect(new Set(ids.flat()).size).toBe(2);
  });
});
