import { describe, expect, it } from "vitest";
import { sendsAnything } from "../../lib/journal/refuse-unwritten.ts";
import type { Effect, EngineEvent } from "../../lib/engine/engine-event.ts";
import { step } from "../../lib/engine/step.ts";
import { FOLLOW, id, text } from "../engine/engine-driver.ts";
import { REAL, mirroringForReal } from "../engine/real-driver.ts";
import { STOP_AT, type StopDriver, following, shown, trade } from "../engine/stops/stop-driver.ts";
import { journalChangeOf } from "../../lib/runtime/journal-change-of.ts";
import { withdrawalOf } from "../../lib/runtime/withdrawal-of.ts";

/** What a step does, without being told to the driver: its order or stop may still be withdrawn. */
function stepping(engine: StopDriver, ...events: readonly EngineEvent[]) {
  let { state } = engine;
  const steps = events.map((event) => {
    const done = step(state, event);
    state = done.state;
    return { event, step: done };
  });
  const effects: Effect[] = steps.flatMap(({ step: { work } }) => work.effects);
  return { state, steps, effects };
}

/** Long 0.1 ETH, its stop about to be placed. */
function placing() {
  const engine = following(STOP_AT(10));
  engine.answersStops = false;
  engine.trade("ETH", 0.1, 2_000);
  const [order] = engine.orders;
  if (order === undefined) throw new Error("no order");
  const { clientOrderId, accountId, instrument, side, size } = order;
  const fill = {
    id: "f",
    clientOrderId,
    accountId,
    instrument,
    side,
    size,
    price: order.limitPrice,
    fee: "0" as never,
    time: engine.now,
    cause: "order" as const,
  };
  const done: EngineEvent = {
    kind: "order-done",
    at: engine.now,
    accountId,
    clientOrderId,
    instrument,
    handedAt: engine.now,
    fills: [fill],
    unfilled: null,
  };
  return { engine, done };
}

const command = (engine: StopDriver, kind: "halt" | "keep"): EngineEvent => ({
  kind: "command",
  at: engine.now,
  command:
    kind === "halt"
      ? { kind, at: engine.now }
      : { kind: "stop", at: engine.now, followId: FOLLOW, positions: "keep" },
});

describe("a stop that what came right behind it made unwanted", () => {
  it("is sent when nothing came behind it", () => {
    const { engine, done } = placing();
    const { state, steps, effects } = stepping(engine, done);
    expect(effects.filter(({ kind }) => kind === "place-stop")).toHaveLength(1);
    expect(effects.map((effect) => withdrawalOf(state, effect, engine.now))).not.toContainEqual(
      expect.objectContaining({ kind: "stop-not-sent" }),
    );
    expect(journalChangeOf(steps, []).stopSubmits).toHaveLength(1);
  });

  it.each(["halt", "keep"] as const)("is withdrawn before anything is durable (%s)", (kind) => {
    const { engine, done } = placing();
    const { state, steps, effects } = stepping(engine, done, command(engine, kind));
    const place = effects.find((effect) => effect.kind === "place-stop");
    const event = place === undefined ? null : withdrawalOf(state, place, engine.now);
    expect(event).toMatchObject({ kind: "stop-not-sent" });
    if (event === null) return;
    steps.push({ event, step: step(state, event) });
    const change = journalChangeOf(steps, []);
    expect(change.stopSubmits).toEqual([]);
    expect(change.stops).toMatchObject([{ status: "not-sent" }]);
  });

  it("is not removed behind a halt, and still rests", () => {
    const engine = following(STOP_AT(10));
    trade(engine, 0.1);
    engine.live(3);
    const { state, steps, effects } = stepping(engine, command(engine, "keep"), command(engine, "halt"));
    const cancel = effects.find((effect) => effect.kind === "cancel-stop");
    const event = cancel === undefined ? null : withdrawalOf(state, cancel, engine.now);
    expect(event).toMatchObject({ kind: "stop-not-sent" });
    if (event === null) return;
    steps.push({ event, step: step(state, event) });
    const change = journalChangeOf(steps, []);
    expect(change.stopCancels).toEqual([]);
    expect(change.stops).toMatchObject([{ status: "resting" }]);
  });
});

describe("the removal of a stop that should be gone, and that a reading shows", () => {
  const removal = (...behind: readonly "halt"[]) => {
    const engine = following(STOP_AT(10));
    trade(engine, 0.1);
    engine.live(3);
    const orphan = engine.stop;
    trade(engine, -0.1);
    engine.live(3);
    engine.readsAccount = false;
    engine.live(31);
    const read: EngineEvent = {
      kind: "account-read",
      at: engine.now,
      accountId: REAL,
      equity: text(10_000),
      positions: [],
      openOrders: [shown(orphan)],
      leverages: [],
      clock: null,
      fills: [],
      until: engine.now,
    };
    const done = stepping(engine, read, ...behind.map((kind) => command(engine, kind)));
    expect(done.effects).toContainEqual(
      expect.objectContaining({
        kind: "cancel-stop",
        cancel: expect.objectContaining({ clientOrderId: orphan.clientOrderId }),
      }),
    );
    expect(done.state.stops.size).toBe(0);
    const { stopCancels } = journalChangeOf(done.steps, []);
    return stopCancels.map(({ clientOrderId }) => clientOrderId === orphan.clientOrderId);
  };

  it("is sent, though there is no row in which it waits", () => {
    expect(removal()).toEqual([true]);
  });

  it("is not sent where a halt came right behind it", () => {
    expect(removal("halt")).toEqual([]);
  });
});

describe("leverage that is about to be set", () => {
  const setting = (...behind: readonly "halt"[]) => {
    const engine = mirroringForReal();
    engine.answersLeverage = false;
    engine.trade("ETH", 0.1, 2_000);
    const at = engine.now;
    const told: EngineEvent = {
      kind: "leverage-told",
      at,
      accountId: REAL,
      instrument: id("ETH"),
      setting: { times: 20, marginMode: "cross" },
    };
    const words = behind.map((kind): EngineEvent => ({ kind: "command", at, command: { kind, at } }));
    let { state } = engine;
    const steps = [told, ...words].map((event) => {
      const done = step(state, event);
      state = done.state;
      return { event, step: done };
    });
    return journalChangeOf(steps, []);
  };

  it("is among what the halt switch is looked at for", () => {
    const change = setting();
    expect(change.leverageOrders).toMatchObject([{ setting: { times: 3, marginMode: "cross" } }]);
    expect(sendsAnything(change)).toBe(true);
  });

  it("is not told to the venue where a halt came right behind it", () => {
    expect(setting("halt").leverageOrders).toEqual([]);
  });
});
