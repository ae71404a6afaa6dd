import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Decimal, decimal } from "../../../lib/model/decimal.ts";
import type { FollowBook } from "../../../lib/model/follow.ts";
import { COINS, FIRST, Life, acts, growthOf, live, open, sum, withNewOrders } from "./random-life.ts";

const RUNS = { numRuns: 40 };

/** No price of these lives is more than so far from where it began. */
const CHEAPEST = 0.9;

const isCoin = (name: string): name is (typeof COINS)[number] => COINS.some((coin) => coin === name);

/** USD at the lowest price that the coin can have had: a limit was judged at that one or a dearer one. */
function atLeast(instrument: string, coins: Decimal): Decimal {
  if (!isCoin(instrument)) throw new RangeError(instrument);
  const floor = { ETH: 2_000, SOL: 100, BTC: 60_000 }[instrument] * CHEAPEST;
  return coins.abs().times(floor);
}

const ofFirst = (books: readonly FollowBook[]): FollowBook[] =>
  books.filter((book) => book.followId === FIRST);

describe("no sequence of growth passes", () => {
  it("the largest position", () => {
    fc.assert(
      fc.property(acts, (all) => {
        const life = new Life(open({ maxPosition: "1500" }));
        live(life, all, () => {
          for (const { instrument, target, held } of life.books) {
            expect(atLeast(instrument, decimal(target)).lte(1_500)).toBe(true);
            expect(atLeast(instrument, decimal(held)).lte(1_500)).toBe(true);
          }
        });
      }),
      RUNS,
    );
  });

  it("the largest order, whatever comes back and together", () => {
    fc.assert(
      fc.property(acts, (all) => {
        const life = new Life(open({ maxOrder: "800" }));
        const judge = withNewOrders(life, (order) => {
          for (const share of order.shares) {
            if (!share.growth) continue;
            expect(
              decimal(share.size)
                .abs()
                .times(share.leaderPrice ?? 0)
                .lte("800.0000001"),
            ).toBe(true);
          }
        });
        live(life, all, judge);
      }),
      RUNS,
    );
  });

  it("the total and the leverage of a follow", () => {
    fc.assert(
      fc.property(acts, fc.boolean(), (all, leverage) => {
        const amount = { kind: "amount", amount: "1000" };
        const life = leverage
          ? new Life(open({ maxLeverage: 2 }, { allocation: amount }))
          : new Life(open({ maxNotional: "2000" }));
        live(life, all, () => {
          const total = sum(
            ofFirst(life.books).map((book) => atLeast(book.instrument, decimal(book.target))),
          );
          expect(total.lte(2_000)).toBe(true);
        });
      }),
      RUNS,
    );
  });

  it("the leader's own leverage in an instrument, once it is known", () => {
    fc.assert(
      fc.property(acts, (all) => {
        const life = new Life(open({}, { allocation: { kind: "amount", amount: "200" } }));
        life.engine.snapshot({ ETH: ["0.0001", 2_000] }, { cause: "reconnect" });
        live(life, all, () => {
          // 5x of 200 USD.
          const eth = ofFirst(life.books).find((book) => book.instrument === "ETH");
          expect(atLeast("ETH", decimal(eth?.target ?? 0)).lte(1_000)).toBe(true);
        });
      }),
      RUNS,
    );
  });

  it("the number of positions, of a follow and of the account", () => {
    fc.assert(
      fc.property(acts, fc.boolean(), (all, common) => {
        const life = common ? new Life(open(), { maxPositions: 2 }) : new Life(open({ maxPositions: 2 }));
        live(life, all, () => {
          const books = common ? life.books : ofFirst(life.books);
          const held = books.filter((book) => book.target !== "0" || book.held !== "0");
          expect(new Set(held.map((book) => book.instrument)).size).toBeLessThanOrEqual(2);
        });
      }),
      RUNS,
    );
  });

  it("the orders per minute, of a follow and of the account", () => {
    fc.assert(
      fc.property(acts, fc.boolean(), (all, common) => {
        const limit = { maxOrdersPerMinute: 3 };
        const life = common ? new Life(open(), limit) : new Life(open(limit));
        live(life, all, () => {
          const openings = life.engine.everyOrder.filter((order) =>
            order.shares.some((share) => share.growth && (common || share.followId === FIRST)),
          );
          for (const { committedAt } of openings) {
            const within = openings.filter(
              (other) => other.committedAt <= committedAt && committedAt - other.committedAt < 60_000,
            );
            expect(within.length).toBeLessThanOrEqual(3);
          }
        });
      }),
      RUNS,
    );
  });

  it("the account's largest order, position and total, over all its follows", () => {
    fc.assert(
      fc.property(acts, (all) => {
        const life = new Life(open(), { maxOrder: "900", maxPosition: "1500", maxNotional: "2500" });
        const judge = withNewOrders(life, (order) => {
          expect(atLeast(order.instrument, growthOf(order)).lte(900)).toBe(true);
        });
        live(life, all, () => {
          judge();
          const worth = life.books.map(({ instrument, target }) => ({
            instrument,
            usd: atLeast(instrument, decimal(target)),
          }));
          expect(sum(worth.map((one) => one.usd)).lte(2_500)).toBe(true);
          for (const coin of COINS) {
            const there = worth.filter((one) => one.instrument === coin).map((one) => one.usd);
            expect(sum(there).lte(1_500)).toBe(true);
          }
        });
      }),
      RUNS,
    );
  });

  it("the account's leverage", () => {
    fc.assert(
      fc.property(acts, (all) => {
        const life = new Life(open(), { maxLeverage: 0.2 });
        live(life, all, () => {
          const total = sum(life.books.map((book) => atLeast(book.instrument, decimal(book.target))));
          expect(total.lte(2_000)).toBe(true);
        });
      }),
      RUNS,
    );
  });

  it("the slippage limit: no growth may fill worse than that from the leader's price", () => {
    fc.assert(
      fc.property(acts, (all) => {
        const life = new Life(open({ maxSlippageBps: 10 }), { maxSlippageBps: 20 });
        const judge = withNewOrders(life, ({ side, limitPrice, shares }) => {
          for (const share of shares) {
            if (!share.growth || share.leaderPrice === null) continue;
            const worst = decimal(share.leaderPrice).times(side === "buy" ? "1.001" : "0.999");
            expect(side === "buy" ? worst.gte(limitPrice) : worst.lte(limitPrice)).toBe(true);
          }
        });
        live(life, all, judge);
      }),
      RUNS,
    );
  });

  it("the lists and the sides", () => {
    fc.assert(
      fc.property(acts, (all) => {
        const life = new Life(open({ deniedInstruments: ["SOL"] }, { sides: "short" }));
        live(life, all, () => {
          for (const book of life.books) {
            expect(decimal(book.target).lte(0) && decimal(book.held).lte(0)).toBe(true);
            if (book.instrument === "SOL") expect(book.held).toBe("0");
          }
        });
      }),
      RUNS,
    );
  });
});
