import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Decimal, decimal, floorToLot } from "../../lib/model/decimal.ts";

/** The rule as it is said, in whole numbers: lots of 10^-places, sizes of 10^-30. */
function expected(units: bigint, places: number): string {
  const lot = 10n ** BigInt(30 - places);
  const size = units < 0n ? -units : units;
  const nearly = lot / 10n ** 12n;
  const lots = (size + nearly) / lot;
  return new Decimal((units < 0n ? -lots : lots).toString()).times(`1e-${places}`).toFixed();
}

describe("rounding to lots", () => {
  it("goes towards zero, and takes what is within 1e-12 of a lot for whole", () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 36n), 10n ** 36n), fc.integer({ min: 0, max: 6 }), (units, places) => {
        const size = new Decimal(units.toString()).times("1e-30");
        expect(floorToLot(size, decimal(`1e-${places}`)).toFixed()).toBe(expected(units, places));
      }),
    );
  });

  it("counts a third taken three times as one lot", () => {
    const third = decimal(1).div(3);
    expect(floorToLot(third.plus(third).plus(third), decimal("0.01")).toFixed()).toBe("1");
    expect(floorToLot(decimal("0.999999999999"), decimal("1")).toFixed()).toBe("1");
    expect(floorToLot(decimal("0.99999999999"), decimal("1")).toFixed()).toBe("0");
  });

  it("knows lots that are no power of ten, and asks again where the lot is another", () => {
    const size = decimal("-7.9");
    expect(floorToLot(size, decimal("0.5")).toFixed()).toBe("-7.5");
    expect(floorToLot(size, decimal("10")).toFixed()).toBe("0");
    expect(floorToLot(size, decimal("0.2")).toFixed()).toBe("-7.8");
    expect(floorToLot(size, decimal("0.5")).toFixed()).toBe("-7.5");
  });
});
