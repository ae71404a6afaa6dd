import { describe, expect, it } from "vitest";
import { leverageFor } from "../../lib/engine/leverage.ts";
import { DEFAULT_SETTINGS, type FollowSettings } from "../../lib/model/follow-settings.ts";
import { EngineDriver, FOLLOW, instrument, mirroring } from "./engine-driver.ts";

const WIDE = { ...DEFAULT_SETTINGS.limits, maxLeverage: 50, maxPosition: "1000000" } as const;

describe("scales", () => {
  it("a share of the account is of its equity when growth comes, and nothing is bought on one that is not known", () => {
    const engine = mirroring({ allocation: { kind: "share", percent: 20 } });
    // 20 % of 10,000 over his 100,000 is a fiftieth.
    engine.trade("ETH", 10, 2_000);
    expect(engine.orders).toMatchObject([{ size: "0.2" }]);
    engine.answerAll();
    engine.readsAccount = false;
    engine.wait(30_000);
    engine.readAccount({ equity: 5_000 });
    engine.trade("ETH", 10, 2_000);
    expect(engine.orders).toMatchObject([{ size: "0.1" }]);

    const unread = new EngineDriver();
    unread.readsAccount = false;
    unread.follow({ allocation: { kind: "share", percent: 20 } });
    unread.snapshot({});
    unread.trade("ETH", 10, 2_000);
    expect(unread.lastDecision.forgone).toMatchObject([{ reason: "account-equity-unknown" }]);
  });

  it("an old equity of the account judges nothing", () => {
    const engine = mirroring({ allocation: { kind: "share", percent: 20 } });
    engine.readsAccount = false;
    engine.now += 61_000;
    engine.marks({ ETH: 2_000 });
    engine.snapshot({}, { cause: "poll" });
    engine.trade("ETH", 10, 2_000);
    expect(engine.lastDecision.forgone).toEqual([{ reason: "account-equity-unknown", size: "0.2" }]);
  });

  it("the multiplier comes on top of each", () => {
    const bought = (settings: Partial<FollowSettings>): string | undefined => {
      const engine = mirroring({ limits: WIDE, ...settings, multiplier: "1.5" });
      engine.snapshot({ ETH: [1, 2_000] }, { cause: "poll" });
      engine.trade("SOL", 100, 100);
      return engine.orders[0]?.size;
    };
    expect(bought({})).toBe("1.5");
    expect(bought({ sizing: { kind: "fixed-ratio", ratio: "0.02" } } as Partial<FollowSettings>)).toBe("3");
    expect(bought({ sizing: { kind: "fixed-amount", amount: "200" } } as Partial<FollowSettings>)).toBe("3");
    expect(
      bought({
        sizing: { kind: "fixed-margin", margin: "50" },
        leverage: { kind: "fixed", times: 4 },
      } as Partial<FollowSettings>),
    ).toBe("3");
  });

  it("a fixed size needs no equity of the leader's, but follows nobody whose equity is used up", () => {
    const engine = mirroring({ sizing: { kind: "fixed-amount", amount: "500" } });
    engine.now += 70_000;
    engine.trade("ETH", 1, 2_000);
    expect(engine.orders).toMatchObject([{ size: "0.25" }]);
    const broke = new EngineDriver();
    broke.follow({ sizing: { kind: "fixed-amount", amount: "500" } });
    broke.snapshot({}, { equity: 0 });
    broke.trade("SOL", 1, 100);
    expect(broke.lastDecision.forgone).toMatchObject([{ reason: "leader-equity-not-positive" }]);
  });

  it("a fixed size is decided at the opening: an edit counts from the next", () => {
    const engine = mirroring({ sizing: { kind: "fixed-amount", amount: "500" } });
    engine.trade("ETH", 10, 2_000);
    engine.answerAll();
    engine.trade("ETH", -5, 2_000);
    engine.answerAll();
    const { settings } = engine.state.follows.get(FOLLOW) ?? { settings: DEFAULT_SETTINGS };
    const edited = { ...settings, sizing: { kind: "fixed-amount", amount: "1000" } } as FollowSettings;
    engine.command({ kind: "edit-follow", at: engine.now, followId: FOLLOW, settings: edited });
    engine.trade("ETH", 20, 2_000);
    engine.answerAll();
    expect(engine.book("ETH").held).toBe("0.25");
    engine.trade("ETH", -25, 2_000);
    engine.answerAll();
    engine.trade("ETH", 1, 2_000);
    expect(engine.orders).toMatchObject([{ size: "0.5" }]);
  });
});

describe("leverage", () => {
  const rule = (leverage: FollowSettings["leverage"]): FollowSettings => ({ ...DEFAULT_SETTINGS, leverage });

  it("is the leader's, a fixed one, or capped, and never above the instrument's", () => {
    const eth = instrument("ETH", "0.0001");
    expect(leverageFor(rule({ kind: "leader" }), 7, eth)).toBe(7);
    expect(leverageFor(rule({ kind: "leader" }), 40, eth)).toBe(20);
    expect(leverageFor(rule({ kind: "fixed", times: 3 }), 7, eth)).toBe(3);
    expect(leverageFor(rule({ kind: "fixed", times: 30 }), null, eth)).toBe(20);
    expect(leverageFor(rule({ kind: "capped", times: 5 }), 7, eth)).toBe(5);
    expect(leverageFor(rule({ kind: "capped", times: 5 }), 2, eth)).toBe(2);
  });

  it("that nobody told is taken for 1", () => {
    expect(leverageFor(rule({ kind: "leader" }), null, instrument("ETH", "0.0001"))).toBe(1);
    const engine = mirroring({ sizing: { kind: "fixed-margin", margin: "100" } });
    engine.trade("ETH", 1, 2_000);
    expect(engine.orders).toMatchObject([{ size: "0.05" }]);
  });
});

describe("direction and sides", () => {
  it("a reverse follow sells when he buys, keeps its baseline, and shrinks with him", () => {
    const engine = mirroring({ direction: "reverse" }, { ETH: [5, 2_000] });
    engine.trade("ETH", 10, 2_000);
    expect(engine.orders).toMatchObject([
      { side: "sell", size: "0.1", limitPrice: "1997", reduceOnly: false },
    ]);
    expect(engine.book("ETH")).toMatchObject({ baseline: "-5", copyable: "-10", target: "-0.1" });
    expect(engine.lastDecision).toMatchObject({ leaderFrom: "5", leaderTo: "15", targetChange: "0.1" });
    engine.answerAll();
    engine.trade("ETH", -5, 2_000);
    expect(engine.orders).toMatchObject([{ side: "buy", size: "0.05", reduceOnly: true }]);
    engine.answerAll();
    engine.trade("ETH", -5, 2_000);
    engine.answerAll();
    expect(engine.book("ETH")).toMatchObject({ baseline: "-5", copyable: "0", held: "0" });
  });

  it("keeps the direction of a follow that has begun, whatever the edit", () => {
    const engine = mirroring({}, { ETH: [5, 2_000] });
    engine.command({
      kind: "edit-follow",
      at: engine.now,
      followId: FOLLOW,
      settings: { ...DEFAULT_SETTINGS, direction: "reverse" },
    });
    engine.trade("ETH", 10, 2_000);
    expect(engine.orders).toMatchObject([{ side: "buy", size: "0.1" }]);
  });

  it("long only and short only judge the follow's own side", () => {
    const long = mirroring({ sides: "long" });
    long.trade("ETH", -10, 2_000);
    expect(long.orders).toEqual([]);
    expect(long.book("ETH")).toMatchObject({
      target: "0",
      forgone: [{ reason: "side-not-allowed", size: "-0.1" }],
    });
    long.trade("ETH", 4, 2_000);
    expect(long.lastDecision).toMatchObject({ outcome: "nothing-to-copy", reason: "not-followed" });
    // The flip: what was never sold is gone, and the long side is bought.
    long.trade("ETH", 16, 2_000);
    expect(long.orders).toMatchObject([{ side: "buy", size: "0.1" }]);

    const reverse = mirroring({ direction: "reverse", sides: "short" });
    reverse.trade("ETH", 10, 2_000);
    expect(reverse.orders).toMatchObject([{ side: "sell", size: "0.1" }]);
  });
});
