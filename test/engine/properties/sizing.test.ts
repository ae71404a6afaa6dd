import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newFollowBook } from "../../../lib/engine/follow-book.ts";
import { leverageFor } from "../../../lib/engine/leverage.ts";
import { growthSize, type Scale } from "../../../lib/engine/sizing.ts";
import { Decimal, ZERO, decimal, decimalString } from "../../../lib/model/decimal.ts";
import type { FollowSettings } from "../../../lib/model/follow-settings.ts";
import type { FollowBook } from "../../../lib/model/follow.ts";
import { id, instrument } from "../engine-driver.ts";
import { FIRST, Life, acts, live, open } from "./random-life.ts";

const SCALE: Scale = { allocation: decimal(1_000), leaderEquity: decimal(50_000), leverage: 3 };
const PRICE = decimal(2_000);
const positive = fc.integer({ min: 1, max: 10_000 }).map((n) => decimal(n).div(100));

const KINDS = [
  { kind: "equity-proportional" },
  { kind: "fixed-ratio", ratio: "0.3" },
  { kind: "fixed-amount", amount: "500" },
  { kind: "fixed-margin", margin: "120" },
] as const;
const sizing = fc.constantFrom(...KINDS);
const SCALED = fc.constantFrom(...KINDS.slice(0, 2));
const FIXED = fc.constantFrom(...KINDS.slice(2));

const near = (a: Decimal, b: Decimal): boolean => a.minus(b).abs().lte(a.abs().plus(1).times("1e-20"));

/** The book after C came to `copyable`, all of W approved. */
function grown(settings: FollowSettings, book: FollowBook, copyable: Decimal, price = PRICE): FollowBook {
  const { size } = growthSize(settings, book, copyable, price, SCALE);
  return {
    ...book,
    copyable: decimalString(copyable),
    copyablePeak: decimalString(Decimal.max(book.copyablePeak, copyable.abs())),
    target: decimalString(decimal(book.target).plus(size)),
  };
}

const shrunk = (book: FollowBook, copyable: Decimal): FollowBook => ({
  ...book,
  copyable: decimalString(copyable),
  target: decimalString(decimal(book.target).times(copyable).div(book.copyable)),
});

const NEW = newFollowBook(FIRST, id("ETH"), ZERO);

describe("sizing", () => {
  it("grows to the side of the leader's growth, whatever the scale", () => {
    fc.assert(
      fc.property(sizing, positive, fc.boolean(), (kind, copyable, long) => {
        const settings = open({}, { sizing: kind });
        const book = grown(settings, NEW, long ? copyable : copyable.negated());
        expect(decimal(book.target).isNegative()).toBe(!long);
        expect(decimal(book.target).isZero()).toBe(false);
      }),
    );
  });

  it("by equity or ratio: pieces of growth mean together what they mean at once", () => {
    fc.assert(
      fc.property(SCALED, positive, positive, (kind, first, second) => {
        const settings = open({}, { sizing: kind });
        const once = grown(settings, NEW, first.plus(second));
        const twice = grown(settings, grown(settings, NEW, first), first.plus(second));
        expect(near(decimal(once.target), decimal(twice.target))).toBe(true);
      }),
    );
  });

  it("by equity: the follow's share of its allocation is the leader's of his equity", () => {
    fc.assert(
      fc.property(positive, (copyable) => {
        const { target } = grown(open(), NEW, copyable);
        const proportional = grown(open({}, { sizing: KINDS[0] }), NEW, copyable);
        expect(near(decimal(target), copyable)).toBe(true);
        const ours = decimal(proportional.target).div(1_000);
        expect(near(ours, copyable.div(50_000))).toBe(true);
      }),
    );
  });

  it("by a fixed amount or margin: never more than it, and as much of it as he holds of his largest", () => {
    fc.assert(
      fc.property(FIXED, fc.array(positive, { minLength: 1, maxLength: 12 }), (kind, path) => {
        const settings = open({}, { sizing: kind });
        const amount = kind.kind === "fixed-amount" ? decimal(500) : decimal(360);
        let book = NEW;
        for (const [index, copyable] of path.entries()) {
          const grows = copyable.gte(book.copyable);
          // Later prices change nothing: the opening decided.
          const price = PRICE.plus(index * 50);
          book = grows ? grown(settings, book, copyable, price) : shrunk(book, copyable);
          const share = copyable.div(book.copyablePeak);
          expect(near(decimal(book.target), amount.div(PRICE).times(share))).toBe(true);
        }
      }),
    );
  });

  it("is multiplied by the multiplier, whatever the scale", () => {
    fc.assert(
      fc.property(sizing, positive, positive, (kind, copyable, multiplier) => {
        const plain = grown(open({}, { sizing: kind }), NEW, copyable);
        const times = open({}, { sizing: kind, multiplier: multiplier.toFixed() });
        const multiplied = grown(times, NEW, copyable);
        expect(near(decimal(multiplied.target), decimal(plain.target).times(multiplier))).toBe(true);
      }),
    );
  });

  it("by equity buys nothing where an equity is not known or not above 0", () => {
    fc.assert(
      fc.property(positive, fc.constantFrom(null, ZERO, decimal(-5)), (copyable, equity) => {
        const settings = open({}, { sizing: KINDS[0] });
        for (const scale of [
          { ...SCALE, leaderEquity: equity },
          { ...SCALE, allocation: null },
        ]) {
          expect(growthSize(settings, NEW, copyable, PRICE, scale).size.isZero()).toBe(true);
        }
      }),
    );
  });
});

describe("leverage", () => {
  it("is never above the instrument's, the cap, or what is fixed, and never below 1", () => {
    const times = fc.integer({ min: 1, max: 50 });
    const rule = fc.oneof(
      fc.constant({ kind: "leader" } as const),
      fc.record({ kind: fc.constantFrom("fixed" as const, "capped" as const), times }),
    );
    fc.assert(
      fc.property(rule, fc.option(times), (leverage, leaders) => {
        const set = leverageFor(open({}, { leverage }), leaders, instrument("ETH", "0.01"));
        expect(set).toBeGreaterThanOrEqual(1);
        expect(set).toBeLessThanOrEqual(20);
        if (leverage.kind !== "leader") expect(set).toBeLessThanOrEqual(leverage.times);
        if (leverage.kind !== "fixed" && leaders !== null) expect(set).toBeLessThanOrEqual(leaders);
      }),
    );
  });
});

describe("below the minimum", () => {
  it("raised growth makes orders that the venue takes, inside the limits, and target and order agree", () => {
    fc.assert(
      fc.property(acts, (all) => {
        const small = { sizing: { kind: "fixed-ratio", ratio: "0.01" }, belowMinimum: "raise" };
        const life = new Life(open({ maxPosition: "60" }, small));
        live(life, all, () => {
          for (const order of life.openOrders) {
            if (order.reduceOnly) continue;
            expect(decimal(order.size).times(order.limitPrice).gte(10)).toBe(true);
          }
          for (const book of life.books) {
            const cheapest = { ETH: 1_800, SOL: 90, BTC: 54_000 }[book.instrument as "ETH"];
            expect(decimal(book.target).abs().times(cheapest).lte(60)).toBe(true);
          }
        });
      }),
      { numRuns: 60 },
    );
  });

  it("forgone growth leaves nothing that waits but parts of an order under way", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_500 }), (hundredths) => {
        const life = new Life(
          open({}, { belowMinimum: "forgo", sizing: { kind: "fixed-ratio", ratio: "0.01" } }),
        );
        life.do({ kind: "fills", second: false, coin: "ETH", parts: [hundredths] });
        const [book] = life.books;
        const large = life.engine.everyOrder.length === 1;
        if (!large && book !== undefined && decimal(book.target).gte("0.0001")) {
          expect.unreachable("growth waits");
        }
        expect(large || (book?.forgone ?? []).every((part) => part.reason === "below-minimum")).toBe(true);
      }),
    );
  });
});
