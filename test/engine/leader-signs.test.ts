import { describe, expect, it } from "vitest";
import type { LeaderFill } from "../../lib/model/leader.ts";
import type { Leader, Problem } from "../../lib/model/state.ts";
import { type EngineDriver, FOLLOW, LEADER, id, mirroring, text } from "./engine-driver.ts";

const WIDE = {
  sizing: { kind: "fixed-ratio", ratio: "0.001" },
} as const;

interface Held {
  readonly size: number;
  readonly entry: number;
  readonly mark: number;
}

/** The leader as his exchange tells him: open results and notionals follow from the marks. */
function tell(
  engine: EngineDriver,
  equity: number,
  positions: Record<string, Held> = {},
  cause: "poll" | "start" = "poll",
): void {
  engine.send({
    kind: "leader-snapshot",
    at: engine.now,
    leaderId: LEADER,
    cause,
    goodUntil: engine.now,
    clockOffsetMs: 0,
    snapshot: {
      equity: text(equity),
      time: engine.now,
      positions: Object.entries(positions).map(([coin, { size, entry, mark }]) => ({
        instrument: id(coin),
        size: text(size),
        entryPrice: text(entry),
        leverage: 5,
        marginMode: "cross",
        liquidationPrice: null,
        notional: text(Math.abs(size) * mark),
        unrealisedPnl: text((mark - entry) * size),
      })),
    },
  });
}

/** A leader with 100,000 and these positions, followed. */
function followed(positions: Record<string, Held> = {}): EngineDriver {
  const engine = mirroring(WIDE);
  tell(engine, 100_000, positions, "start");
  engine.now += 5_000;
  return engine;
}

const signs = (engine: EngineDriver): Problem[] =>
  [...engine.state.problems.values()].filter(({ kind }) => kind.startsWith("leader-"));
const kinds = (engine: EngineDriver): string[] => signs(engine).map(({ kind }) => kind);

function leader(engine: EngineDriver): Leader {
  const known = engine.state.leaders.get(LEADER);
  if (known === undefined) throw new Error("nobody is followed");
  return known;
}

function dismissAll(engine: EngineDriver): void {
  for (const { id: problemId } of signs(engine)) {
    engine.command({ kind: "dismiss-problem", at: engine.now, problemId });
  }
}

const LONG: Held = { size: 10, entry: 2_000, mark: 2_000 };

describe("a fall of the leader's equity", () => {
  it("holds growth when it is more than 30 % and nothing explains it, until it is back above 85 %", () => {
    const engine = followed();
    tell(engine, 70_000);
    expect(leader(engine).equityHeldSince).toBe(null);
    expect(kinds(engine)).toEqual(["leader-money-out"]);

    const fallen = followed();
    tell(fallen, 69_999);
    expect(leader(fallen).equityHeldSince).toBe(fallen.now);
    expect(signs(fallen)).toMatchObject([
      { kind: "leader-equity-fell", about: LEADER, measured: 30.001, dismissible: true },
    ]);
    fallen.marks({ ETH: 2_000 });
    fallen.trade("ETH", 10, 2_000);
    expect(fallen.orders).toEqual([]);
    expect(fallen.book("ETH").forgone).toMatchObject([{ reason: "leader-equity-fell" }]);

    tell(fallen, 84_999, { ETH: LONG });
    expect(leader(fallen).equityHeldSince).not.toBe(null);
    tell(fallen, 85_000, { ETH: LONG });
    expect(leader(fallen).equityHeldSince).toBe(null);
    expect(kinds(fallen)).toEqual([]);
  });

  it("holds the growth that the same answer tells", () => {
    const engine = followed();
    tell(engine, 30_000, { ETH: LONG }, "start");
    expect(engine.orders).toEqual([]);
    expect(engine.book("ETH").forgone).toMatchObject([{ reason: "leader-equity-fell" }]);
  });

  it("is let go by the user, and the alert may be put away without that", () => {
    const engine = followed();
    tell(engine, 40_000);
    dismissAll(engine);
    expect(leader(engine).equityHeldSince).not.toBe(null);
    engine.command({ kind: "release-equity-hold", at: engine.now, leaderId: LEADER });
    expect(leader(engine).equityHeldSince).toBe(null);
    engine.now += 5_000;
    tell(engine, 40_000);
    expect(leader(engine).equityHeldSince).toBe(null);
  });

  it("counts what goes in parts within an hour as one", () => {
    const engine = followed();
    tell(engine, 80_000);
    engine.now += 60_000;
    tell(engine, 64_000);
    expect(leader(engine).equityHeldSince).toBe(engine.now);
    expect(signs(engine).at(-1)).toMatchObject({ kind: "leader-equity-fell", measured: 36 });

    const slow = followed();
    tell(slow, 80_000);
    slow.now += 3_600_001;
    tell(slow, 64_000);
    expect(leader(slow).equityHeldSince).toBe(null);
  });

  it("is explained by open results, by closed ones that were seen, and by late ones at the mark", () => {
    const open = followed({ ETH: LONG });
    tell(open, 50_000, { ETH: { size: 10, entry: 7_000, mark: 2_000 } });
    expect(leader(open).equityHeldSince).toBe(null);

    const closed = followed({ ETH: { size: 100, entry: 2_000, mark: 2_000 } });
    closed.trade("ETH", -100, 1_500);
    closed.now += 1_000;
    tell(closed, 50_000);
    expect(leader(closed)).toMatchObject({ equityHeldSince: null, realisedSince: "0", wallet: "50000" });
    expect(kinds(closed)).toEqual([]);

    const late = followed({ ETH: { size: 100, entry: 2_000, mark: 2_000 } });
    late.now += 60_000;
    late.marks({ ETH: 1_550 });
    tell(late, 50_000, {}, "start");
    expect(leader(late).equityHeldSince).toBe(null);
  });

  it("after an absence holds what the marks don't explain: the safe side", () => {
    const engine = followed({ ETH: LONG });
    engine.now += 86_400_000;
    engine.marks({ ETH: 2_000 });
    tell(engine, 60_000, {}, "start");
    expect(leader(engine).equityHeldSince).toBe(engine.now);
  });

  it("is not believed in an answer that disagrees with the stream: growth keeps the larger equity", () => {
    const engine = followed({ ETH: LONG });
    tell(engine, 20_000, {});
    expect(leader(engine).equity).toBe("100000");
    expect(engine.effects).toMatchObject([{ kind: "refresh-leader" }]);
  });

  it("is not judged by an answer that is older than the stream", () => {
    const engine = followed({ ETH: LONG });
    const fill: LeaderFill = { ...engine.leaderFill("ETH", -10, 1_000), time: engine.now + 1 };
    engine.fills([fill]);
    tell(engine, 100_000, { ETH: LONG });
    expect(leader(engine).realisedSince).toBe("-10000");
    engine.now += 5_000;
    tell(engine, 90_000);
    expect(kinds(engine)).toEqual([]);
  });
});

describe("money moved out and margin topped up", () => {
  it("tells more than 5 % that went, once until it is put away", () => {
    const engine = followed({ ETH: LONG });
    tell(engine, 95_000, { ETH: LONG });
    expect(kinds(engine)).toEqual([]);
    const more = followed({ ETH: LONG });
    tell(more, 94_999, { ETH: LONG });
    expect(signs(more)).toMatchObject([{ kind: "leader-money-out", measured: 5.001 }]);
    dismissAll(more);
    more.now += 5_000;
    tell(more, 94_999, { ETH: LONG });
    expect(kinds(more)).toEqual([]);
    more.now += 5_000;
    tell(more, 85_000, { ETH: LONG });
    expect(kinds(more)).toEqual(["leader-money-out"]);
  });

  it("tells money that came while a position was losing, and not otherwise", () => {
    const losing = { size: 10, entry: 2_000, mark: 1_800 };
    const engine = followed({ ETH: losing });
    tell(engine, 103_000, { ETH: losing });
    expect(signs(engine)).toMatchObject([{ kind: "leader-topped-up", measured: 3 }]);
    const winning = followed({ ETH: LONG });
    tell(winning, 103_000, { ETH: LONG });
    expect(kinds(winning)).toEqual([]);
  });

  it("takes fees and funding for neither", () => {
    const engine = followed({ ETH: LONG });
    for (let hour = 1; hour <= 24; hour += 1) {
      engine.now += 300_000;
      tell(engine, 100_000 - hour * 400, { ETH: LONG });
    }
    expect(kinds(engine)).toEqual([]);
  });
});

describe("averaging down", () => {
  it("tells the second addition at 1 % or more below the entry, and ends with the position", () => {
    const engine = followed({ ETH: LONG });
    engine.trade("ETH", 1, 1_980);
    engine.now += 60_000;
    tell(engine, 100_000, { ETH: { size: 11, entry: 1_998.2, mark: 1_980 } });
    expect(kinds(engine)).toEqual([]);
    engine.trade("ETH", 1, 1_958.236);
    expect(signs(engine)).toMatchObject([{ kind: "leader-averaging-down", detail: "ETH", measured: 2 }]);
    engine.trade("ETH", -12, 1_900);
    expect(kinds(engine)).toEqual([]);
    expect(leader(engine).signs.losingAdds).toEqual({});
  });

  it("counts the fills of one order once, and no addition to a winner", () => {
    const engine = followed({ ETH: LONG });
    for (let fill = 0; fill < 5; fill += 1) engine.trade("ETH", 1, 1_900);
    expect(leader(engine).signs.losingAdds).toMatchObject({ ETH: { count: 1 } });
    const winner = followed({ ETH: { size: -10, entry: 2_000, mark: 2_000 } });
    for (let add = 0; add < 3; add += 1) {
      winner.now += 60_000;
      winner.trade("ETH", -1, 1_900);
    }
    expect(leader(winner).signs.losingAdds).toEqual({});
    for (let add = 0; add < 2; add += 1) {
      winner.now += 60_000;
      winner.trade("ETH", -1, 2_200);
    }
    expect(kinds(winner)).toEqual(["leader-averaging-down"]);
  });
});

describe("liquidated", () => {
  it("tells a fill that the source calls so", () => {
    const engine = followed({ ETH: LONG });
    engine.fills([{ ...engine.leaderFill("ETH", -10, 1_500), liquidation: true }]);
    expect(signs(engine)).toMatchObject([{ kind: "leader-liquidated", detail: "ETH", measured: 15_000 }]);
  });

  it("tells a position that is gone with more than half of his equity", () => {
    const engine = followed({ ETH: { size: 100, entry: 2_000, mark: 2_000 } });
    engine.now += 60_000;
    engine.marks({ ETH: 1_400 });
    tell(engine, 40_000, {}, "start");
    expect(kinds(engine)).toEqual(["leader-liquidated"]);
  });
});

describe("leverage above his habit", () => {
  const at = (leverage: number): Record<string, Held> => ({
    ETH: { size: leverage * 50, entry: 2_000, mark: 2_000 },
  });

  it("tells it once while it lasts, in times his equity, after he was seen for ten minutes", () => {
    const engine = followed(at(2));
    for (let poll = 0; poll < 120; poll += 1) {
      tell(engine, 100_000, at(2));
      engine.now += 5_000;
    }
    const jump = (leverage: number): void => {
      engine.now += 5_000;
      tell(engine, 100_000, at(leverage), "start");
    };
    jump(2.9);
    expect(kinds(engine)).toEqual([]);
    jump(4);
    expect(signs(engine)).toMatchObject([{ kind: "leader-leverage-high", measured: 4 }]);
    dismissAll(engine);
    jump(4.5);
    expect(kinds(engine)).toEqual([]);
    jump(1);
    jump(4);
    expect(kinds(engine)).toEqual(["leader-leverage-high"]);
    jump(1);
    expect(kinds(engine)).toEqual([]);
    expect(leader(engine).usualLeverage).toBeGreaterThan(2);
    expect(leader(engine).usualLeverage).toBeLessThan(2.2);
  });

  it("knows no habit of one who was only just seen", () => {
    const engine = followed(at(1));
    engine.trade("ETH", 200, 2_000);
    engine.now += 1_000;
    tell(engine, 100_000, at(5));
    expect(kinds(engine)).toEqual([]);
  });
});

describe("positions hidden", () => {
  it("tells money that goes on moving while he shows no position, and ends when it stands still", () => {
    const engine = followed();
    for (const equity of [100_100, 100_000, 100_200]) {
      expect(kinds(engine)).toEqual([]);
      engine.now += 5_000;
      tell(engine, equity);
    }
    expect(signs(engine)).toMatchObject([{ kind: "leader-positions-hidden", measured: 0.2 }]);
    for (let poll = 0; poll < 3; poll += 1) {
      engine.now += 5_000;
      tell(engine, 100_200);
    }
    expect(kinds(engine)).toEqual([]);
  });

  it("takes a transfer for a transfer", () => {
    const engine = followed();
    for (const equity of [101_000, 101_000, 102_000, 102_000]) {
      engine.now += 5_000;
      tell(engine, equity);
    }
    expect(kinds(engine)).toEqual([]);
  });
});

describe("what was told of a leader", () => {
  it("goes when nobody follows him any more", () => {
    const engine = followed();
    tell(engine, 40_000);
    engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "close" });
    engine.command({ kind: "remove", at: engine.now, followId: FOLLOW });
    expect(signs(engine)).toEqual([]);
  });
});
