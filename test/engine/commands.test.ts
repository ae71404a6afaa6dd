import { describe, expect, it } from "vitest";
import { DEFAULT_ACCOUNT_SETTINGS } from "../../lib/model/account.ts";
import { PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import { EngineDriver, FOLLOW, id, liquidate, mirroring, text } from "./engine-driver.ts";

describe("pause and stop", () => {
  it("pause forgoes what waits, copies reductions, and resume does not catch up", () => {
    const engine = mirroring();
    engine.trade("ETH", 10, 2_000);
    engine.trade("ETH", 10, 2_000);
    engine.command({ kind: "pause", at: engine.now, followId: FOLLOW });
    // The order under way cannot be taken back; what waited behind it is forgone.
    expect(engine.book("ETH")).toMatchObject({ target: "0.1", forgone: [{ reason: "paused", size: "0.1" }] });
    engine.answerAll();
    expect(engine.orders).toEqual([]);
    engine.trade("ETH", 10, 2_000);
    expect(engine.orders).toEqual([]);
    engine.trade("ETH", -15, 2_000);
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.05" }]);
    engine.answerAll();
    engine.command({ kind: "resume", at: engine.now, followId: FOLLOW });
    expect(engine.orders).toEqual([]);
  });

  it("pause all holds every follow, also one that has not begun", () => {
    const engine = new EngineDriver();
    engine.follow();
    engine.command({ kind: "pause", at: engine.now, followId: FOLLOW });
    engine.snapshot({ ETH: [1, 2_000] });
    engine.marks({ ETH: 2_000 });
    engine.trade("ETH", 10, 2_000);
    expect(engine.everyOrder).toEqual([]);
    engine.command({ kind: "resume", at: engine.now, followId: FOLLOW });
    engine.command({ kind: "pause-all", at: engine.now });
    engine.trade("ETH", 10, 2_000);
    expect(engine.everyOrder).toEqual([]);
    engine.command({ kind: "resume-all", at: engine.now });
    engine.trade("ETH", 10, 2_000);
    expect(engine.orders).toMatchObject([{ size: "0.1" }]);
  });

  it("stop with close sells all, also the fill of an order that was under way", () => {
    const engine = mirroring();
    engine.trade("ETH", 10, 2_000);
    engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "close" });
    expect(engine.state.follows.get(FOLLOW)?.status).toBe("closing");
    engine.answer();
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.1", reduceOnly: true }]);
    engine.answer();
    expect(engine.state.follows.get(FOLLOW)?.status).toBe("stopped");
    expect(engine.book("ETH").held).toBe("0");
  });

  it("stop with keep trades nothing any more, and remove works only when nothing is held", () => {
    const engine = mirroring();
    engine.trade("ETH", 10, 2_000);
    engine.answerAll();
    engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "keep" });
    engine.trade("ETH", -10, 2_000);
    expect(engine.orders).toEqual([]);
    engine.command({ kind: "remove", at: engine.now, followId: FOLLOW });
    expect(engine.state.follows.size).toBe(1);
    engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "close" });
    engine.answerAll();
    engine.command({ kind: "remove", at: engine.now, followId: FOLLOW });
    expect(engine.state.follows.size).toBe(0);
    expect(engine.state.leaders.size).toBe(0);
  });
});

describe("a position that a stopped follow left to the user", () => {
  it("is closed on his word, also when an order closes only a part of it", () => {
    const engine = mirroring();
    engine.trade("ETH", 10, 2_000);
    engine.answerAll();
    engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "keep" });
    engine.command({ kind: "close-position", at: engine.now, followId: FOLLOW, instrument: id("ETH") });
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.1", reduceOnly: true }]);
    engine.answer({ size: "0.04", unfilled: "depth-ran-out" });
    expect(engine.book("ETH")).toMatchObject({ held: "0.06", target: "0" });
    engine.now += 5_000;
    engine.marks({ ETH: 2_000 });
    engine.answerAll();
    expect(engine.book("ETH")).toMatchObject({ held: "0", target: "0" });
  });
});

describe("settings", () => {
  it("of a follow change at once, but not the direction that its books are kept along", () => {
    const engine = mirroring();
    const before = engine.state.follows.get(FOLLOW)?.settings;
    if (before === undefined) throw new Error("no follow");
    const settings = { ...before, direction: "reverse", multiplier: text(2) } as const;
    engine.command({ kind: "edit-follow", at: engine.now, followId: FOLLOW, settings });
    expect(engine.state.follows.get(FOLLOW)?.settings).toMatchObject({ direction: "same", multiplier: "2" });
  });

  it("of an account change at once", () => {
    const engine = mirroring();
    const settings = { ...DEFAULT_ACCOUNT_SETTINGS, growBesideOwn: true };
    engine.command({ kind: "edit-account", at: engine.now, accountId: PAPER_ACCOUNT, settings });
    expect(engine.state.accounts.get(PAPER_ACCOUNT)?.settings.growBesideOwn).toBe(true);
  });

  it("let only such problems be put away that the user just has to know", () => {
    const engine = mirroring();
    liquidate(engine, "1");
    engine.send({ kind: "instruments-problem", at: engine.now, detail: "502" });
    for (const problemId of engine.state.problems.keys()) {
      engine.command({ kind: "dismiss-problem", at: engine.now, problemId });
    }
    expect([...engine.state.problems.values()].map(({ kind }) => kind)).toEqual(["instruments-unavailable"]);
  });
});
