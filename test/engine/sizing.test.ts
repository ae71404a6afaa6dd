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

describe("what stands at the start", () => {
  const start = (settings: Partial<FollowSettings>, marks: Record<string, number>): EngineDriver => {
    const engine = new EngineDriver();
    engine.follow(settings);
    engine.marks(marks);
    engine.snapshot({ ETH: [10, 2_000], SOL: [-200, 100] });
    return engine;
  };

  it("is not copied by default, and all of it where the user says so, at the mark", () => {
    expect(start({}, { ETH: 2_000, SOL: 100 }).orders).toEqual([]);
    const all = start({ existing: "all" }, { ETH: 1_900, SOL: 90 });
    expect(all.orders).toMatchObject([
      { instrument: "ETH", side: "buy", size: "0.1", limitPrice: "1902.8" },
      { instrument: "SOL", side: "sell", size: "2" },
    ]);
    expect(all.book("ETH")).toMatchObject({ baseline: "0", copyable: "10", openingPrice: "1900" });
    expect(all.decisions[0]).toMatchObject({
      source: "late",
      leaderFrom: "0",
      leaderTo: "10",
      leaderPrice: "1900",
      outcome: "ordered",
    });
    all.answerAll();
    all.trade("ETH", -10, 1_900);
    expect(all.orders).toMatchObject([{ side: "sell", size: "0.1", reduceOnly: true }]);
  });

  it("is copied only where the price is better for us than his entry", () => {
    const cheaper = start({ existing: "better" }, { ETH: 1_900, SOL: 90 });
    expect(cheaper.orders).toMatchObject([{ instrument: "ETH", side: "buy" }]);
    expect(cheaper.book("SOL")).toMatchObject({ baseline: "-200", target: "0", forgone: [] });
    const dearer = start({ existing: "better" }, { ETH: 2_100, SOL: 110 });
    expect(dearer.orders).toMatchObject([{ instrument: "SOL", side: "sell" }]);
    // Against him: what he bought cheaper is now sold dearer.
    const reverse = start({ existing: "better", direction: "reverse" }, { ETH: 2_100, SOL: 110 });
    expect(reverse.orders).toMatchObject([{ instrument: "ETH", side: "sell" }]);
    expect(reverse.book("SOL").baseline).toBe("200");
  });

  it("is judged by the entry limits", () => {
    const limits = { ...DEFAULT_SETTINGS.limits, maxPositions: 1 };
    const engine = start({ existing: "all", limits }, { ETH: 2_000, SOL: 100 });
    expect(engine.orders).toMatchObject([{ instrument: "ETH" }]);
    expect(engine.book("SOL").forgone).toMatchObject([{ reason: "max-positions" }]);
  });

  it("waits a while for the marks to judge it by", () => {
    const engine = start({ existing: "all" }, { ETH: 2_000 });
    expect(engine.state.follows.get(FOLLOW)?.status).toBe("starting");
    expect(engine.effects).toContainEqual(
      expect.objectContaining({ kind: "refresh-leader", cause: "poll", afterMs: 1_000 }),
    );
    engine.now += 1_000;
    engine.marks({ ETH: 2_000, SOL: 100 });
    engine.snapshot({ ETH: [10, 2_000], SOL: [-200, 100] }, { cause: "poll" });
    expect(engine.orders).toHaveLength(2);

    const late = start({ existing: "all" }, { ETH: 2_000 });
    late.now += 16_000;
    late.snapshot({ ETH: [10, 2_000], SOL: [-200, 100] }, { cause: "poll" });
    expect(late.book("SOL").forgone).toEqual([{ reason: "no-price", size: "-2" }]);
  });
});

describe("below the venue's minimum", () => {
  it("is forgone at once by choice", () => {
    const engine = mirroring({ belowMinimum: "forgo" });
    engine.trade("ETH", "0.3", 2_000);
    expect(engine.lastDecision).toMatchObject({
      outcome: "forgone",
      targetChange: "0",
      forgone: [{ reason: "below-minimum", size: "0.003" }],
    });
    engine.trade("ETH", "0.3", 2_000);
    expect(engine.orders).toEqual([]);
    expect(engine.book("ETH")).toMatchObject({ target: "0", forgone: [{ size: "0.006" }] });
  });

  it("is raised to it by choice, in whole lots, and the target with it", () => {
    const engine = mirroring({ belowMinimum: "raise" });
    engine.trade("ETH", "0.3", 2_000);
    expect(engine.orders).toMatchObject([{ size: "0.005" }]);
    expect(engine.book("ETH").target).toBe("0.005");
    expect(engine.lastDecision).toMatchObject({
      outcome: "ordered",
      reason: "raised-to-minimum",
      targetChange: "0.005",
      target: "0.005",
    });
    engine.answerAll();
    // A sale of half takes half of what is held.
    engine.trade("ETH", "-0.15", 2_000);
    expect(engine.book("ETH").target).toBe("0.0025");
  });

  it("is raised with what had waited before, in one decision for the one order", () => {
    const engine = mirroring({ belowMinimum: "raise" });
    engine.feed("lost");
    engine.trade("ETH", "0.2", 2_000);
    engine.now += 1_000;
    engine.snapshot({ ETH: ["0.3", 2_000] }, { cause: "reconnect" });
    expect(engine.orders).toMatchObject([{ size: "0.005" }]);
    const named = engine.decisions.filter((one) => one.clientOrderId === engine.orders[0]?.clientOrderId);
    expect(named).toMatchObject([{ reason: "raised-to-minimum", targetChange: "0.003", target: "0.005" }]);
  });

  it("is not raised by the leader's own sale", () => {
    const engine = mirroring({ belowMinimum: "raise" });
    engine.feed("lost");
    engine.trade("ETH", "0.3", 2_000);
    engine.now += 1_000;
    engine.snapshot({ ETH: ["0.2", 2_000] }, { cause: "reconnect" });
    expect(engine.orders).toEqual([]);
    expect(engine.book("ETH").target).toBe("0.002");
    engine.wait(1);
    expect(engine.orders).toMatchObject([{ size: "0.005" }]);
  });

  it("is not raised past a limit; it waits then", () => {
    const limits = { ...DEFAULT_SETTINGS.limits, maxPosition: "8" } as FollowSettings["limits"];
    const engine = mirroring({ belowMinimum: "raise", limits });
    engine.trade("ETH", "0.3", 2_000);
    expect(engine.orders).toEqual([]);
    expect(engine.lastDecision).toMatchObject({ outcome: "waiting", reason: "below-minimum" });
    expect(engine.book("ETH")).toMatchObject({ target: "0.003", forgone: [] });
  });

  it("of a sale is raised as well, valued at its own worst price", () => {
    const engine = mirroring({ belowMinimum: "raise" });
    engine.trade("ETH", "-0.3", 2_000);
    // 0.005 at 1,997 would be worth less than 10 USD.
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.0051" }]);
  });
});
