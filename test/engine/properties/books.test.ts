import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { baselineAfter, copyableChange } from "../../../lib/engine/baseline.ts";
import { type Decimal, ZERO, decimal } from "../../../lib/model/decimal.ts";
import type { FollowBook } from "../../../lib/model/follow.ts";
import { EngineDriver, LEADER } from "../engine-driver.ts";
import { COINS, FIRST, Life, acts, live, open, sum } from "./random-life.ts";

const RUNS = { numRuns: 40 };
const coins = fc.integer({ min: -1_000, max: 1_000 }).map((n) => decimal(n).div(100));
const path = fc.array(coins, { minLength: 1, maxLength: 20 });

const whole = (book: FollowBook): Decimal =>
  sum([decimal(book.target), ...book.forgone.map((part) => decimal(part.size))]);
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

/** A follow of one ETH to one, with its orders unanswered unless told. */
function follow(more: Record<string, unknown> = {}, limits: Record<string, unknown> = {}): EngineDriver {
  const engine = new EngineDriver();
  engine.follow(open(limits, more));
  engine.snapshot({});
  engine.marks({ ETH: 2_000, SOL: 100, BTC: 60_000 });
  return engine;
}

describe("shrinking", () => {
  it("to a share takes T and every part of F to that share", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 400 }), (percent, most) => {
        const engine = follow({}, { maxPosition: String(most * 10), maxOrder: "1500" });
        engine.trade("ETH", 2, 2_000);
        const before = engine.book("ETH");
        engine.trade(
          "ETH",
          decimal(2 * (percent - 100))
            .div(100)
            .toFixed(),
          2_000,
        );
        const after = engine.book("ETH");
        const share = decimal(percent).div(100);
        expect(near(decimal(after.target), share.times(before.target))).toBe(true);
        for (const [index, part] of before.forgone.entries()) {
          expect(after.forgone[index]?.reason).toBe(part.reason);
          expect(near(decimal(after.forgone[index]?.size ?? 0), share.times(part.size))).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it("of his position never adds to what is wanted, whatever the state of the books", () => {
    fc.assert(
      fc.property(acts, fc.integer({ min: 1, max: 100 }), (all, percent) => {
        const life = new Life(open({ maxOrder: "700" }));
        live(life, all, () => undefined);
        for (const coin of COINS) {
          const { engine } = life;
          const size = decimal(engine.state.leaderBooks.get(`${LEADER}|${coin}`)?.size ?? 0);
          if (size.isZero()) continue;
          const before = engine.book(coin);
          engine.now += 5;
          engine.trade(coin, size.times(percent).div(-100).toFixed(), life.prices[coin].toFixed());
          const after = engine.book(coin);
          expect(decimal(after.target).abs().lte(decimal(before.target).abs())).toBe(true);
          expect(decimal(after.target).times(before.target).gte(0)).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it("to nothing leaves no target, nothing forgone, and nothing held but what the venue takes no order for", () => {
    fc.assert(
      fc.property(acts, (all) => {
        const life = new Life(open({ maxPosition: "900" }));
        live(life, all, () => undefined);
        const { engine } = life;
        life.settleDown();
        engine.snapshot({}, { cause: "reconnect" });
        for (const book of life.books.filter((one) => one.followId === FIRST)) {
          expect(book).toMatchObject({ target: "0", forgone: [], copyable: "0", copyablePeak: "0" });
        }
        for (let round = 0; round < 20 && engine.orders.length > 0; round += 1) engine.answer();
        engine.wait(1);
        for (let round = 0; round < 20 && engine.orders.length > 0; round += 1) engine.answer();
        for (const book of life.books.filter((one) => one.followId === FIRST)) {
          // Beside another follow's position dust stays booked until the next order takes it.
          const beside = life.books.some(
            (one) => one.followId !== FIRST && one.instrument === book.instrument && one.held !== "0",
          );
          const mark = engine.state.marks.get(book.instrument)?.price ?? "0";
          // At the worst price of a first attempt, half a percent below the mark.
          const dust = beside && decimal(book.held).abs().times(mark).times("0.995").lt(10);
          if (!dust) expect(book.held).toBe("0");
        }
      }),
      RUNS,
    );
  });
});

describe("a flip", () => {
  it("is two fills: no part of one takes a book across 0", () => {
    fc.assert(
      fc.property(acts, (all) => {
        const life = new Life(open());
        const held = new Map<string, Decimal>();
        live(life, all, (step) => {
          for (const { fill, shares } of step?.work.fills ?? []) {
            for (const share of shares) {
              const key = `${share.followId}|${fill.instrument}`;
              const before = held.get(key) ?? ZERO;
              const after = before.plus(share.size);
              expect(before.times(after).gte(0)).toBe(true);
              held.set(key, after);
            }
          }
        });
      }),
      RUNS,
    );
  });
});

describe("the same again", () => {
  const settle = (engine: EngineDriver): void => {
    for (let round = 0; round < 50 && engine.orders.length > 0; round += 1) engine.answer();
  };

  it("the reverse of a follow is its mirror image", () => {
    fc.assert(
      fc.property(path, (positions) => {
        const same = follow();
        const reverse = follow({ direction: "reverse" });
        for (const engine of [same, reverse]) {
          let at = ZERO;
          for (const position of positions) {
            engine.now += 5;
            if (!position.eq(at)) engine.trade("ETH", position.minus(at).toFixed(), 2_000);
            at = position;
            settle(engine);
          }
        }
        for (const book of same.state.books.values()) {
          const other = reverse.book("ETH");
          expect(near(decimal(other.target), decimal(book.target).negated())).toBe(true);
          expect(decimal(other.held).plus(book.held).isZero()).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it("a fill that is told again changes nothing", () => {
    fc.assert(
      fc.property(path, fc.nat(), (positions, which) => {
        const engine = follow();
        const told = [];
        let at = ZERO;
        for (const position of positions) {
          engine.now += 5;
          if (position.eq(at)) continue;
          const fill = engine.leaderFill("ETH", position.minus(at).toFixed(), 2_000);
          at = position;
          told.push(fill);
          engine.fills([fill]);
          settle(engine);
        }
        const again = told[which % Math.max(1, told.length)];
        if (again === undefined) return;
        const { books, leaderBooks } = engine.state;
        const orders = engine.everyOrder.length;
        engine.fills([again]);
        expect(engine.state.books).toEqual(books);
        expect(engine.state.leaderBooks).toEqual(leaderBooks);
        expect(engine.everyOrder.length).toBe(orders);
      }),
      RUNS,
    );
  });

  it("twenty fills in one message are wanted like one", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 20 }), (parts) => {
        const many = follow({}, { maxPosition: "7000", maxOrder: "3000" });
        let start = 0;
        const fills = parts.map((part) => {
          const fill = many.leaderFill("ETH", part, 10, start);
          start += part;
          return fill;
        });
        many.marks({ ETH: 10 });
        many.fills(fills);
        const once = follow({}, { maxPosition: "7000", maxOrder: "3000" });
        once.marks({ ETH: 10 });
        once.trade("ETH", start, 10);
        expect(many.everyOrder.map((order) => order.size)).toEqual(
          once.everyOrder.map((order) => order.size),
        );
        expect(near(decimal(many.book("ETH").target), decimal(once.book("ETH").target))).toBe(true);
      }),
      RUNS,
    );
  });

  it("a new life wants what the old one wanted", () => {
    fc.assert(
      fc.property(acts, (all) => {
        const life = new Life(open());
        live(life, all, () => undefined);
        const targets = life.books.map((book) => [book.target, book.held, whole(book).toFixed()]);
        life.engine.send({ kind: "boot", at: life.engine.now });
        expect(life.books.map((book) => [book.target, book.held, whole(book).toFixed()])).toEqual(targets);
      }),
      RUNS,
    );
  });
});

describe("prices", () => {
  it("that move make no order, but for a sale that had been too small for the venue", () => {
    const moves = fc.array(fc.tuple(fc.constantFrom(...COINS), fc.integer({ min: -3_000, max: 3_000 })), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(acts, moves, (all, moved) => {
        const life = new Life(open());
        live(life, all, () => undefined);
        const { engine } = life;
        // Growth that waits is let go and every sale is done, so that nothing but the prices is left to act on.
        engine.command({ kind: "pause-all", at: engine.now });
        for (let round = 0; round < 5; round += 1) {
          engine.answerAll();
          engine.now += 70_000;
          life.mark();
        }
        engine.command({ kind: "resume-all", at: engine.now });
        const before = engine.everyOrder.length;
        const unsold = life.books
          .filter(({ held, target }) => decimal(held).abs().gt(decimal(target).abs()))
          .map((book) => book.instrument);
        for (const [coin, bps] of moved) life.do({ kind: "price", coin, bps });
        const made = engine.everyOrder.slice(before);
        expect(made.every((order) => order.shares.every((share) => !share.growth))).toBe(true);
        expect(unsold).toEqual(expect.arrayContaining(made.map((order) => order.instrument)));
      }),
      RUNS,
    );
  });
});
