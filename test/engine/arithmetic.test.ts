import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../../lib/model/follow-settings.ts";
import { divideInLots } from "../../lib/engine/divide-in-lots.ts";
import { baselineAfter, copyableChange } from "../../lib/engine/baseline.ts";
import { clientOrderId } from "../../lib/engine/client-order-id.ts";
import { lateNewsPrice } from "../../lib/engine/late-news-price.ts";
import { ZERO, decimal, floorToLot } from "../../lib/model/decimal.ts";
import { roundLimitPrice } from "../../lib/model/instrument.ts";
import { PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import { EngineDriver, id, instrument } from "./engine-driver.ts";

const coins = fc.integer({ min: -1_000, max: 1_000 }).map((n) => decimal(n).div(100));

describe("baseline", () => {
  it("is between 0 and the position, only ever shrinks, and is gone after flat or the other side", () => {
    fc.assert(
      fc.property(coins, coins, (baseline, position) => {
        const after = baselineAfter(baseline, position);
        expect(after.abs().lte(baseline.abs())).toBe(true);
        expect(after.abs().lte(position.abs())).toBe(true);
        if (position.isZero() || position.isNegative() !== baseline.isNegative())
          expect(after.isZero()).toBe(true);
      }),
    );
  });

  it("a change of C is a shrink, growth, or for a flip both", () => {
    fc.assert(
      fc.property(coins, coins, (before, after) => {
        const { shrinkTo, growth } = copyableChange(before, after);
        expect(before.times(shrinkTo).plus(growth).minus(after).abs().lt("1e-30")).toBe(true);
        expect(shrinkTo.gte(0) && shrinkTo.lte(1)).toBe(true);
        if (!growth.isZero() && !after.isZero()) expect(growth.isNegative()).toBe(after.isNegative());
      }),
    );
  });
});

describe("allocation in lots", () => {
  it("adds up exactly, in whole lots, and nobody is further than a lot from his share", () => {
    const weights = fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(weights, fc.integer({ min: 0, max: 100_000 }), (list, lots) => {
        const lot = decimal("0.001");
        const total = lot.times(lots);
        const sum = list.reduce((a, b) => a + b, 0);
        const parts = divideInLots(
          total,
          lot,
          list.map((weight, index) => ({ id: `f${index}`, weight: decimal(weight) })),
        );
        const added = [...parts.values()].reduce((a, b) => a.plus(b), ZERO);
        expect(added.eq(total)).toBe(true);
        for (const [index, weight] of list.entries()) {
          const part = parts.get(`f${index}`) ?? ZERO;
          expect(part.mod(lot).isZero()).toBe(true);
          expect(part.minus(total.times(weight).div(sum)).abs().lt(lot)).toBe(true);
        }
      }),
    );
  });
});

describe("rounding", () => {
  it("to the lot goes towards 0, and a third taken three times is whole", () => {
    const third = decimal(1).div(3);
    expect(floorToLot(third.plus(third).plus(third), decimal(1)).toFixed()).toBe("1");
    expect(floorToLot(decimal("-0.0299"), decimal("0.01")).toFixed()).toBe("-0.02");
  });

  it("of a limit price never passes the limit and gives a price the venue takes", () => {
    const btc = { ...instrument("BTC", "0.00001"), priceDecimals: 1 };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200_000_000 }), (n) => {
        const price = decimal(n).div(1_000);
        for (const side of ["buy", "sell"] as const) {
          const rounded = decimal(roundLimitPrice(btc, side, price));
          expect(side === "buy" ? rounded.lte(price) : rounded.gte(price)).toBe(true);
          expect(rounded.isInteger() || rounded.precision() <= 5).toBe(true);
          expect(rounded.decimalPlaces()).toBeLessThanOrEqual(1);
        }
      }),
    );
    expect(roundLimitPrice(btc, "buy", decimal("113377.9"))).toBe("113377");
  });
});

describe("late news", () => {
  it("has the price that explains the new average entry", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.integer({ min: 1, max: 1_000 }),
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 1, max: 100_000 }),
        fc.boolean(),
        (held, added, e1, p, long) => {
          const sign = long ? 1 : -1;
          const q1 = decimal(held * sign);
          const q2 = decimal((held + added) * sign);
          const e2 = decimal(held)
            .times(e1)
            .plus(decimal(added).times(p))
            .div(held + added);
          const price = lateNewsPrice(q1, decimal(e1), q2, e2);
          // Exact, or nothing where rounding of the entry prices could have made it.
          expect(price === null || price.minus(p).abs().lt("1e-20")).toBe(true);
        },
      ),
    );
    expect(lateNewsPrice(decimal(2), decimal(5), decimal(1), decimal(5))).toBeNull();
    expect(lateNewsPrice(decimal(10), decimal("2000.1"), decimal(20), decimal("2001.1"))?.toFixed()).toBe(
      "2002.1",
    );
  });
});

describe("client order ids", () => {
  it("are the same for the same intent and differ in every part", () => {
    const base = ["a".repeat(32), PAPER_ACCOUNT, id("BTC"), 1] as const;
    expect(clientOrderId(...base)).toBe(clientOrderId(...base));
    const others = [
      clientOrderId("b".repeat(32), PAPER_ACCOUNT, id("BTC"), 1),
      clientOrderId("a".repeat(32), PAPER_ACCOUNT, id("ETH"), 1),
      clientOrderId("a".repeat(32), PAPER_ACCOUNT, id("BTC"), 2),
    ];
    expect(new Set([clientOrderId(...base), ...others]).size).toBe(4);
  });
});

/**
 * The rules again, by hand and without the engine: W follows the leader's copyable position by ratio, whole
 * lots towards 0 are held. With every order filled in full the account must end there.
 */
describe("the account ends where the rules say", () => {
  const moves = fc.array(
    fc.integer({ min: -40, max: 40 }).filter((n) => n !== 0),
    { minLength: 1, maxLength: 40 },
  );

  it("for any path of the leader, any start, fixed ratio, all orders filled", () => {
    fc.assert(
      fc.property(fc.integer({ min: -20, max: 20 }), moves, (start, path) => {
        const engine = new EngineDriver();
        engine.follow({
          allocation: { kind: "amount", amount: "1000000" },
          sizing: { kind: "fixed-ratio", ratio: "0.137" },
          limits: {
            ...DEFAULT_SETTINGS.limits,
            maxLeverage: 50,
            maxPosition: "10000000",
          },
        });
        engine.snapshot(start === 0 ? {} : { ETH: [start, 2_000] });
        engine.marks({ ETH: 2_000 });
        let position = start;
        let baseline = start;
        for (const move of path) {
          engine.now += 10;
          engine.trade("ETH", move, 2_000);
          engine.answerAll();
          position += move;
          if (position === 0 || Math.sign(position) !== Math.sign(baseline)) baseline = 0;
          else baseline = Math.sign(position) * Math.min(Math.abs(baseline), Math.abs(position));
        }
        const wanted = floorToLot(decimal(position - baseline).times("0.137"), decimal("0.0001"));
        const book = engine.state.books.get(`follow-1|ETH`);
        expect(
          decimal(book?.held ?? 0)
            .minus(wanted)
            .abs()
            .lte("0.0001"),
        ).toBe(true);
        expect(
          decimal(book?.target ?? 0)
            .plus((book?.forgone ?? []).reduce((sum, part) => sum.plus(part.size), ZERO))
            .minus(decimal(position - baseline).times("0.137"))
            .abs()
            .lt("1e-20"),
        ).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
