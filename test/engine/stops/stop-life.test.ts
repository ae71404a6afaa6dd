import { describe, expect, it } from "vitest";
import { clientOrderId } from "../../../lib/engine/client-order-id.ts";
import { FOLLOW, id, text } from "../engine-driver.ts";
import { REAL, access } from "../real-driver.ts";
import { STOP_AT, type StopDriver, following, shown, trade } from "./stop-driver.ts";

/** Long 0.1 ETH; its stop was handed over and is not answered. */
function unanswered(): StopDriver {
  const engine = following(STOP_AT(10));
  engine.answersStops = false;
  trade(engine, 0.1);
  return engine;
}

/** Long 0.1 ETH; its stop rests. */
function resting(): StopDriver {
  const engine = following(STOP_AT(10));
  trade(engine, 0.1);
  engine.live(3);
  engine.answersStops = false;
  return engine;
}

const onlyStop = (engine: StopDriver) => {
  const [row, ...more] = engine.stops;
  if (row === undefined || more.length > 0) throw new Error(`${engine.stops.length} stops are open`);
  return row;
};

describe("a stop of which nobody knows whether it rests", () => {
  it("is unknown without an answer, looked up every second, and never sent again", () => {
    const engine = unanswered();
    const { stop } = onlyStop(engine);
    engine.tell(stop, { kind: "stop-unknown", detail: "timeout" });
    expect(onlyStop(engine)).toMatchObject({ status: "unknown", detail: "timeout" });
    engine.live(4);
    expect(engine.lookups).toHaveLength(4);
    engine.tell(stop, { kind: "stop-resting" });
    expect(engine.stop).toEqual(stop);
    expect(engine.everyStop).toHaveLength(1);
  });

  it.each([true, null])(
    "that the venue refuses in another's place is tried ever more rarely (the other stands: %s)",
    (replacedStands) => {
      const engine = following(STOP_AT(10));
      trade(engine, 0.1);
      engine.live(5);
      engine.answersStops = false;
      trade(engine, 0.1);
      let tried = 0;
      for (let second = 0; second < 600; second += 1) {
        for (const stop of engine.placed?.splice(0) ?? []) {
          tried += 1;
          engine.tell(stop, { kind: "stop-rejected", replacedStands, detail: "Invalid TP/SL price." });
        }
        for (const stop of engine.lookups.splice(0)) engine.tell(stop, { kind: "stop-resting" });
        engine.live(1);
      }
      expect(tried).toBeGreaterThan(5);
      expect(tried).toBeLessThan(20);
    },
  );

  it("whose report does not come becomes unknown, too", () => {
    const engine = unanswered();
    engine.live(25);
    expect(onlyStop(engine).status).toBe("unknown");
    expect(engine.everyStop).toHaveLength(1);
  });

  it("is absent only when two look-ups after its expiry, five seconds apart, find neither it nor a fill", () => {
    const engine = unanswered();
    const { stop } = onlyStop(engine);
    engine.tell(stop, { kind: "stop-unknown", detail: "timeout" });
    engine.live(3);
    engine.tell(stop, { kind: "stop-not-found" });
    engine.live(4);
    engine.tell(stop, { kind: "stop-not-found" });
    expect(onlyStop(engine).status).toBe("unknown");
    engine.live(5);
    engine.tell(stop, { kind: "stop-not-found" });
    expect(onlyStop(engine).status).toBe("unknown");
    engine.live(2);
    engine.tell(stop, { kind: "stop-not-found" });
    // Another one, with an id of its own, takes its place.
    expect(onlyStop(engine)).toMatchObject({ status: "committed" });
    expect(onlyStop(engine).stop.clientOrderId).not.toBe(stop.clientOrderId);
    expect(onlyStop(engine).stop.replaces).toBeNull();
  });

  it("that was under way when the browser stopped is unknown in the next life, and one that rests still does", () => {
    const engine = unanswered();
    engine.send({ kind: "boot", at: engine.now });
    expect(onlyStop(engine).status).toBe("unknown");
    const { stop } = onlyStop(engine);
    engine.resting.set(stop.clientOrderId, stop);
    engine.tell(stop, { kind: "stop-resting" });
    engine.send({ kind: "boot", at: engine.now });
    expect(onlyStop(engine).status).toBe("resting");
    expect(engine.everyStop).toHaveLength(1);
  });

  it("is told after half a minute, and no longer once it rests", () => {
    const engine = unanswered();
    engine.live(31);
    expect(engine.problems()).toEqual(["stop-missing"]);
    engine.tell(onlyStop(engine).stop, { kind: "stop-resting" });
    expect(engine.problems()).toEqual([]);
  });
});

describe("a stop that the venue refuses", () => {
  it("is tried again, each time after a longer pause, and told with why and the venue's words", () => {
    const engine = unanswered();
    const ages: number[] = [];
    for (let second = 0; second < 120; second += 1) {
      for (const stop of engine.placed?.splice(0) ?? []) {
        ages.push(second);
        const of = { kind: "stop-rejected", replacedStands: null } as const;
        engine.tell(stop, { ...of, reason: "too-many-orders", detail: "Too many orders." });
      }
      engine.live(1);
    }
    expect(ages.map((age, index) => age - (ages[index - 1] ?? 0))).toEqual([0, 4, 8, 16, 32]);
    expect([...engine.state.problems.values()]).toContainEqual(
      expect.objectContaining({
        kind: "stop-missing",
        about: "ETH",
        reason: "too-many-orders",
        detail: "Too many orders.",
      }),
    );
  });

  it("or could not leave at all is told with why", () => {
    const engine = unanswered();
    for (let second = 0; second < 40; second += 1) {
      for (const stop of engine.placed?.splice(0) ?? [])
        engine.tell(stop, { kind: "stop-not-sent", detail: "The line is down." });
      engine.live(1);
    }
    expect([...engine.state.problems.values()]).toContainEqual(
      expect.objectContaining({ kind: "stop-missing", reason: "not-sent", detail: "The line is down." }),
    );
  });

  it("without a known reason is told in words that are plain themselves", () => {
    const engine = unanswered();
    for (let second = 0; second < 40; second += 1) {
      for (const stop of engine.placed?.splice(0) ?? [])
        engine.tell(stop, { kind: "stop-rejected", replacedStands: null, detail: "Below the minimum." });
      engine.live(1);
    }
    const told = [...engine.state.problems.values()].find(({ kind }) => kind === "stop-missing");
    expect(told).toMatchObject({ detail: "Below the minimum." });
    expect(told).not.toHaveProperty("reason");
  });

  it("leaves the one that it was to replace resting, where the venue says so", () => {
    const engine = resting();
    const { stop } = engine;
    trade(engine, 0.1);
    const [next] = engine.placed ?? [];
    if (next === undefined) throw new Error("no stop was placed");
    engine.tell(next, { kind: "stop-rejected", replacedStands: true, detail: "No." });
    expect(engine.stop).toEqual(stop);
  });

  it.each([false, null])("and doubts the one that it was to replace otherwise (%s)", (replacedStands) => {
    const engine = resting();
    const { stop } = engine;
    trade(engine, 0.1);
    const [next] = engine.placed?.splice(0) ?? [];
    if (next === undefined) throw new Error("no stop was placed");
    engine.tell(next, { kind: "stop-rejected", replacedStands, detail: "Cannot modify." });
    expect(onlyStop(engine)).toMatchObject({ stop, status: "unknown" });
  });
});

describe("one change at a time", () => {
  it("nothing else is changed while a stop is being placed, replaced or removed", () => {
    const engine = unanswered();
    trade(engine, 0.1);
    engine.live(10);
    expect(engine.everyStop).toHaveLength(1);
    engine.answerStops();
    expect(engine.stop).toMatchObject({ size: "0.2" });
    engine.live(3);
    trade(engine, 0.1);
    trade(engine, 0.1);
    engine.live(10);
    expect(engine.everyStop).toHaveLength(3);
    engine.answerStops();
    trade(engine, -0.4);
    engine.live(3);
    expect(engine.everyCancel).toHaveLength(1);
    expect(onlyStop(engine).status).toBe("cancelling");
  });

  it("changes come two seconds apart, however fast the position changes", () => {
    const engine = following(STOP_AT(10));
    for (let trades = 0; trades < 40; trades += 1) {
      trade(engine, 0.01);
      engine.marks({ ETH: 2_000 });
      engine.now += 250;
      if (trades % 4 === 3) engine.wait(0);
    }
    engine.live(3);
    expect(engine.everyStop.length).toBeLessThanOrEqual(7);
    expect(engine.stop).toMatchObject({ size: "0.4" });
  });

  it("a removal that is not answered is asked for again with a number of its own, and looked up", () => {
    const engine = resting();
    trade(engine, -0.1);
    engine.live(12);
    expect(engine.everyCancel.length).toBeGreaterThan(1);
    expect(new Set(engine.everyCancel.map(({ nonce }) => nonce)).size).toBe(engine.everyCancel.length);
    expect(engine.lookups.length).toBeGreaterThan(5);
    engine.tell(onlyStop(engine).stop, { kind: "stop-ended", how: "cancelled" });
    expect(engine.stops).toEqual([]);
  });

  it("a removal that never left leaves the stop resting, and is tried again", () => {
    const engine = resting();
    trade(engine, -0.1);
    engine.live(1);
    engine.cancels = [];
    engine.tell(onlyStop(engine).stop, { kind: "stop-not-sent" });
    expect(onlyStop(engine).status).toBe("resting");
    engine.live(3);
    expect(onlyStop(engine).status).toBe("cancelling");
  });
});

describe("a reading of the account", () => {
  it("that shows the stop says since when it is sure", () => {
    const engine = resting();
    engine.live(40);
    expect(engine.stops[0]?.seenRestingAt).toBeGreaterThan(engine.now - 35_000);
  });

  it("that does not show it has it looked up; it is placed again, and told, when it is gone", () => {
    const engine = resting();
    const { stop } = engine;
    engine.resting.clear();
    engine.live(31);
    expect(onlyStop(engine)).toMatchObject({ stop, status: "unknown" });
    engine.tell(stop, { kind: "stop-ended", how: "cancelled" });
    engine.live(1);
    expect(onlyStop(engine)).toMatchObject({ status: "committed" });
    engine.answerStops();
    expect(engine.stop.clientOrderId).not.toBe(stop.clientOrderId);
  });

  it("that was asked for before the stop was placed says nothing of it", () => {
    const engine = following(STOP_AT(10));
    engine.readsAccount = false;
    engine.live(31);
    trade(engine, 0.1);
    engine.readAccount({ openOrders: [] });
    expect(engine.stops).toMatchObject([{ status: "resting" }]);
  });

  it("that shows one of ours which should be gone has it removed; one of another installation stops the account", () => {
    const engine = resting();
    const { stop } = engine;
    trade(engine, -0.1);
    engine.answerStops();
    engine.live(3);
    engine.readsAccount = false;
    engine.live(31);
    engine.readAccount({ openOrders: [shown(stop)] });
    expect(engine.cancels).toMatchObject([{ clientOrderId: stop.clientOrderId }]);
    expect(engine.state.accounts.get(REAL)?.foreignOrder).toBeNull();
    engine.live(31);
    const other = clientOrderId("1".repeat(32), REAL, id("ETH"), 1);
    engine.readAccount({ openOrders: [shown({ ...stop, clientOrderId: other })] });
    expect(engine.state.accounts.get(REAL)?.foreignOrder).toBe(other);
    expect(engine.everyCancel.filter(({ clientOrderId: one }) => one === other)).toEqual([]);
  });

  it("that shows it changed by hand has it replaced", () => {
    const engine = resting();
    engine.readsAccount = false;
    engine.live(31);
    engine.readAccount({ openOrders: [shown(engine.stop, { triggerPrice: "500" as never })] });
    expect(onlyStop(engine)).toMatchObject({ status: "cancelling" });
    engine.answerStops();
    engine.live(3);
    expect(onlyStop(engine)).toMatchObject({ status: "committed", stop: { triggerPrice: "1800" } });
  });

  it("that shows it made smaller by hand has it replaced by one of the whole position", () => {
    const engine = resting();
    engine.readsAccount = false;
    engine.live(31);
    engine.readAccount({ openOrders: [shown(engine.stop, { size: text("0.04") })] });
    expect(onlyStop(engine)).toMatchObject({ status: "cancelling" });
    engine.answerStops();
    engine.live(3);
    expect(onlyStop(engine)).toMatchObject({ status: "committed", stop: { size: "0.1" } });
  });

  it("that shows it cut down by the exchange to a position that is smaller leaves it", () => {
    const engine = resting();
    engine.readsAccount = false;
    engine.live(31);
    const { stop } = engine;
    // Somebody has sold of it: the fill is not told, and the position is doubted at first.
    engine.nets["ETH"] = "0.04";
    engine.readAccount({ openOrders: [shown(stop, { size: text("0.04") })] });
    expect(onlyStop(engine)).toMatchObject({ status: "resting" });
  });

  it("that is of before the last order, or of a moment in which the stop is changed, says nothing of its size", () => {
    const engine = resting();
    engine.readsAccount = false;
    engine.live(31);
    const { stop } = engine;
    engine.trade("ETH", 0.1, 2_000);
    engine.answer();
    engine.readAccount({ openOrders: [shown(stop, { size: text("0.04") })] });
    expect(engine.everyCancel).toEqual([]);
    expect(engine.stops.map(({ status }) => status).toSorted()).toEqual(["committed", "resting"]);
  });

  it("never has anything removed while all is halted", () => {
    const engine = resting();
    const { stop } = engine;
    trade(engine, -0.1);
    engine.answerStops();
    engine.readsAccount = false;
    engine.live(31);
    engine.command({ kind: "halt", at: engine.now });
    engine.readAccount({ openOrders: [shown(stop)] });
    expect(engine.cancels).toEqual([]);
  });
});

describe("an account with a stop", () => {
  it("cannot be removed before the stop is gone", () => {
    const engine = resting();
    engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "close" });
    engine.marks({ ETH: 2_000 });
    engine.answer({ price: 2_000 });
    engine.command({ kind: "remove", at: engine.now, followId: FOLLOW });
    engine.command({ kind: "remove-account", at: engine.now, accountId: REAL });
    expect(engine.state.accounts.get(REAL)?.key).not.toBeNull();
    access(engine, "ready");
    engine.live(3);
    engine.answerStops();
    engine.command({ kind: "remove-account", at: engine.now, accountId: REAL });
    expect(engine.state.accounts.get(REAL)?.key ?? null).toBeNull();
  });
});
