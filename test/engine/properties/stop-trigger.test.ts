import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type TriggerQuestion,
  roundTrigger,
  stopLimit,
  triggerOf,
} from "../../../lib/engine/stops/stop-trigger.ts";
import { type Decimal, decimal } from "../../../lib/model/decimal.ts";
import { instrument } from "../engine-driver.ts";

const price = fc.integer({ min: 50, max: 40_000 }).map((n) => decimal(n).div(10));
const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });
const question: fc.Arbitrary<TriggerQuestion> = fc.record({
  long: fc.boolean(),
  mark: price,
  entryPrice: price,
  stopLosses: fc.array(price, { maxLength: 3 }),
  liquidationPrice: maybe(price),
  cannotBeLiquidated: fc.boolean(),
  percentToLiquidation: maybe(fc.integer({ min: 10, max: 90 })),
  resting: maybe(fc.record({ price, basis: fc.constantFrom("position-stop" as const, "disaster" as const) })),
});

/** Positive where `later` lies further from the mark than `sooner`, on the losing side. */
const further = (long: boolean, sooner: Decimal, later: Decimal): Decimal =>
  long ? sooner.minus(later) : later.minus(sooner);

describe("the place of a protective stop", () => {
  it("lies past the mark on the losing side, and before the liquidation price", () => {
    fc.assert(
      fc.property(question, (asked) => {
        const trigger = triggerOf(asked);
        if (trigger === null) return;
        const { long, mark, liquidationPrice } = asked;
        expect(further(long, mark, trigger.price).gt(0)).toBe(true);
        expect(trigger.price.gt(0)).toBe(true);
        if (liquidationPrice !== null)
          expect(further(long, trigger.price, liquidationPrice).gt(0)).toBe(true);
      }),
    );
  });

  it("is the nearest stop-loss that can be reached, and the disaster stop only where there is none", () => {
    fc.assert(
      fc.property(question, (asked) => {
        const { long, mark, stopLosses, liquidationPrice } = asked;
        const reachable = stopLosses.filter(
          (one) =>
            further(long, mark, one).gt(0) &&
            (liquidationPrice === null || further(long, one, liquidationPrice).gt(0)),
        );
        const trigger = triggerOf(asked);
        expect(trigger?.basis === "position-stop").toBe(reachable.length > 0);
        for (const one of reachable) expect(further(long, trigger?.price ?? one, one).gte(0)).toBe(true);
      }),
    );
  });

  it("is there wherever there is room before the liquidation price", () => {
    fc.assert(
      fc.property(question, (asked) => {
        const { long, mark, liquidationPrice, percentToLiquidation } = asked;
        fc.pre(liquidationPrice !== null && percentToLiquidation !== null);
        fc.pre(further(long, mark, liquidationPrice).gt(0));
        expect(triggerOf(asked)).not.toBeNull();
      }),
    );
  });

  it("that cannot be liquidated is there wherever not all is lost yet, and no further than where it would be", () => {
    fc.assert(
      fc.property(question, (asked) => {
        const { long, mark, entryPrice, percentToLiquidation } = asked;
        const allLost = decimal(long ? 0 : 2).times(entryPrice);
        fc.pre(percentToLiquidation !== null && further(long, mark, allLost).gt(0));
        const ask = (cannotBeLiquidated: boolean) =>
          triggerOf({ ...asked, stopLosses: [], liquidationPrice: null, cannotBeLiquidated, resting: null });
        const trigger = ask(true);
        expect(trigger?.basis).toBe("disaster");
        expect(further(long, trigger?.price ?? mark, allLost).gt(0)).toBe(true);
        expect(ask(false)).toBeNull();
      }),
    );
  });

  it("of a short stands before twice its entry where the mark does, however far the liquidation price is", () => {
    fc.assert(
      fc.property(question, (asked) => {
        const { mark, entryPrice, liquidationPrice, percentToLiquidation } = asked;
        fc.pre(percentToLiquidation !== null && liquidationPrice !== null);
        fc.pre(mark.lt(entryPrice.times(2)) && mark.lt(liquidationPrice));
        const trigger = triggerOf({ ...asked, long: false, stopLosses: [], resting: null });
        expect(trigger?.price.lt(entryPrice.times(2))).toBe(true);
      }),
    );
  });

  it("never goes away from a mark that comes nearer: the disaster stop that rests is reached", () => {
    fc.assert(
      fc.property(question, fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 40 }), (asked, steps) => {
        const { long, liquidationPrice } = asked;
        fc.pre(liquidationPrice !== null);
        let { mark } = asked;
        let resting: TriggerQuestion["resting"] = null;
        let away = false;
        for (const percent of steps) {
          const now = triggerOf({ ...asked, stopLosses: [], mark, resting });
          if (now === null) break;
          away ||= resting !== null && further(long, resting.price, now.price).gt(0);
          resting = now;
          mark = mark.plus(liquidationPrice.minus(mark).times(percent).div(100));
          if (further(long, mark, resting.price).lte(0)) break;
        }
        expect(away).toBe(false);
      }),
    );
  });

  it("stays where it is when it is asked for again: nothing chatters", () => {
    fc.assert(
      fc.property(question, (asked) => {
        const first = triggerOf({ ...asked, resting: null });
        if (first === null) return;
        expect(triggerOf({ ...asked, resting: first })?.price.toFixed()).toBe(first.price.toFixed());
      }),
    );
  });

  it("is rounded to where it fires sooner, and its limit is at most a tenth and a tick worse", () => {
    const eth = instrument("ETH", "0.0001");
    fc.assert(
      fc.property(fc.boolean(), fc.integer({ min: 1, max: 99_999_999 }), (long, units) => {
        const wanted = decimal(units).div(10_000).plus(1);
        const mark = wanted.times(long ? "1.01" : "0.99");
        const trigger = roundTrigger(eth, long, wanted, mark);
        expect(further(long, trigger, wanted).gte(0)).toBe(true);
        const near = roundTrigger(eth, long, wanted, trigger);
        expect(near.eq(trigger) ? wanted.eq(trigger) : further(long, trigger, near).gt(0)).toBe(true);
        expect(trigger.minus(wanted).abs().div(wanted).toNumber()).toBeLessThan(1e-4);
        const limit = stopLimit(eth, long, trigger);
        const worse = further(long, trigger, limit).div(trigger).toNumber();
        expect(worse).toBeGreaterThanOrEqual(0.1 - 1e-12);
        expect(worse).toBeLessThan(0.1002);
      }),
    );
  });
});
