import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawdown, gain, liquidationDistance, positionMove } from "../../../lib/engine/exit-measures.ts";
import { equityOf, withFigures } from "../../../lib/engine/guard-figures.ts";
import { decimal, decimalString } from "../../../lib/model/decimal.ts";
import type { Guard } from "../../../lib/model/guard.ts";

const price = fc.integer({ min: 1, max: 10_000_000 }).map((cents) => decimal(cents).div(100));
const size = fc.integer({ min: 1, max: 1_000_000 }).map((lots) => decimal(lots).div(10_000));
const money = fc.integer({ min: -5_000_000, max: 5_000_000 }).map((cents) => decimal(cents).div(100));
const allocation = fc.integer({ min: 100, max: 10_000_000 }).map((cents) => decimal(cents).div(100));

const BLANK: Guard = {
  id: "follow:one",
  capital: null,
  peak: null,
  base: null,
  day: "2026-11-22",
  dayStart: null,
  equity: null,
  feedLostMs: 0,
  trips: [],
};

describe("what the exit rules measure", () => {
  it("a short's loss is a long's gain", () => {
    fc.assert(
      fc.property(size, price, price, (coins, entry, mark) => {
        const long = positionMove(coins, entry, mark);
        const short = positionMove(coins.negated(), entry, mark);
        expect(short?.plus(long ?? 0).isZero()).toBe(true);
      }),
    );
  });

  it("a position's move is the same for any size, and follows the mark", () => {
    fc.assert(
      fc.property(size, size, price, price, price, (one, other, entry, a, b) => {
        expect(positionMove(one, entry, a)?.eq(positionMove(other, entry, a) ?? 0)).toBe(true);
        const order = positionMove(one, entry, a)?.cmp(positionMove(one, entry, b) ?? 0);
        expect(order).toBe(a.cmp(b));
      }),
    );
  });

  it("a drawdown is never below 0, is 0 at the peak and above it, and grows as equity falls", () => {
    fc.assert(
      fc.property(allocation, money, money, (peak, a, b) => {
        const at = (equity: typeof a) => drawdown(decimalString(peak), equity);
        expect(at(a).gte(0)).toBe(true);
        expect(at(peak).isZero() && at(peak.plus(1)).isZero()).toBe(true);
        if (a.lt(b)) expect(at(a).gte(at(b))).toBe(true);
      }),
    );
  });

  // Past the price is nearer than any limit: it must not look like a position whose price is not known.
  it("a distance to liquidation is never below 0, and is 0 on the side for which the mark is past the price", () => {
    fc.assert(
      fc.property(size, price, price, (coins, liquidation, mark) => {
        const long = liquidationDistance(coins, decimalString(liquidation), mark);
        const short = liquidationDistance(coins.negated(), decimalString(liquidation), mark);
        expect(long?.isZero()).toBe(liquidation.gte(mark));
        expect(short?.isZero()).toBe(liquidation.lte(mark));
        const between = mark.minus(liquidation).abs().div(mark).times(100);
        expect(long?.plus(short ?? 0).eq(between)).toBe(true);
        for (const distance of [long, short]) expect(distance?.gte(0)).toBe(true);
      }),
    );
    // Exactly at it nothing is left, on either side.
    for (const coins of [1, -1]) {
      expect(liquidationDistance(decimal(coins), decimalString(2), decimal(2))?.isZero()).toBe(true);
    }
  });
});

describe("what a guard remembers", () => {
  it("the peak never falls while no money comes or goes, and is the highest equity of all", () => {
    fc.assert(
      fc.property(allocation, fc.array(money, { minLength: 1, maxLength: 30 }), (capital, results) => {
        let guard = BLANK;
        let highest = capital.plus(results[0] ?? 0);
        for (const result of results) {
          const before = guard.peak;
          guard = withFigures(guard, { capital, results: result }, true);
          highest = capital.plus(result).gt(highest) ? capital.plus(result) : highest;
          if (before !== null) expect(decimal(guard.peak ?? 0).gte(before)).toBe(true);
        }
        expect(guard.peak).toBe(decimalString(highest));
      }),
    );
  });

  it("money that comes or goes is neither gain nor loss, in USD", () => {
    const moves = fc.array(fc.record({ capital: allocation, results: money }), {
      minLength: 2,
      maxLength: 20,
    });
    fc.assert(
      fc.property(moves, (steps) => {
        let moved = BLANK;
        let still = BLANK;
        for (const { capital, results } of steps) {
          moved = withFigures(moved, { capital, results }, true);
          still = withFigures(still, { capital: decimal(0), results }, true);
          const equity = equityOf({ capital, results });
          for (const key of ["peak", "base", "dayStart"] as const) {
            const lost = decimal(moved[key] ?? 0).minus(equity);
            expect(lost.eq(decimal(still[key] ?? 0).minus(results))).toBe(true);
          }
        }
      }),
    );
  });

  it("what is lost is lost on the day before or on the day after, whenever the next day is first seen", () => {
    const day = fc.record({ before: money, after: money, moved: money });
    fc.assert(
      fc.property(allocation, fc.array(day, { minLength: 1, maxLength: 8 }), (capital, days) => {
        let guard = withFigures(BLANK, { capital, results: decimal(0) }, true);
        let [whole, lost] = [decimal(capital), decimal(0)];
        let results = decimal(0);
        for (const [index, { before, after, moved }] of days.entries()) {
          guard = withFigures(
            { ...guard, day: `day ${index}`, dayStart: null },
            { capital: whole, results: before },
            true,
          );
          whole = whole.plus(moved);
          guard = withFigures(guard, { capital: whole, results: after }, true);
          lost = lost.plus(decimal(guard.dayStart ?? 0).minus(equityOf({ capital: whole, results: after })));
          results = after;
        }
        expect(lost.eq(results.negated())).toBe(true);
      }),
    );
  });

  it("the same figures twice change nothing", () => {
    fc.assert(
      fc.property(allocation, money, fc.boolean(), (capital, results, keepsEquity) => {
        const guard = withFigures(BLANK, { capital, results }, keepsEquity);
        expect(withFigures(guard, { capital, results }, keepsEquity)).toBe(guard);
      }),
    );
  });

  it("a gain is what equity gained, in percent of the whole", () => {
    fc.assert(
      fc.property(money, money, allocation, (from, equity, whole) => {
        const percent = gain(decimalString(from), equity, whole);
        expect(percent?.times(whole).div(100).minus(equity.minus(from)).abs().lt("1e-20")).toBe(true);
      }),
    );
  });
});
