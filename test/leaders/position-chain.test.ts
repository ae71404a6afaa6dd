import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chainOrder, isChain, positionAfter } from "../../lib/leaders/position-chain.ts";
import { decimal, decimalString } from "../../lib/model/decimal.ts";
import { InstrumentId } from "../../lib/model/identity.ts";
import type { LeaderFill } from "../../lib/model/leader.ts";

const BTC = InstrumentId.parse("BTC");

/** Fills that lead from `start` through these signed sizes. */
function chain(start: string, sizes: readonly string[]): LeaderFill[] {
  let position = decimal(start);
  return sizes.map((signed, index) => {
    const startPosition = decimalString(position);
    position = position.plus(signed);
    return {
      instrument: BTC,
      side: decimal(signed).gt(0) ? "buy" : "sell",
      price: decimalString("100"),
      size: decimalString(decimal(signed).abs()),
      time: 1,
      startPosition,
      key: `k${index}`,
    };
  });
}

const signedSize = fc
  .integer({ min: -40, max: 40 })
  .filter((lots) => lots !== 0)
  .map((lots) => decimalString(decimal(lots).div(8)));

describe("chainOrder", () => {
  it("restores any permutation of fills to a chain between the same two positions", () => {
    const permuted = fc
      .tuple(signedSize, fc.array(signedSize, { minLength: 1, maxLength: 14 }))
      .map(([start, sizes]) => chain(start, sizes))
      .chain((fills) =>
        fc.tuple(fc.constant(fills), fc.shuffledSubarray(fills, { minLength: fills.length })),
      );
    fc.assert(
      fc.property(permuted, ([fills, shuffled]) => {
        const first = fills[0];
        const last = fills.at(-1);
        const restored = chainOrder(shuffled, first?.startPosition);
        const end = restored.at(-1);
        expect(isChain(restored)).toBe(true);
        expect(restored.map((fill) => fill.key).toSorted()).toEqual(fills.map((fill) => fill.key).toSorted());
        expect(restored[0]?.startPosition).toBe(first?.startPosition);
        expect(end && positionAfter(end)).toBe(last && positionAfter(last));
      }),
    );
  });

  it("finds the start by itself when the position changed", () => {
    const fills = chain("1", ["2", "-5", "1"]);
    expect(chainOrder(fills.toReversed(), undefined)).toEqual(fills);
  });

  it("begins a round trip where the position was", () => {
    const [open, close] = chain("0", ["2", "-2"]);
    if (!open || !close) throw new Error("two fills expected");
    expect(chainOrder([close, open], decimalString("0"))).toEqual([open, close]);
    expect(chainOrder([open, close], decimalString("2"))).toEqual([close, open]);
  });

  it("leaves fills alone of which one is missing", () => {
    const [first, , third] = chain("0", ["2", "3", "4"]);
    if (!first || !third) throw new Error("three fills expected");
    expect(chainOrder([third, first], undefined)).toEqual([third, first]);
  });
});
