import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Decimal, decimal } from "../../../lib/model/decimal.ts";
import type { FollowBook } from "../../../lib/model/follow.ts";
import type { Intent } from "../../../lib/model/order.ts";
import { COINS, FIRST, Life, acts, live, open, sum } from "./random-life.ts";

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
const growthOf = (order: Intent): Decimal =>
  sum(order.shares.filter((share) => share.growth).map((share) => decimal(share.size).abs()));

/** Orders that were made by this act. */
function withNewOrders(life: Life, judge: (order: Intent) => void): () => void {
  let seen = life.engine.everyOrder.length;
  return () => {
    for (const order of life.engine.everyOrder.slice(seen)) judge(order);
    seen = life.engine.everyOrder.length;
  };
}

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

describe("growth that may not be", () => {
  it("is never ordered while paused, halted or leaving, and a reduction still is unless halted", () => {
    fc.assert(
      fc.property(acts, acts, fc.constantFrom("pause", "halt", "leave"), (before, after, how) => {
        const life = new Life(open());
        live(life, before, () => undefined);
        const { engine } = life;
        if (how === "pause") engine.command({ kind: "pause-all", at: engine.now });
        if (how === "halt") engine.command({ kind: "halt", at: engine.now });
        if (how === "leave") {
          for (const followId of engine.state.follows.keys()) {
            engine.command({ kind: "stop", at: engine.now, followId, positions: "leader-out" });
          }
        }
        const judge = withNewOrders(life, (order) => {
          expect(growthOf(order).isZero()).toBe(true);
          expect(how).not.toBe("halt");
        });
        live(life, after, judge);
      }),
      RUNS,
    );
  });

  it("is all there as forgone: what is wanted is always target and forgone together", () => {
    fc.assert(
      fc.property(acts, (all) => {
        const life = new Life(open({ maxPosition: "700", maxOrder: "300", maxPositions: 2 }));
        live(life, all, () => {
          for (const book of life.books) {
            const whole = sum([decimal(book.target), ...book.forgone.map((part) => decimal(part.size))]);
            expect(whole.minus(book.copyable).abs().lt("1e-15")).toBe(true);
            for (const part of book.forgone) {
              expect(decimal(part.size).isNegative()).toBe(decimal(book.copyable).isNegative());
            }
          }
        });
      }),
      RUNS,
    );
  });

  it("that is older than the age limit is never ordered", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30_000 }), (age) => {
        const life = new Life(open({ maxAgeMs: 5_000 }));
        const { engine } = life;
        engine.now += 40_000;
        engine.snapshot({}, { cause: "poll" });
        life.mark();
        engine.fills([{ ...engine.leaderFill("ETH", 1, 2_000), time: engine.now - age }]);
        expect(engine.everyOrder.length).toBe(age > 5_000 ? 0 : 1);
      }),
      RUNS,
    );
  });
});
