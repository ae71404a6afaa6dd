import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { baselineAfter, copyableChange } from "../../../lib/engine/baseline.ts";
import { type Decimal, decimal } from "../../../lib/model/decimal.ts";

const coins = fc.integer({ min: -1_000, max: 1_000 }).map((n) => decimal(n).div(100));
const path = fc.array(coins, { minLength: 1, maxLength: 20 });

const near = (a: Decimal, b: Decimal): boolean => a.minus(b).abs().lt("1e-15");

describe("baseline", () => {
  it("what stood before is never copied: position is baseline and copyable, on one side", () => {
    fc.assert(
      fc.property(coins, path, (start, positions) => {
        let baseline = start;
        for (const position of positions) {
          baseline = baselineAfter(baseline, position);
          const copyable = position.minus(baseline);
          expect(copyable.abs().plus(baseline.abs()).eq(position.abs())).toBe(true);
          expect(copyable.times(baseline).gte(0)).toBe(true);
        }
      }),
    );
  });

  it("never comes back: it only ever shrinks, and once he was flat or on the other side it is gone", () => {
    fc.assert(
      fc.property(coins, path, (start, positions) => {
        let baseline = start;
        let gone = false;
        for (const position of positions) {
          const next = baselineAfter(baseline, position);
          expect(next.abs().lte(baseline.abs())).toBe(true);
          gone ||= position.isZero() || position.isNegative() !== start.isNegative();
          if (gone) expect(next.isZero()).toBe(true);
          baseline = next;
        }
      }),
    );
  });

  it("is the same for a reverse follow, mirrored", () => {
    fc.assert(
      fc.property(coins, coins, (baseline, position) => {
        const mirrored = baselineAfter(baseline.negated(), position.negated());
        expect(mirrored.plus(baselineAfter(baseline, position)).isZero()).toBe(true);
      }),
    );
  });

  it("a change in two steps on one side means the same as in one", () => {
    fc.assert(
      fc.property(fc.tuple(coins, coins, coins), (three) => {
        const [a, b, c] = three.map((size) => size.abs().plus("0.01")).toSorted((x, y) => x.cmp(y));
        if (a === undefined || b === undefined || c === undefined) return;
        const growth = copyableChange(a, b).growth.plus(copyableChange(b, c).growth);
        expect(growth.eq(copyableChange(a, c).growth)).toBe(true);
        const shrink = copyableChange(c, b).shrinkTo.times(copyableChange(b, a).shrinkTo);
        expect(near(shrink, copyableChange(c, a).shrinkTo)).toBe(true);
      }),
    );
  });
});
