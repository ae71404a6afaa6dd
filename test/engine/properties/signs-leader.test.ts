import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Decimal, ZERO, decimal } from "../../../lib/model/decimal.ts";
import type { Leader } from "../../../lib/model/state.ts";
import { type EngineDriver, LEADER, id, mirroring, text } from "../engine-driver.ts";

/** A leader's account that is exact to the cent: cash, one position in ETH, and the mark. */
class LeaderAccount {
  cash = decimal(100_000);
  size = ZERO;
  entry = ZERO;
  mark = decimal(2_000);

  get equity(): Decimal {
    return this.cash.plus(this.mark.minus(this.entry).times(this.size));
  }

  /** Buys (+) or sells (-) coins at the mark. */
  trade(coins: Decimal): void {
    const after = this.size.plus(coins);
    const grows = this.size.isZero() || this.size.isNegative() === coins.isNegative();
    if (grows) this.entry = this.size.times(this.entry).plus(coins.times(this.mark)).div(after);
    else {
      const turned = !after.isZero() && after.isNegative() !== this.size.isNegative();
      const closed = turned || after.isZero() ? this.size : coins.negated();
      this.cash = this.cash.plus(this.mark.minus(this.entry).times(closed));
      if (turned) this.entry = this.mark;
    }
    this.size = after;
  }
}

function tell(engine: EngineDriver, account: LeaderAccount, cause: "poll" | "start"): void {
  const { size, entry, mark, equity } = account;
  const position = {
    instrument: id("ETH"),
    size: text(size.toFixed()),
    entryPrice: text(entry.toFixed()),
    leverage: 5,
    marginMode: "cross" as const,
    liquidationPrice: null,
    notional: text(size.abs().times(mark).toFixed()),
    unrealisedPnl: text(mark.minus(entry).times(size).toFixed()),
  };
  engine.send({
    kind: "leader-snapshot",
    at: engine.now,
    leaderId: LEADER,
    cause,
    goodUntil: engine.now,
    clockOffsetMs: 0,
    snapshot: {
      equity: text(equity.toFixed()),
      time: engine.now,
      positions: size.isZero() ? [] : [position],
    },
  });
}

const leaderOf = (engine: EngineDriver): Leader | undefined => engine.state.leaders.get(LEADER);
const moneySigns = (engine: EngineDriver): string[] =>
  [...engine.state.problems.values()]
    .map(({ kind }) => kind)
    .filter((kind) =>
      ["leader-equity-fell", "leader-money-out", "leader-topped-up", "leader-positions-hidden"].includes(
        kind,
      ),
    );

const act = fc.record({
  coins: fc.integer({ min: -30, max: 30 }),
  mark: fc.integer({ min: 1_500, max: 2_500 }),
  polls: fc.boolean(),
});
const life = fc.array(act, { minLength: 1, maxLength: 25 });

/** The leader trades at changing marks; some of it is told by fills and polls, the last by `end`. */
function live(acts: readonly (typeof act extends fc.Arbitrary<infer One> ? One : never)[]): {
  engine: EngineDriver;
  account: LeaderAccount;
} {
  const engine = mirroring();
  const account = new LeaderAccount();
  tell(engine, account, "start");
  for (const { coins, mark, polls } of acts) {
    engine.now += 5_000;
    account.mark = decimal(mark);
    engine.marks({ ETH: mark });
    if (coins !== 0) {
      account.trade(decimal(coins));
      engine.trade("ETH", coins, mark);
    }
    if (polls && account.equity.gt(0)) tell(engine, account, "poll");
  }
  engine.now += 5_000;
  return { engine, account };
}

describe("the leader's money", () => {
  it("results that were seen explain any change of his equity", () => {
    fc.assert(
      fc.property(life, (acts) => {
        const { engine, account } = live(acts);
        tell(engine, account, "poll");
        expect(moneySigns(engine)).toEqual([]);
        expect(leaderOf(engine)?.equityHeldSince).toBe(null);
      }),
      { numRuns: 80 },
    );
  });

  it("a fall of more than 30 % that nothing explains always holds growth, and a smaller one never", () => {
    fc.assert(
      fc.property(life, fc.integer({ min: 1, max: 99 }), (acts, percent) => {
        const { engine, account } = live(acts);
        tell(engine, account, "poll");
        fc.pre(account.equity.gt(1_000));
        account.cash = account.cash.minus(account.equity.times(percent).div(100));
        engine.now += 5_000;
        tell(engine, account, "poll");
        expect(leaderOf(engine)?.equityHeldSince).toBe(percent > 30 ? engine.now : null);
        expect(moneySigns(engine)).toEqual(
          percent > 30 ? ["leader-equity-fell"] : percent > 5 ? ["leader-money-out"] : [],
        );
      }),
      { numRuns: 80 },
    );
  });

  it("a hold lasts until the equity is back above 85 % or the user lets it go", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 20, max: 100 }), { minLength: 1, maxLength: 10 }), (levels) => {
        const { engine, account } = live([]);
        account.cash = decimal(10_000);
        tell(engine, account, "poll");
        let held = true;
        for (const percent of levels) {
          engine.now += 5_000;
          account.cash = decimal(1_000).times(percent);
          tell(engine, account, "poll");
          held = percent < 85;
          expect(leaderOf(engine)?.equityHeldSince !== null).toBe(held);
          if (!held) return;
        }
        engine.command({ kind: "release-equity-hold", at: engine.now, leaderId: LEADER });
        expect(leaderOf(engine)?.equityHeldSince).toBe(null);
      }),
      { numRuns: 60 },
    );
  });

  it("the same answer twice changes nothing but its time", () => {
    fc.assert(
      fc.property(life, (acts) => {
        const { engine, account } = live(acts);
        tell(engine, account, "poll");
        const before = leaderOf(engine);
        const problems = engine.state.problems;
        tell(engine, account, "poll");
        expect(leaderOf(engine)).toEqual({ ...before, signs: { ...before?.signs, unseenMoves: 0 } });
        expect(engine.state.problems).toEqual(problems);
      }),
      { numRuns: 40 },
    );
  });
});
