import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Decimal, ZERO, decimal } from "../../../lib/model/decimal.ts";
import { LEADER } from "../engine-driver.ts";
import { oneToOne } from "./one-to-one.ts";
import { COINS, FIRST, Life, acts, live, open } from "./random-life.ts";

const RUNS = { numRuns: 40 };

const near = (a: Decimal, b: Decimal): boolean => a.minus(b).abs().lt("1e-15");

describe("shrinking", () => {
  it("to a share takes T and every part of F to that share", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 400 }), (percent, most) => {
        const engine = oneToOne({}, { maxPosition: String(most * 10), maxOrder: "1500" });
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
