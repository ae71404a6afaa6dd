import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Decimal, ZERO, decimal } from "../../../lib/model/decimal.ts";
import type { FollowBook } from "../../../lib/model/follow.ts";
import type { EngineDriver } from "../engine-driver.ts";
import { oneToOne } from "./one-to-one.ts";
import { COINS, Life, acts, live, open, sum } from "./random-life.ts";

const RUNS = { numRuns: 40 };
const coins = fc.integer({ min: -1_000, max: 1_000 }).map((n) => decimal(n).div(100));
const path = fc.array(coins, { minLength: 1, maxLength: 20 });

const whole = (book: FollowBook): Decimal =>
  sum([decimal(book.target), ...book.forgone.map((part) => decimal(part.size))]);
const near = (a: Decimal, b: Decimal): boolean => a.minus(b).abs().lt("1e-15");

describe("the same again", () => {
  const settle = (engine: EngineDriver): void => {
    for (let round = 0; round < 50 && engine.orders.length > 0; round += 1) engine.answer();
  };

  it("the reverse of a follow is its mirror image", () => {
    fc.assert(
      fc.property(path, (positions) => {
        const same = oneToOne();
        const reverse = oneToOne({ direction: "reverse" });
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
        const engine = oneToOne();
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
        const many = oneToOne({}, { maxPosition: "7000", maxOrder: "3000" });
        let start = 0;
        const fills = parts.map((part) => {
          const fill = many.leaderFill("ETH", part, 10, start);
          start += part;
          return fill;
        });
        many.marks({ ETH: 10 });
        many.fills(fills);
        const once = oneToOne({}, { maxPosition: "7000", maxOrder: "3000" });
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
