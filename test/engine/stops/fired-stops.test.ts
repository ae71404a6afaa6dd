import { describe, expect, it } from "vitest";
import { decimal } from "../../../lib/model/decimal.ts";
import { FOLLOW, SECOND_LEADER } from "../engine-driver.ts";
import { OTHER } from "../exit-driver.ts";
import { REAL } from "../real-driver.ts";
import { STOP_AT, type StopDriver, following, trade } from "./stop-driver.ts";

function holding(size = 0.1): StopDriver {
  const engine = following(STOP_AT(10));
  trade(engine, size);
  engine.live(3);
  return engine;
}

describe("a stop that fires", () => {
  it("is recognised by its fill: what the follow held is gone, forgone and latched until the leader is flat", () => {
    const engine = holding();
    const { stop } = engine;
    engine.resting.clear();
    engine.foreign(engine.fillOf(stop));
    expect(engine.book("ETH")).toMatchObject({
      held: "0",
      target: "0",
      latched: "stop-loss",
      forgone: [{ reason: "stop-loss", size: "0.1" }],
      realised: "-20",
    });
    expect(engine.stops).toEqual([]);
    expect(engine.problems()).toEqual(["stop-fired"]);
    expect(engine.orders).toEqual([]);
    trade(engine, 0.05);
    expect(engine.book("ETH")).toMatchObject({ held: "0", target: "0" });
    engine.trade("ETH", -0.15, 2_000);
    trade(engine, 0.2);
    expect(engine.book("ETH")).toMatchObject({ held: "0.2", latched: null });
  });

  it("that stood between mark and liquidation has a reason of its own", () => {
    const engine = following();
    engine.liquidations["ETH"] = 1_000;
    trade(engine, 0.1);
    engine.live(8);
    engine.foreign(engine.fillOf(engine.stop));
    expect(engine.book("ETH")).toMatchObject({
      latched: "disaster-stop",
      forgone: [{ reason: "disaster-stop", size: "0.1" }],
    });
  });

  it("counts once, however often it is told, and however it is told", () => {
    const engine = holding();
    const fill = engine.fillOf(engine.stop);
    engine.foreign(fill);
    const { realised } = engine.book("ETH");
    engine.foreign(fill);
    engine.resting.clear();
    engine.live(35);
    engine.readAccount({ fills: [{ ...fill, cause: "user" }] });
    expect(engine.book("ETH").realised).toBe(realised);
    expect(engine.state.accountBooks.get(`${REAL}|ETH`)?.net).toBe("0");
  });

  it("while the browser was closed is recognised in the next life", () => {
    const engine = holding();
    const fill = engine.fillOf(engine.stop);
    engine.resting.clear();
    engine.readsAccount = false;
    engine.send({ kind: "boot", at: engine.now });
    engine.send({
      kind: "account-access",
      at: engine.now,
      accountId: REAL,
      access: { state: "ready", finding: null, detail: null },
      key: null,
    });
    engine.readAccount({ fills: [{ ...fill, cause: "order" }] });
    expect(engine.book("ETH")).toMatchObject({ held: "0", latched: "stop-loss" });
    expect(engine.stops).toEqual([]);
    expect(engine.state.accounts.get(REAL)?.foreignOrder).toBeNull();
  });

  it("that is told before its fills gives up what it protected at once, and again nothing when they come", () => {
    const engine = holding();
    const { stop } = engine;
    engine.resting.clear();
    engine.readsAccount = false;
    engine.tell(stop, { kind: "stop-ended", how: "fired" });
    expect(engine.book("ETH")).toMatchObject({ held: "0.1", target: "0", latched: "stop-loss" });
    // Sold twice would be the user's.
    expect(engine.orders).toEqual([]);
    engine.foreign(engine.fillOf(stop));
    expect(engine.book("ETH")).toMatchObject({ held: "0", forgone: [{ reason: "stop-loss", size: "0.1" }] });
    expect(engine.problems()).toEqual(["stop-fired"]);
  });

  it("in part leaves the rest to be sold once a reading has shown that it sold no more", () => {
    const engine = holding();
    engine.readsAccount = false;
    engine.foreign(engine.fillOf(engine.stop, "0.04"));
    expect(engine.book("ETH")).toMatchObject({ held: "0.06", target: "0" });
    expect(engine.orders).toEqual([]);
    engine.live(1);
    engine.resting.clear();
    engine.readAccount();
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.06", reduceOnly: true }]);
  });

  it("is divided among all that it protected, in whole lots, pro rata", () => {
    const engine = following(STOP_AT(10));
    following({}, OTHER, SECOND_LEADER, engine);
    trade(engine, 0.1);
    trade(engine, 0.2, 2_000, SECOND_LEADER);
    engine.live(3);
    engine.foreign(engine.fillOf(engine.stop, "0.1"));
    expect(engine.book("ETH").held).toBe("0.0667");
    expect(engine.book("ETH", OTHER)).toMatchObject({ held: "0.1333", latched: "stop-loss", target: "0" });
    const shares = engine.orders.flatMap((order) => order.shares.map(({ size }) => size));
    expect(shares.toSorted()).toEqual(["-0.0667", "-0.1333"]);
  });

  it("holds growth off from a follow whose buy was under way, and of which it sold a part", () => {
    const engine = following(STOP_AT(10));
    following({}, OTHER, SECOND_LEADER, engine);
    trade(engine, 0.1);
    engine.live(3);
    const { stop } = engine;
    engine.trade("ETH", 0.2, 2_000, SECOND_LEADER);
    engine.resting.clear();
    engine.foreign(engine.fillOf(stop));
    engine.answer();
    const left = engine.book("ETH", OTHER);
    expect(left).toMatchObject({ held: "0.1333", target: "0.1333", latched: "stop-loss" });
    trade(engine, 0.1, 2_000, SECOND_LEADER);
    expect(engine.book("ETH", OTHER)).toMatchObject({ held: "0.1333", target: "0.1333" });
  });

  it("takes nothing from a follow on the other side, nor from one that was left to the user", () => {
    const engine = following(STOP_AT(10));
    following(STOP_AT(10), OTHER, SECOND_LEADER, engine);
    trade(engine, 0.3);
    trade(engine, -0.1, 2_000, SECOND_LEADER);
    engine.live(3);
    engine.foreign(engine.fillOf(engine.stop));
    expect(engine.book("ETH", OTHER)).toMatchObject({ held: "-0.1", latched: null });
    expect(engine.book("ETH").held).toBe("0.1");
  });

  it("that the venue filled larger than it was, or on the other side, freezes the instrument", () => {
    for (const change of [{ size: "0.2" }, { side: "buy" }, { price: "1000" }] as const) {
      const engine = holding();
      engine.foreign({ ...engine.fillOf(engine.stop), ...(change as object) });
      expect(engine.state.accountBooks.get(`${REAL}|ETH`)?.frozen).not.toBeNull();
      expect(engine.book("ETH").held).toBe("0.1");
    }
  });

  it("beside the follow's own sale is booked after it", () => {
    const engine = holding();
    const { stop } = engine;
    engine.resting.clear();
    engine.trade("ETH", -0.1, 2_000);
    engine.foreign(engine.fillOf(stop));
    expect(engine.book("ETH").held).toBe("0.1");
    engine.answer({ size: 0, unfilled: "depth-ran-out" });
    expect(engine.book("ETH")).toMatchObject({ held: "0", target: "0" });
  });
});

describe("a position of the user's own on the same side", () => {
  const besideOwn = (): StopDriver => {
    const engine = following(STOP_AT(10));
    engine.rules({ growBesideOwn: true });
    engine.trades("ETH", 0.5, 2_000);
    trade(engine, 0.1);
    engine.live(3);
    return engine;
  };

  it("is never in the stop", () => {
    expect(besideOwn().stop).toMatchObject({ size: "0.1" });
  });

  it("is not sold by a stop that fires beside our own sale: the stop is made smaller first", () => {
    const engine = besideOwn();
    engine.answersStops = false;
    engine.trade("ETH", -0.06, 2_000);
    expect(engine.orders).toEqual([]);
    expect(engine.placed).toMatchObject([{ size: "0.04" }]);
    engine.live(1);
    expect(engine.orders).toEqual([]);
    engine.answerStops();
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.06" }]);
  });

  it.each([true, null])(
    "does not keep our sale waiting where the exchange refuses the smaller stop: then it goes (the other stands: %s)",
    (replacedStands) => {
      const engine = besideOwn();
      engine.answersStops = false;
      engine.trade("ETH", -0.06, 2_000);
      for (let second = 0; second < 30 && engine.orders.length === 0; second += 1) {
        for (const stop of engine.placed?.splice(0) ?? [])
          engine.tell(stop, {
            kind: "stop-rejected",
            replacedStands,
            detail: "Order must have minimum value of $10.",
          });
        for (const stop of engine.lookups.splice(0)) engine.tell(stop, { kind: "stop-resting" });
        if (engine.cancels.length > 0) engine.answerStops();
        engine.live(1);
      }
      expect(engine.everyCancel).toHaveLength(1);
      expect(engine.orders).toMatchObject([{ side: "sell", size: "0.06" }]);
      engine.answersStops = true;
      while (engine.orders.length > 0) engine.answer({ price: 2_000 });
      engine.live(70);
      expect(engine.stop).toMatchObject({ side: "sell", size: "0.04" });
    },
  );

  it("nor where all is to be sold: the stop is removed first", () => {
    const engine = besideOwn();
    engine.answersStops = false;
    engine.trade("ETH", -0.1, 2_000);
    expect(engine.orders).toEqual([]);
    engine.answerStops();
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.1" }]);
  });

  it("keeps what a stop sold past what the follows held", () => {
    const engine = besideOwn();
    const { stop } = engine;
    engine.foreign(engine.fillOf(stop));
    const net = engine.state.accountBooks.get(`${REAL}|ETH`)?.net ?? "0";
    expect(decimal(net).toNumber()).toBe(0.5);
    expect(engine.book("ETH", FOLLOW).held).toBe("0");
  });
});
