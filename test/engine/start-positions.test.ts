import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS, type FollowSettings } from "../../lib/model/follow-settings.ts";
import { EngineDriver, FOLLOW, text } from "./engine-driver.ts";

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

  it("waits a while for the account's equity where it says how much there is to copy", () => {
    const unread = (allocation: FollowSettings["allocation"]): EngineDriver => {
      const engine = new EngineDriver();
      engine.readsAccount = false;
      engine.follow({ existing: "all", allocation });
      engine.marks({ ETH: 2_000 });
      engine.snapshot({ ETH: [10, 2_000] });
      return engine;
    };
    const share = { kind: "share", percent: 10 } as const;
    const engine = unread(share);
    expect(engine.state.follows.get(FOLLOW)?.status).toBe("starting");
    engine.readAccount();
    engine.now += 1_000;
    engine.snapshot({ ETH: [10, 2_000] }, { cause: "poll" });
    expect(engine.orders).toMatchObject([{ size: "0.1" }]);

    const late = unread(share);
    late.now += 16_000;
    late.marks({ ETH: 2_000 });
    late.snapshot({ ETH: [10, 2_000] }, { cause: "poll" });
    expect(late.lastDecision).toMatchObject({ forgone: [{ reason: "account-equity-unknown" }] });

    // An amount needs no equity to begin with.
    const amount = unread({ kind: "amount", amount: text(1_000) });
    expect(amount.state.follows.get(FOLLOW)?.status).toBe("mirroring");
  });
});
