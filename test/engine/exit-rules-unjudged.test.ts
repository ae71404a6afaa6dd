import { describe, expect, it } from "vitest";
import { type EngineDriver, FOLLOW, SECOND_LEADER, id, mirroring } from "./engine-driver.ts";
import { PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import type { ExitRules } from "../../lib/model/exit-rules.ts";
import {
  ACCOUNT_GUARD,
  GUARD,
  OTHER,
  accountRules,
  buy,
  edit,
  settings,
  status,
  trips,
} from "./exit-driver.ts";

const DRAWDOWN = { drawdown: { limit: 10, action: "close" } } as const;

/** Long 0.1 ETH and 0.2 SOL. */
function holdingTwo(exits: Partial<ExitRules>): EngineDriver {
  const engine = mirroring(settings(exits));
  engine.wait(1_000);
  buy(engine, "ETH", 0.1, 2_000);
  buy(engine, "SOL", 0.2, 100);
  return engine;
}

/** So many seconds with these marks. */
function seconds(engine: EngineDriver, count: number, marks: Record<string, number>, online = true): void {
  for (let second = 0; second < count; second += 1) {
    engine.now += 1_000;
    engine.marks(marks);
    engine.send({ kind: "tick", at: engine.now, day: "2026-11-22", online });
  }
}

const unjudged = (engine: EngineDriver) =>
  [...engine.state.problems.values()]
    .filter(({ kind }) => kind === "rules-unjudged")
    .map(({ about, detail, dismissible }) => [about, detail, dismissible]);

describe("a frozen instrument", () => {
  function frozen(exits: Partial<ExitRules>): EngineDriver {
    const engine = holdingTwo(exits);
    engine.trade("SOL", 0.2, 100);
    engine.answer({ size: 5, price: 100 });
    expect(engine.state.accountBooks.get(`${PAPER_ACCOUNT}|SOL`)?.frozen).not.toBeNull();
    expect(engine.book("SOL").held).toBe("0.2");
    return engine;
  }

  it("silences neither the follow's rules nor the account's: it counts at the journal's size and its mark", () => {
    const engine = frozen(DRAWDOWN);
    accountRules(engine, { dailyLoss: { limit: 1.1, action: "warn" } });
    engine.wait(1_000);
    engine.marks({ ETH: 1_100.01, SOL: 50 });
    expect(status(engine)).toBe("mirroring");
    engine.marks({ ETH: 1_100, SOL: 50 });
    expect(trips(engine)).toEqual(["drawdown"]);
    expect(status(engine)).toBe("closing");
    expect(engine.orders).toMatchObject([{ instrument: "ETH", side: "sell", size: "0.1" }]);
    engine.marks({ ETH: 1_100, SOL: 0.01 });
    expect(trips(engine, ACCOUNT_GUARD)).toEqual([]);
    engine.marks({ ETH: 1_000, SOL: 0.01 });
    expect(trips(engine, ACCOUNT_GUARD)).toEqual(["dailyLoss"]);
    expect(unjudged(engine)).toEqual([]);
  });

  it("trips nothing about itself: what is held there is not certain", () => {
    const engine = frozen({ positionStopLoss: { limit: 10, action: "close" } });
    engine.marks({ ETH: 2_000, SOL: 10 });
    expect(trips(engine)).toEqual([]);
  });
});

describe("exit rules that cannot be judged for want of a price", () => {
  it("are told after a minute, once for the follow and once for its account, until the price is there", () => {
    const engine = holdingTwo(DRAWDOWN);
    accountRules(engine, DRAWDOWN);
    seconds(engine, 10, { ETH: 2_000 });
    seconds(engine, 59, { ETH: 200 });
    expect([trips(engine), unjudged(engine)]).toEqual([[], []]);
    seconds(engine, 1, { ETH: 200 });
    const both = [GUARD, ACCOUNT_GUARD].map((about) => [about, "SOL", false]);
    expect(unjudged(engine)).toEqual(both);
    const since = engine.now;
    seconds(engine, 30, { ETH: 200 });
    expect(unjudged(engine)).toEqual(both);
    expect(engine.state.problems.get(`rules-unjudged:${GUARD}`)?.since).toBe(since);
    seconds(engine, 1, { ETH: 200, SOL: 100 });
    expect(unjudged(engine)).toEqual([]);
    expect(trips(engine)).toEqual(["drawdown"]);
  });

  it("count no time of sleep, and none offline; neither is a break", () => {
    const engine = holdingTwo(DRAWDOWN);
    seconds(engine, 50, { ETH: 2_000 });
    seconds(engine, 100, { ETH: 2_000 }, false);
    engine.now += 3_600_000;
    seconds(engine, 1, { ETH: 2_000 });
    expect(unjudged(engine)).toEqual([]);
    seconds(engine, 20, { ETH: 2_000 });
    expect(unjudged(engine)).toEqual([[GUARD, "SOL", false]]);
  });

  it("are told only where a rule needs that price, and no longer when the rule is gone", () => {
    const engine = holdingTwo({ feedLost: { limit: 60_000, action: "warn" } });
    seconds(engine, 100, { ETH: 2_000 });
    expect(unjudged(engine)).toEqual([]);
    edit(engine, { positionStopLoss: { limit: 10, action: "warn" } });
    seconds(engine, 1, { ETH: 2_000 });
    expect(unjudged(engine)).toEqual([[GUARD, "SOL", false]]);
    edit(engine, {});
    seconds(engine, 1, { ETH: 2_000 });
    expect(unjudged(engine)).toEqual([]);
  });

  it("are no longer told of a follow that ended; of an account, while the position that it left blinds what runs", () => {
    const engine = holdingTwo(DRAWDOWN);
    accountRules(engine, DRAWDOWN);
    seconds(engine, 100, { ETH: 2_000 });
    expect(unjudged(engine)).toHaveLength(2);
    engine.follow(settings({}), OTHER, SECOND_LEADER);
    engine.snapshot({}, { leaderId: SECOND_LEADER });
    engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "keep" });
    seconds(engine, 1, { ETH: 2_000 });
    expect(engine.book("SOL").held).toBe("0.2");
    expect(unjudged(engine)).toEqual([[ACCOUNT_GUARD, "SOL", false]]);
    engine.command({ kind: "stop", at: engine.now, followId: OTHER, positions: "keep" });
    seconds(engine, 1, { ETH: 2_000 });
    expect(unjudged(engine)).toEqual([]);
  });

  it("are told by a new life only after its own minute, and stay told until the price is there", () => {
    const engine = holdingTwo(DRAWDOWN);
    seconds(engine, 100, { ETH: 2_000 });
    engine.send({ kind: "boot", at: engine.now });
    engine.state = { ...engine.state, marks: new Map() };
    seconds(engine, 5, { ETH: 2_000 });
    expect(unjudged(engine)).toHaveLength(1);
    expect(engine.state.withoutPrice.get(id("SOL"))).toBe(4_000);
    seconds(engine, 1, { ETH: 2_000, SOL: 100 });
    expect(unjudged(engine)).toEqual([]);
  });
});
