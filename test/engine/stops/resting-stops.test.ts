import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../../../lib/model/follow-settings.ts";
import { NO_EXIT_RULES } from "../../../lib/model/exit-rules.ts";
import { PAPER_ACCOUNT } from "../../../lib/model/identity.ts";
import { FOLLOW, LEADER, SECOND_LEADER } from "../engine-driver.ts";
import { OTHER } from "../exit-driver.ts";
import { REAL, access } from "../real-driver.ts";
import { STOP_AT, StopDriver, following, trade } from "./stop-driver.ts";

describe("the stop of what is mirrored with real money", () => {
  it("rests at the stop-loss right after the opening fill, for what was filled, with a bound to its price", () => {
    const engine = following(STOP_AT(10));
    trade(engine, 0.1);
    expect(engine.stop).toMatchObject({
      accountId: REAL,
      side: "sell",
      size: "0.1",
      triggerPrice: "1800",
      limitPrice: "1620",
      basis: "position-stop",
      replaces: null,
      sequence: 2,
    });
    expect(engine.problems()).toEqual([]);
  });

  it("of a short buys back above", () => {
    const engine = following(STOP_AT(10));
    trade(engine, -0.1);
    expect(engine.stop).toMatchObject({ side: "buy", triggerPrice: "2200", limitPrice: "2420", size: "0.1" });
  });

  it("grows and shrinks with the position, each time in one act, and goes with it", () => {
    const engine = following(STOP_AT(10));
    trade(engine, 0.1);
    const first = engine.stop;
    engine.live(3);
    trade(engine, 0.1, 2_100);
    engine.live(3);
    expect(engine.stop).toMatchObject({ size: "0.2", triggerPrice: "1845", replaces: first.clientOrderId });
    trade(engine, -0.15);
    engine.live(3);
    expect(engine.stop).toMatchObject({ size: "0.05" });
    expect(engine.everyCancel).toEqual([]);
    trade(engine, -0.05);
    engine.live(3);
    expect(engine.stops).toEqual([]);
    expect(engine.everyCancel).toHaveLength(1);
  });

  it("stands at the nearest stop-loss of the follows that hold it, for all that they hold together", () => {
    const engine = following(STOP_AT(10));
    following(STOP_AT(5), OTHER, SECOND_LEADER, engine);
    trade(engine, 0.1);
    engine.live(3);
    trade(engine, 0.2, 2_000, SECOND_LEADER);
    engine.live(3);
    expect(engine.stop).toMatchObject({ size: "0.3", triggerPrice: "1900" });
  });

  it("protects the net where follows hold opposite sides, and nothing where they hold as much", () => {
    const engine = following(STOP_AT(10));
    following(STOP_AT(10), OTHER, SECOND_LEADER, engine);
    trade(engine, 0.3);
    engine.live(3);
    trade(engine, -0.1, 2_000, SECOND_LEADER);
    engine.live(3);
    expect(engine.stop).toMatchObject({ side: "sell", size: "0.2" });
    trade(engine, -0.2, 2_000, SECOND_LEADER);
    engine.live(3);
    expect(engine.stops).toEqual([]);
  });

  it("takes the account's own stop-loss for all of them together", () => {
    const engine = following();
    engine.rules({ exits: { ...NO_EXIT_RULES, ...STOP_AT(5) } });
    trade(engine, 0.1);
    expect(engine.stop).toMatchObject({ triggerPrice: "1900", basis: "position-stop" });
  });

  it("moves with an edited rule; a rule that only warns is none", () => {
    const engine = following(STOP_AT(10));
    trade(engine, 0.1);
    engine.live(3);
    const follow = engine.state.follows.get(FOLLOW);
    if (follow === undefined) throw new Error("no follow");
    const edit = (exits: typeof follow.settings.exits): void => {
      engine.command({
        kind: "edit-follow",
        at: engine.now,
        followId: FOLLOW,
        settings: { ...follow.settings, exits },
      });
      engine.live(3);
    };
    edit({ ...follow.settings.exits, positionStopLoss: { limit: 20, action: "close" } });
    expect(engine.stop).toMatchObject({ triggerPrice: "1600" });
    engine.rules({ disasterStop: null });
    edit({ ...follow.settings.exits, positionStopLoss: { limit: 20, action: "warn" } });
    expect(engine.stops).toEqual([]);
    expect(engine.problems()).toEqual([]);
  });
});

describe("the disaster stop", () => {
  it("stands half way from entry to liquidation where no follow has a stop-loss", () => {
    const engine = following();
    engine.liquidations["ETH"] = 1_000;
    trade(engine, 0.1);
    engine.live(8);
    expect(engine.stop).toMatchObject({ triggerPrice: "1500", limitPrice: "1350", basis: "disaster" });
  });

  it("takes the place of a stop-loss that the price could not reach before the liquidation", () => {
    const engine = following(STOP_AT(60));
    engine.liquidations["ETH"] = 1_000;
    trade(engine, 0.1);
    engine.live(8);
    expect(engine.stop).toMatchObject({ triggerPrice: "1500", basis: "disaster" });
  });

  it("stands where the account's setting says", () => {
    const engine = following();
    engine.rules({ disasterStop: { percentToLiquidation: 80 } });
    engine.liquidations["ETH"] = 1_000;
    trade(engine, 0.1);
    engine.live(8);
    expect(engine.stop).toMatchObject({ triggerPrice: "1200" });
  });

  it("stands half way from entry to 0 where the venue tells no liquidation price of the position", () => {
    const engine = new StopDriver();
    engine.follow({ ...DEFAULT_SETTINGS, leverage: { kind: "fixed", times: 3 } });
    engine.snapshot({});
    engine.marks({ ETH: 2_000 });
    trade(engine, 0.5);
    engine.live(8);
    expect(engine.stop).toMatchObject({
      side: "sell",
      triggerPrice: "1000",
      limitPrice: "900",
      basis: "disaster",
    });
    expect(engine.problems()).toEqual([]);
  });

  it("of a short for which the venue tells none stands as far above the entry", () => {
    const engine = following();
    trade(engine, -0.1);
    engine.live(8);
    expect(engine.stop).toMatchObject({ side: "buy", triggerPrice: "3000", basis: "disaster" });
    engine.rules({ disasterStop: { percentToLiquidation: 20 } });
    engine.live(3);
    expect(engine.stop).toMatchObject({ triggerPrice: "2400" });
  });

  it("of a short that is small beside the account stands no further: the exchange takes no price so far away", () => {
    const engine = following();
    engine.liquidations["ETH"] = 22_000;
    trade(engine, -0.1);
    engine.live(8);
    expect(engine.stop).toMatchObject({ side: "buy", triggerPrice: "3000", limitPrice: "3300" });
  });

  it("of a short whose price is past twice its entry stands on the way to the liquidation price", () => {
    const engine = following();
    engine.rules({ disasterStop: null });
    engine.liquidations["ETH"] = 22_000;
    trade(engine, -0.1);
    engine.live(3, { ETH: 5_000 });
    engine.rules({ disasterStop: { percentToLiquidation: 50 } });
    engine.live(35, { ETH: 5_000 });
    expect(engine.stop).toMatchObject({ triggerPrice: "12000" });
  });

  it("is reckoned anew when the venue tells a liquidation price, and when it tells none any more", () => {
    const engine = following();
    trade(engine, 0.1);
    engine.live(8);
    expect(engine.stop).toMatchObject({ triggerPrice: "1000" });
    engine.liquidations["ETH"] = 1_200;
    engine.live(35);
    expect(engine.stop).toMatchObject({ triggerPrice: "1600" });
    delete engine.liquidations["ETH"];
    engine.live(35);
    expect(engine.stop).toMatchObject({ triggerPrice: "1000" });
  });

  it("does not keep a stop-loss away that lies where all is lost: no liquidation comes before it", () => {
    const engine = following(STOP_AT(100));
    trade(engine, -0.1);
    engine.live(8);
    expect(engine.stop).toMatchObject({ triggerPrice: "4000", basis: "position-stop" });
  });

  it("is not reckoned from a reading that shows the position on the other side", () => {
    const engine = following();
    trade(engine, -0.1);
    engine.live(8);
    engine.readsAccount = false;
    trade(engine, 0.1);
    trade(engine, 0.1);
    engine.live(8);
    expect(engine.stops).toEqual([]);
    engine.readsAccount = true;
    engine.readAccount();
    engine.live(3);
    expect(engine.stop).toMatchObject({ side: "sell", triggerPrice: "1000" });
  });

  it("does not take the place of a stop-loss while the position is being sold", () => {
    const engine = following(STOP_AT(10));
    trade(engine, 0.1);
    engine.live(3);
    engine.trade("ETH", -0.1, 2_000);
    engine.live(12);
    expect(engine.everyStop).toHaveLength(1);
    expect(engine.stop).toMatchObject({ triggerPrice: "1800" });
  });

  it("rests for what is left of a sale that does not go through", () => {
    const engine = following(STOP_AT(10));
    trade(engine, 0.1);
    engine.live(3);
    const first = engine.stop;
    engine.resting.delete(first.clientOrderId);
    engine.foreign(engine.fillOf(first, "0.04"));
    engine.live(8);
    expect(engine.stops).toEqual([]);
    engine.live(8);
    expect(engine.stop).toMatchObject({ size: "0.06", basis: "disaster", triggerPrice: "1000" });
  });

  it("that has no place asks for the account no more often than the routine does, however many have none", () => {
    const engine = following();
    engine.readsAccount = false;
    trade(engine, 1);
    for (const [coin, price] of [
      ["BTC", 60_000],
      ["SOL", 100],
    ] as const) {
      engine.trade(coin, 3_000 / price, price);
      engine.answerAll();
    }
    const prices = { BTC: 60_000, ETH: 2_000, SOL: 100 };
    engine.live(20, prices);
    const readings: number[] = [];
    const send = engine.send.bind(engine);
    engine.send = (event) => {
      const step = send(event);
      readings.push(...step.work.effects.filter(({ kind }) => kind === "read-account").map(() => engine.now));
      return step;
    };
    engine.live(120, prices);
    expect(engine.problems()).toEqual(["stop-without-price", "stop-without-price", "stop-without-price"]);
    // Each costs 42 of the 1,100 a minute that prices, openings and the leaders are read from, too.
    expect(readings.length).toBeLessThanOrEqual(5);
  });

  it("is not placed before the position was read, and that is told", () => {
    const engine = following();
    engine.readsAccount = false;
    trade(engine, 0.1);
    engine.live(20);
    expect(engine.problems()).toEqual([]);
    engine.live(15);
    expect(engine.stops).toEqual([]);
    expect(engine.problems()).toEqual(["stop-without-price"]);
    engine.readsAccount = true;
    engine.liquidations["ETH"] = 1_000;
    engine.live(35);
    expect(engine.stop).toMatchObject({ triggerPrice: "1500" });
    expect(engine.problems()).toEqual([]);
  });

  it("stays where it is while the price moves, and never follows a falling price to the liquidation", () => {
    const engine = following();
    engine.liquidations["ETH"] = 1_000;
    trade(engine, 0.1);
    engine.live(8);
    for (const price of [1_900, 1_700, 1_550, 1_510, 1_501]) engine.live(40, { ETH: price });
    expect(engine.stop).toMatchObject({ triggerPrice: "1500" });
    expect(engine.everyStop).toHaveLength(1);
  });

  it("comes half way between mark and liquidation where the mark has passed its place, and back when it recovers", () => {
    const engine = following();
    trade(engine, 0.1);
    engine.live(40, { ETH: 1_400 });
    engine.liquidations["ETH"] = 1_000;
    engine.live(40, { ETH: 1_400 });
    expect(engine.stop).toMatchObject({ triggerPrice: "1200" });
    engine.live(40, { ETH: 1_300 });
    engine.live(40, { ETH: 1_450 });
    expect(engine.stop).toMatchObject({ triggerPrice: "1200" });
    engine.live(40, { ETH: 1_600 });
    expect(engine.stop).toMatchObject({ triggerPrice: "1500" });
  });

  it("does not chatter: a liquidation price that creeps moves it only past a tenth of the way", () => {
    const engine = following();
    engine.liquidations["ETH"] = 1_000;
    trade(engine, 0.1);
    engine.live(8);
    for (const price of [1_005, 990, 1_020, 1_050]) {
      engine.liquidations["ETH"] = price;
      engine.live(40);
    }
    expect(engine.everyStop).toHaveLength(1);
    engine.liquidations["ETH"] = 1_200;
    engine.live(40);
    expect(engine.stop).toMatchObject({ triggerPrice: "1600" });
    expect(engine.everyStop).toHaveLength(2);
  });
});

describe("a stop that may not be sent", () => {
  it("while everything is halted nothing is sent, and what rests stays", () => {
    const engine = following(STOP_AT(10));
    trade(engine, 0.1);
    const { stop } = engine;
    engine.live(3);
    engine.command({ kind: "halt", at: engine.now });
    engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "keep" });
    engine.live(60);
    expect(engine.stop).toEqual(stop);
    expect(engine.everyCancel).toEqual([]);
    engine.command({ kind: "lift-halt", at: engine.now });
    engine.live(3);
    expect(engine.stops).toEqual([]);
  });

  it.each(["locked", "unusable"] as const)("while the account is %s nothing is sent", (state) => {
    const engine = following(STOP_AT(10));
    trade(engine, 0.1);
    access(engine, state);
    engine.live(5);
    engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "keep" });
    engine.live(60);
    expect(engine.stops).toMatchObject([{ status: "resting" }]);
    expect(engine.everyStop).toHaveLength(1);
    expect(engine.everyCancel).toEqual([]);
  });

  it("rests all the same while only reductions are allowed", () => {
    const engine = following(STOP_AT(10));
    engine.trade("ETH", 0.1, 2_000);
    access(engine, "restricted");
    engine.answer({ price: 2_000 });
    expect(engine.stop).toMatchObject({ size: "0.1" });
  });

  it("is removed with words when the position is left to the user", () => {
    const engine = following(STOP_AT(10));
    trade(engine, 0.1);
    engine.live(3);
    engine.answersStops = false;
    engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "keep" });
    expect(engine.stops).toMatchObject([
      { status: "cancelling", detail: expect.stringContaining("left to you") },
    ]);
    engine.answerStops();
    expect(engine.stops).toEqual([]);
    expect(engine.book("ETH").held).toBe("0.1");
  });

  it("does not rest on paper, unless the user wants it there, too", () => {
    const engine = following(STOP_AT(10), FOLLOW, LEADER, new StopDriver(PAPER_ACCOUNT));
    trade(engine, 0.1);
    engine.live(40);
    expect(engine.everyStop).toEqual([]);
    expect(engine.problems()).toEqual([]);
    engine.rules({ restingStops: "always" });
    expect(engine.stop).toMatchObject({ accountId: PAPER_ACCOUNT, size: "0.1", nonce: 0 });
    engine.rules({ restingStops: "real-money" });
    engine.live(3);
    expect(engine.stops).toEqual([]);
  });
});
