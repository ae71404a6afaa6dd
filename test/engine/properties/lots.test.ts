import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { divideInLots } from "../../../lib/engine/divide-in-lots.ts";
import { type Decimal, ZERO, decimal, floorToLot } from "../../../lib/model/decimal.ts";
import { roundLimitPrice } from "../../../lib/model/instrument.ts";
import { instrument } from "../engine-driver.ts";
import { Life, acts, live, open, sum } from "./random-life.ts";

const ETH = instrument("ETH", "0.01");
const LOT = decimal("0.01");

describe("allocation in lots", () => {
  const weights = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 6 });
  const claims = (list: readonly number[]): { id: string; weight: Decimal }[] =>
    list.map((weight, index) => ({ id: `f${index}`, weight: decimal(weight) }));

  it("gives the same to each whatever the order in which they are asked", () => {
    fc.assert(
      fc.property(weights, fc.integer({ min: 0, max: 5_000 }), (list, lots) => {
        const there = divideInLots(LOT.times(lots), LOT, claims(list));
        const back = divideInLots(LOT.times(lots), LOT, claims(list).toReversed());
        for (const [who, part] of there) expect(back.get(who)?.eq(part)).toBe(true);
      }),
    );
  });

  it("gives nobody less than a smaller claim, and equal claims differ by one lot at most", () => {
    fc.assert(
      fc.property(weights, fc.integer({ min: 0, max: 5_000 }), (list, lots) => {
        const parts = divideInLots(LOT.times(lots), LOT, claims(list));
        for (const [a, first] of list.entries()) {
          for (const [b, second] of list.entries()) {
            const difference = (parts.get(`f${a}`) ?? ZERO).minus(parts.get(`f${b}`) ?? ZERO);
            expect(first <= second || difference.gte(0)).toBe(true);
            expect(first !== second || difference.abs().lte(LOT)).toBe(true);
          }
        }
      }),
    );
  });

  it("never gives more than was claimed where no more is divided than all claim", () => {
    fc.assert(
      fc.property(weights, fc.integer({ min: 0, max: 100 }), (list, percent) => {
        const sizes = list.map((weight) => LOT.times(weight));
        const total = floorToLot(sum(sizes).times(percent).div(100), LOT);
        const parts = divideInLots(
          total,
          LOT,
          sizes.map((weight, index) => ({ id: `f${index}`, weight })),
        );
        for (const [index, size] of sizes.entries()) {
          expect((parts.get(`f${index}`) ?? ZERO).lte(size)).toBe(true);
        }
      }),
    );
  });
});

describe("rounding", () => {
  const amount = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((n) => decimal(n).div(997));

  it("to the lot goes towards 0, by less than a lot, and is done once", () => {
    fc.assert(
      fc.property(amount, (value) => {
        const whole = floorToLot(value, LOT);
        expect(whole.abs().lte(value.abs().plus("1e-13"))).toBe(true);
        expect(value.minus(whole).abs().lt(LOT)).toBe(true);
        expect(floorToLot(whole, LOT).eq(whole)).toBe(true);
        expect(floorToLot(value.negated(), LOT).eq(whole.negated())).toBe(true);
      }),
    );
  });

  it("of a limit price is never better for the other side than the limit", () => {
    fc.assert(
      fc.property(amount, (value) => {
        const price = value.abs().plus(1);
        expect(decimal(roundLimitPrice(ETH, "buy", price)).lte(price)).toBe(true);
        expect(decimal(roundLimitPrice(ETH, "sell", price)).gte(price)).toBe(true);
      }),
    );
  });
});

describe("one account, several follows", () => {
  it("what the follows hold is what the account holds: fills and crossings add up to the last lot", () => {
    fc.assert(
      fc.property(acts, (all) => {
        const life = new Life(open());
        live(life, all, () => {
          for (const account of life.engine.state.accountBooks.values()) {
            const held = life.books
              .filter((book) => book.instrument === account.instrument)
              .map((book) => decimal(book.held));
            expect(sum(held).eq(account.net)).toBe(true);
          }
        });
      }),
      { numRuns: 60 },
    );
  });

  it("what is crossed inside takes from one what it gives to the other, at the mark, inside both limits", () => {
    fc.assert(
      fc.property(acts, (all) => {
        const life = new Life(open({ maxSlippageBps: 25 }));
        live(life, all, (step) => {
          for (const { fill, shares } of step?.work.fills ?? []) {
            if (fill.cause !== "cross") continue;
            expect(sum(shares.map((share) => decimal(share.size))).isZero()).toBe(true);
            expect(
              sum(shares.map((share) => decimal(share.size).abs())).eq(decimal(fill.size).times(2)),
            ).toBe(true);
            for (const share of shares) {
              if (share.leaderPrice === null) continue;
              const bps = decimal(fill.price).div(share.leaderPrice).minus(1).times(10_000);
              expect(decimal(share.size).gt(0) ? bps.lte(25) : bps.gte(-25)).toBe(true);
            }
          }
        });
      }),
      { numRuns: 60 },
    );
  });

  it("one order is on its way in each instrument, and beside one that is unknown only reductions", () => {
    fc.assert(
      fc.property(acts, (all) => {
        const life = new Life(open());
        live(life, all, (step) => {
          const rows = [...life.engine.state.openIntents.values()];
          const sent = rows.filter((row) => row.status === "committed").map((row) => row.intent.instrument);
          expect(new Set(sent).size).toBe(sent.length);
          for (const effect of step?.work.effects ?? []) {
            if (effect.kind !== "submit" || !effect.intent.shares.some((share) => share.growth)) continue;
            const { instrument } = effect.intent;
            expect(rows.some((row) => row.status === "unknown" && row.intent.instrument === instrument)).toBe(
              false,
            );
          }
        });
      }),
      { numRuns: 60 },
    );
  });
});
