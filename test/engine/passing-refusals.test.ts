import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../../lib/model/follow-settings.ts";
import type { RejectReason } from "../../lib/model/order.ts";
import { type EngineDriver, text } from "./engine-driver.ts";
import { mirroringForReal } from "./real-driver.ts";

const PASSING = [
  ["maintenance", 5],
  ["address-limit", 5],
  ["no-market-data", 1],
  ["expired", 1],
] as const;

/** The venue refuses the oldest open order. */
function refuse(engine: EngineDriver, reason: RejectReason): void {
  const order = engine.orders.shift();
  if (order === undefined) throw new Error("no order is open");
  const { accountId, clientOrderId, instrument } = order;
  engine.send({
    kind: "order-rejected",
    at: engine.now,
    accountId,
    clientOrderId,
    instrument,
    handedAt: engine.now,
    reason,
    detail: "The exchange's own words.",
  });
}

function growing(maxAgeMs: number): EngineDriver {
  const engine = mirroringForReal({ limits: { ...DEFAULT_SETTINGS.limits, maxAgeMs } });
  engine.trade("ETH", 0.1, 2_000);
  return engine;
}

describe("growth that the venue refuses for what passes by itself", () => {
  it.each(PASSING)("%s: waits, and is ordered again after %i s", (reason, seconds) => {
    const engine = growing(60_000);
    refuse(engine, reason);
    expect(engine.book("ETH")).toMatchObject({ target: "0.1", held: "0", forgone: [] });
    engine.pass(seconds - 1);
    expect(engine.orders).toEqual([]);
    engine.pass(1);
    expect(engine.orders).toMatchObject([{ side: "buy", size: "0.1" }]);
    engine.answer();
    expect(engine.book("ETH")).toMatchObject({ held: "0.1", forgone: [] });
  });

  it.each(PASSING)("%s: is forgone when it has grown too old, and not a moment later", (reason) => {
    const engine = growing(10_000);
    for (let second = 0; second < 10; second += 1) {
      while (engine.orders.length > 0) refuse(engine, reason);
      engine.pass(1);
    }
    while (engine.orders.length > 0) refuse(engine, reason);
    expect(engine.book("ETH").forgone).toEqual([]);
    engine.wait(1);
    expect(engine.book("ETH")).toMatchObject({ target: "0", forgone: [{ reason: "age", size: "0.1" }] });
    engine.pass(120);
    expect(engine.orders).toEqual([]);
  });

  it("what the leader adds meanwhile waits with it, and says so", () => {
    const engine = growing(60_000);
    refuse(engine, "maintenance");
    engine.trade("ETH", 0.1, 2_000);
    expect(engine.orders).toEqual([]);
    expect(engine.lastDecision).toMatchObject({ outcome: "waiting", reason: "tried-again-soon" });
    engine.pass(5);
    expect(engine.orders).toMatchObject([{ side: "buy", size: "0.2" }]);
  });

  it("is dropped when the leader sells, and sells nothing itself", () => {
    const engine = growing(60_000);
    refuse(engine, "address-limit");
    engine.trade("ETH", -0.1, 2_000);
    engine.pass(60);
    expect(engine.everyOrder).toHaveLength(1);
    expect(engine.book("ETH")).toMatchObject({ target: "0", held: "0", forgone: [] });
  });

  it("holds no reduction up: that is tried again at its own pace", () => {
    const engine = growing(60_000);
    engine.answer();
    engine.trade("ETH", 0.1, 2_000);
    refuse(engine, "maintenance");
    engine.trade("ETH", -0.15, 2_000);
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.05" }]);
    refuse(engine, "maintenance");
    engine.pass(1);
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.05" }]);
  });

  it.each(["margin-tier", "too-many-orders", "not-approved", "other"] as const)(
    "%s passes not by itself: it is forgone",
    (reason) => {
      const engine = growing(60_000);
      refuse(engine, reason);
      expect(engine.book("ETH").forgone).toEqual([{ reason: "rejected", size: text("0.1") }]);
    },
  );
});
