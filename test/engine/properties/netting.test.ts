import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newFollowBook } from "../../../lib/engine/follow-book.ts";
import { netWants } from "../../../lib/engine/netting.ts";
import type { Want } from "../../../lib/engine/wants.ts";
import { Decimal, ZERO, decimal } from "../../../lib/model/decimal.ts";
import { Follow } from "../../../lib/model/follow.ts";
import { FollowId } from "../../../lib/model/identity.ts";
import { LEADER, T0, id, instrument, text } from "../engine-driver.ts";
import { open, sum } from "./random-life.ts";

const ETH = instrument("ETH", "0.01");
const LOT = decimal("0.01");

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
    surelyHeld: ZERO,
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
