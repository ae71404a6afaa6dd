import { describe, expect, it } from "vitest";
import { isStillWanted } from "../../lib/engine/still-wanted.ts";
import { type EngineDriver, FOLLOW } from "./engine-driver.ts";
import { KEY, REAL, REAL_SETTINGS, access, mirroringForReal } from "./real-driver.ts";

const forgoneOf = (engine: EngineDriver) => engine.book("ETH").forgone;

/** Long 0.1 ETH of real money. */
function holdingForReal(): EngineDriver {
  const engine = mirroringForReal();
  engine.trade("ETH", 0.1, 2_000);
  engine.answerAll();
  return engine;
}

describe("growth that waits when the worker is stopped", () => {
  /** 0.1 ETH that waits for its leverage, in a life that was told to be locked at its beginning, as each is. */
  const restarted = (): EngineDriver => {
    const engine = mirroringForReal();
    engine.answersLeverage = false;
    engine.trade("ETH", 0.1, 2_000);
    engine.now += 300;
    engine.send({ kind: "boot", at: engine.now });
    return engine;
  };

  it("is bought by the next life, whose vault is open", () => {
    const engine = restarted();
    expect(engine.orders).toEqual([]);
    expect(forgoneOf(engine)).toEqual([]);
    access(engine, "ready");
    engine.answersLeverage = true;
    engine.snapshot({ ETH: [0.1, 2_000] });
    engine.marks({ ETH: 2_000 });
    engine.pass(2);
    engine.marks({ ETH: 2_000 });
    expect(engine.orders).toMatchObject([{ side: "buy", size: "0.1" }]);
  });

  it("is forgone where the vault turns out to be locked", () => {
    const engine = restarted();
    access(engine, "locked");
    engine.pass(6);
    expect(engine.orders).toEqual([]);
    expect(forgoneOf(engine)).toEqual([{ reason: "account-locked", size: "0.1" }]);
  });
});

describe("a real account that cannot sign", () => {
  it.each([
    ["locked", "account-locked", "account-locked"],
    ["unusable", "key-unusable", "key-unusable"],
  ] as const)(
    "%s: orders nothing, forgoes growth, and reduces first when it can again",
    (state, why, reason) => {
      const engine = holdingForReal();
      access(engine, state);
      engine.trade("ETH", 0.2, 2_000);
      expect(forgoneOf(engine)).toEqual([{ reason: why, size: "0.2" }]);
      engine.trade("ETH", -0.15, 2_000);
      expect(engine.lastDecision).toMatchObject({ outcome: "waiting", reason });
      expect(engine.orders).toEqual([]);
      engine.pass(60);
      engine.marks({ ETH: 2_000 });
      expect(engine.orders).toEqual([]);
      access(engine, "ready");
      expect(engine.orders).toMatchObject([{ side: "sell", size: "0.05", reduceOnly: true }]);
      engine.answerAll();
      expect(engine.book("ETH").held).toBe("0.05");
    },
  );

  it.each([
    ["unchecked", "key-unchecked"],
    ["restricted", "key-restricted"],
  ] as const)("%s: forgoes growth, and reductions go on", (state, why) => {
    const engine = holdingForReal();
    access(engine, state);
    engine.trade("ETH", 0.2, 2_000);
    expect(forgoneOf(engine)).toEqual([{ reason: why, size: "0.2" }]);
    engine.trade("ETH", -0.15, 2_000);
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.05" }]);
  });

  it("forgoes growth that waits, with the reason", () => {
    const engine = mirroringForReal();
    engine.trade("ETH", 0.004, 2_000);
    expect(engine.book("ETH")).toMatchObject({ target: "0.004", forgone: [] });
    access(engine, "restricted");
    expect(engine.book("ETH")).toMatchObject({
      target: "0",
      forgone: [{ reason: "key-restricted", size: "0.004" }],
    });
  });

  it("hands over no order that was made before it", () => {
    const engine = mirroringForReal();
    engine.trade("ETH", 0.1, 2_000);
    const [order] = engine.orders;
    if (order === undefined) throw new Error("no order");
    expect(isStillWanted(engine.state, order)).toBe(true);
    access(engine, "restricted");
    expect(isStillWanted(engine.state, order)).toBe(false);
    access(engine, "ready");
    access(engine, "locked");
    expect(isStillWanted(engine.state, order)).toBe(false);
  });

  it("hands over a reduction of a restricted account", () => {
    const engine = holdingForReal();
    engine.trade("ETH", -0.1, 2_000);
    const [order] = engine.orders;
    access(engine, "restricted");
    expect(order !== undefined && isStillWanted(engine.state, order)).toBe(true);
  });

  it("is what a new life takes every real account for until it is told otherwise", () => {
    const engine = holdingForReal();
    engine.send({ kind: "boot", at: engine.now });
    expect(engine.state.accounts.get(REAL)?.access).toMatchObject({ state: "locked", since: engine.now });
    engine.snapshot({ ETH: [0.05, 2_000] });
    engine.marks({ ETH: 2_000 });
    expect(engine.orders).toEqual([]);
    engine.now += 10;
    access(engine, "unchecked");
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.05" }]);
  });

  it("keeps since when a state holds, and what the audit found", () => {
    const engine = mirroringForReal();
    access(engine, "restricted", "can-withdraw");
    const since = engine.now;
    engine.now += 5_000;
    access(engine, "restricted", "can-withdraw");
    expect(engine.state.accounts.get(REAL)?.access).toMatchObject({ since, finding: "can-withdraw" });
    engine.send({
      kind: "account-access",
      at: engine.now,
      accountId: REAL,
      access: { state: "ready", finding: null, detail: null },
      key: { ...KEY, checkedAt: engine.now },
    });
    expect(engine.state.accounts.get(REAL)).toMatchObject({
      access: { state: "ready", since: engine.now },
      key: { checkedAt: engine.now },
    });
  });

  it("stops a follow from copying what stands only while its key is being checked", () => {
    const engine = mirroringForReal();
    engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "keep" });
    engine.command({ kind: "remove", at: engine.now, followId: FOLLOW });
    access(engine, "unchecked");
    engine.follow({ ...REAL_SETTINGS, existing: "all" });
    engine.snapshot({ ETH: [0.1, 2_000] });
    expect(engine.orders).toEqual([]);
    engine.now += 2_000;
    engine.marks({ ETH: 2_000 });
    access(engine, "ready");
    engine.snapshot({ ETH: [0.1, 2_000] }, { cause: "poll" });
    expect(engine.orders).toMatchObject([{ side: "buy", size: "0.1" }]);
  });
});

describe("a venue whose clock or answers cannot be relied on", () => {
  it.each([
    [{ offsetMs: 30_001, roundTripMs: 100 }, "venue-clock-off", 30_001, 30_000],
    [{ offsetMs: -30_001, roundTripMs: 100 }, "venue-clock-off", 30_001, 30_000],
    [{ offsetMs: 0, roundTripMs: 5_001 }, "venue-slow", 5_001, 5_000],
  ] as const)("%o: forgoes growth, reduces, and tells of it", (clock, reason, measured, limit) => {
    const engine = holdingForReal();
    engine.readsAccount = false;
    engine.pass(31);
    engine.readAccount({ clock });
    engine.marks({ ETH: 2_000 });
    engine.trade("ETH", 0.2, 2_000);
    expect(engine.lastDecision).toMatchObject({ forgone: [{ reason, size: "0.2" }], measured, limit });
    expect(engine.state.problems.get(`${reason}:${REAL}`)).toMatchObject({ kind: reason, about: REAL });
    engine.trade("ETH", -0.3, 2_000);
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.1" }]);
    engine.pass(31);
    engine.readAccount({ clock: { offsetMs: 30_000, roundTripMs: 5_000 } });
    expect(engine.state.problems.has(`${reason}:${REAL}`)).toBe(false);
  });
});
