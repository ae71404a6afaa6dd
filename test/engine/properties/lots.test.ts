import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { divideInLots } from "../../../lib/engine/divide-in-lots.ts";
import { newFollowBook } from "../../../lib/engine/follow-book.ts";
import { netWants } from "../../../lib/engine/netting.ts";
import type { Want } from "../../../lib/engine/wants.ts";
import { Decimal, ZERO, decimal, floorToLot } from "../../../lib/model/decimal.ts";
import { Follow } from "../../../lib/model/follow.ts";
import { FollowId } from "../../../lib/model/identity.ts";
import { roundLimitPrice } from "../../../lib/model/instrument.ts";
import { LEADER, T0, id, instrument, text } from "../engine-driver.ts";
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

function want(index: number, lots: number, growth: boolean, limit: number): Want {
  const followId = FollowId.parse(`f${index}`);
  const follow = Follow.parse({
    id: followId,
    leaderId: LEADER,
    settings: open(),
    status: "mirroring",
    statusSince: T0,
    createdAt: T0,
    baselineAt: T0,
    startedFrom: "page",
  });
  const book = { ...newFollowBook(followId, id("ETH"), ZERO), waitingPrice: text(1_000) };
  return {
    follow,
    book,
    size: LOT.times(lots),
    growth,
    limitPrice: decimal(1_000 + limit),
    belowMinimum: "wait",
  };
}

const wants = fc
  .array(
    fc.record({
      lots: fc.integer({ min: -500, max: 500 }).filter((n) => n !== 0),
      growth: fc.boolean(),
      limit: fc.integer({ min: -20, max: 20 }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((list) => list.map((one, index) => want(index, one.lots, one.growth, one.limit)));
const nets = fc.integer({ min: -800, max: 800 }).map((n) => LOT.times(n));

describe("netting", () => {
  it("shares add up to the order, each on its side and no more than it wants", () => {
    fc.assert(
      fc.property(wants, nets, (list, net) => {
        const order = netWants(list, net, ETH);
        if (typeof order === "string") return;
        const total = sum(order.shares.map((share) => decimal(share.size)));
        expect(total.eq(order.buying ? order.size : order.size.negated())).toBe(true);
        for (const share of order.shares) {
          const wanted = list.find((one) => one.follow.id === share.followId)?.size ?? ZERO;
          expect(wanted.times(share.size).gt(0)).toBe(true);
          expect(decimal(share.size).abs().lte(wanted.abs())).toBe(true);
          expect(decimal(share.size).mod(LOT).isZero()).toBe(true);
        }
      }),
    );
  });

  it("is reduce-only exactly when it moves the account towards 0, and never crosses it", () => {
    fc.assert(
      fc.property(wants, nets, (list, net) => {
        const order = netWants(list, net, ETH);
        if (typeof order === "string") return;
        const after = net.plus(order.buying ? order.size : order.size.negated());
        expect(net.times(after).gte(0)).toBe(true);
        expect(order.reduceOnly).toBe(after.abs().lt(net.abs()));
      }),
    );
  });

  it("passes nobody's limit price", () => {
    fc.assert(
      fc.property(wants, nets, (list, net) => {
        const order = netWants(list, net, ETH);
        if (typeof order === "string") return;
        for (const share of order.shares) {
          const limit = list.find((one) => one.follow.id === share.followId)?.limitPrice ?? ZERO;
          expect(order.buying ? order.limitPrice.lte(limit) : order.limitPrice.gte(limit)).toBe(true);
        }
      }),
    );
  });

  it("never makes an order below the venue's minimum, but to close the whole account position", () => {
    fc.assert(
      fc.property(wants, nets, (list, net) => {
        const order = netWants(list, net, ETH);
        if (typeof order === "string") {
          // Then no side that opens is large enough.
          for (const buying of [true, false]) {
            const way = list.filter((one) => one.size.gt(0) === buying);
            const opens = net.isZero() || net.isNegative() !== buying;
            if (way.length === 0 || !opens) continue;
            const limits = way.map((one) => one.limitPrice);
            const strictest = buying ? Decimal.min(...limits) : Decimal.max(...limits);
            const worth = sum(way.map((one) => one.size.abs())).times(strictest);
            expect(worth.lt(ETH.minNotional)).toBe(true);
          }
          return;
        }
        const closesAll = order.reduceOnly && order.size.eq(net.abs());
        expect(closesAll || order.size.times(order.limitPrice).gte(ETH.minNotional)).toBe(true);
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
