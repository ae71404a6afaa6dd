import { describe, expect, it } from "vitest";
import { type EngineDriver, LEADER, id, text } from "./engine-driver.ts";
import { buy, guard, holding, read, status, trips } from "./exit-driver.ts";

describe("rules about liquidation", () => {
  it("closes all when the liquidation price is too near, percent of the mark", () => {
    const engine = holding({ liquidationDistance: { limit: 10, action: "close" } });
    read(engine, { liquidation: 1_620 });
    engine.marks({ ETH: 1_801 });
    expect(trips(engine)).toEqual([]);
    engine.marks({ ETH: 1_800 });
    expect(guard(engine).trips).toMatchObject([
      { rule: "liquidationDistance", instrument: "ETH", measured: 10 },
    ]);
    expect(status(engine)).toBe("closing");
  });

  it.each([
    ["long", 0.1, 1_800, 1_790],
    ["short", -0.1, 2_200, 2_210],
  ])(
    "takes a price that the mark has jumped past for no distance at all: %s",
    (_, size, liquidation, mark) => {
      const engine = holding({ liquidationDistance: { limit: 5, action: "close" } }, size);
      read(engine, { liquidation });
      expect(trips(engine)).toEqual([]);
      engine.marks({ ETH: mark });
      expect(guard(engine).trips).toMatchObject([{ rule: "liquidationDistance", measured: 0 }]);
      expect(status(engine)).toBe("closing");
    },
  );

  it("believes neither a price that was read before the position turned nor an old reading", () => {
    const engine = holding({ liquidationDistance: { limit: 10, action: "close" } });
    read(engine, { liquidation: 1_750 });
    buy(engine, "ETH", -0.2, 2_000);
    expect(engine.book("ETH").held).toBe("-0.1");
    engine.marks({ ETH: 1_760 });
    expect(trips(engine)).toEqual([]);
    read(engine, { liquidation: 2_010 });
    expect(trips(engine)).toEqual(["liquidationDistance ETH"]);
    const old = holding({ liquidationDistance: { limit: 10, action: "close" } });
    read(old, { liquidation: 1_750 });
    old.now += 90_001;
    old.marks({ ETH: 1_800 });
    expect(trips(old)).toEqual([]);
  });

  it("compares with the leader's distance, in percent of it", () => {
    const engine = holding({ liquidationVersusLeader: { limit: 50, action: "warn" } });
    tellLeader(engine);
    read(engine, { liquidation: 1_799 });
    expect(trips(engine)).toEqual([]);
    tellLeader(engine);
    read(engine, { liquidation: 1_800 });
    expect(guard(engine).trips).toMatchObject([{ rule: "liquidationVersusLeader", measured: 50 }]);
  });

  function tellLeader(engine: EngineDriver): void {
    engine.send({
      kind: "leader-snapshot",
      at: engine.now,
      leaderId: LEADER,
      cause: "poll",
      goodUntil: engine.now,
      clockOffsetMs: 0,
      snapshot: {
        equity: text(100_000),
        time: engine.now,
        positions: [
          {
            instrument: id("ETH"),
            size: text(0.1),
            entryPrice: text(2_000),
            leverage: 5,
            marginMode: "cross",
            liquidationPrice: text(1_600),
            notional: text(200),
            unrealisedPnl: text(0),
          },
        ],
      },
    });
  }
});

describe("the leader's feed is lost", () => {
  const rule = { feedLost: { limit: 10_000, action: "close" } } as const;

  /** Ticks of a second, each with marks. */
  function seconds(
    engine: EngineDriver,
    count: number,
    how: { online?: boolean; marks?: boolean } = {},
  ): void {
    for (let second = 0; second < count; second += 1) {
      engine.now += 1_000;
      if (how.marks !== false) engine.marks({ ETH: 2_000 });
      engine.send({ kind: "tick", at: engine.now, day: "2026-11-22", online: how.online ?? true });
    }
  }

  it("closes all at its limit, counted tick by tick", () => {
    const engine = holding(rule);
    seconds(engine, 1);
    engine.feed("lost");
    seconds(engine, 9);
    expect(trips(engine)).toEqual([]);
    seconds(engine, 1);
    expect(guard(engine).trips).toMatchObject([{ rule: "feedLost", measured: 10_000, limit: 10_000 }]);
    expect(engine.orders).toMatchObject([{ side: "sell" }]);
  });

  it("does not count sleep, being offline, or a venue that does not answer; and none of them is a break", () => {
    const engine = holding({ feedLost: { limit: 60_000, action: "close" } });
    seconds(engine, 1);
    engine.feed("lost");
    seconds(engine, 5);
    engine.now += 3_600_000;
    seconds(engine, 1);
    expect(guard(engine).feedLostMs).toBe(5_000);
    seconds(engine, 20, { online: false });
    expect(guard(engine).feedLostMs).toBe(5_000);
    seconds(engine, 40, { marks: false });
    // The venue answered until 10 s after its last mark.
    expect(guard(engine).feedLostMs).toBe(15_000);
  });

  it("begins anew after a break", () => {
    const engine = holding(rule);
    seconds(engine, 1);
    engine.feed("lost");
    seconds(engine, 9);
    engine.feed("live");
    engine.feed("lost");
    seconds(engine, 9);
    expect(trips(engine)).toEqual([]);
    expect(guard(engine).feedLostMs).toBe(9_000);
  });
});
