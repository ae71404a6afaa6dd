import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../../lib/model/follow-settings.ts";
import type { Instrument } from "../../lib/model/instrument.ts";
import { type EngineDriver, instrument, text } from "./engine-driver.ts";
import { mirroringForReal } from "./real-driver.ts";

/** What the exchange lists from now on. */
function list(engine: EngineDriver, eth: Partial<Instrument>): void {
  const instruments = [instrument("BTC", "0.00001"), { ...instrument("ETH", "0.0001"), ...eth }];
  engine.send({ kind: "instruments", at: engine.now, instruments });
}

function holding(): EngineDriver {
  const limits = {
    ...DEFAULT_SETTINGS.limits,
    maxAgeMs: 60_000,
    maxPosition: "100000",
    maxSlippageBps: 1_000,
  };
  const engine = mirroringForReal({ limits });
  engine.trade("ETH", 0.1, 2_000);
  engine.answer();
  return engine;
}

describe("an instrument that is delisted while it is followed", () => {
  it("grows no more, and says why; what is held is reduced as before", () => {
    const engine = holding();
    list(engine, { delisted: true });
    engine.trade("ETH", 0.1, 2_000);
    expect(engine.lastDecision).toMatchObject({ outcome: "forgone", forgone: [{ reason: "delisted" }] });
    expect(engine.orders).toEqual([]);
    engine.trade("ETH", -0.1, 2_000);
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.05" }]);
  });

  it("is not bought with growth that had been waiting", () => {
    const engine = holding();
    engine.trade("ETH", 0.1, 2_000);
    const [order] = engine.orders.splice(0);
    if (order === undefined) throw new Error("no order");
    const { accountId, clientOrderId } = order;
    engine.send({
      kind: "order-rejected",
      at: engine.now,
      accountId,
      clientOrderId,
      instrument: order.instrument,
      handedAt: null,
      reason: "maintenance",
      detail: "",
    });
    list(engine, { delisted: true });
    engine.pass(10);
    expect(engine.orders).toEqual([]);
    expect(engine.book("ETH")).toMatchObject({
      target: "0.1",
      held: "0.1",
      forgone: [{ reason: "delisted", size: "0.1" }],
    });
  });
});

it("an instrument whose lot became larger is traded in whole new lots", () => {
  const engine = holding();
  list(engine, { lotSize: text("0.05") });
  engine.trade("ETH", 0.07, 2_000);
  expect(engine.orders).toMatchObject([{ side: "buy", size: "0.05" }]);
  engine.answer();
  engine.trade("ETH", -0.17, 2_000);
  expect(engine.orders).toMatchObject([{ side: "sell", size: "0.15" }]);
});
