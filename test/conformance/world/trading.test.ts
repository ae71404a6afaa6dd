import { Decimal } from "decimal.js";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isValidPrice, roundPrice, tickAt } from "../../world/market/tick.ts";
import { changePosition, type Position } from "../../world/accounts/position.ts";
import { startWorld, type World } from "../../world/world.ts";

const USER = "0x7777777777777777777777777777777777777777";

let world: World;
beforeEach(async () => {
  world = await startWorld({ seed: 2, leaders: [] });
  world.setMid("BTC", "66400");
  world.account(USER).deposit("10000");
});
afterEach(async () => {
  await world.close();
});

describe("the book", () => {
  test("prices move by themselves, one spread apart, and stay near", async () => {
    const start = new Decimal(world.book("PUMP").levels[0]?.[0]?.px ?? 0);
    const seen = new Set<string>();
    await expect
      .poll(() => seen.add(JSON.stringify(world.book("HYPE").levels)).size, { timeout: 4_000 })
      .toBeGreaterThan(2);
    const [[bid], [ask]] = world.book("PUMP").levels;
    const spread = new Decimal(ask?.px ?? 0).minus(bid?.px ?? 0);
    expect(spread.toFixed()).toBe("0.000001");
    expect(
      start
        .minus(bid?.px ?? 0)
        .abs()
        .div(start)
        .toNumber(),
    ).toBeLessThan(0.005);
  });

  test("levels are valid prices, sorted, and the same for the same seed", async () => {
    const twin = await startWorld({ seed: 2, leaders: [] });
    try {
      twin.setMid("BTC", "66400");
      const { levels } = world.book("BTC");
      expect(twin.book("BTC").levels).toEqual(levels);
      for (const [i, side] of levels.entries()) {
        for (const [j, level] of side.entries()) {
          expect(isValidPrice(new Decimal(level.px), 5)).toBe(true);
          const before = side[j - 1];
          if (before !== undefined) expect(Number(level.px) < Number(before.px)).toBe(i === 0);
        }
      }
    } finally {
      await twin.close();
    }
  });

  test("an order walks the levels, pays the taker fee, and leaves less behind", () => {
    const [best, second] = world.book("BTC").levels[1] ?? [];
    if (best === undefined || second === undefined) throw new Error("an empty book");
    const size = new Decimal(best.sz).plus("0.001").toFixed();
    world.account(USER).setLeverage("BTC", 40);
    world.account(USER).deposit("100000");
    const answer = world.account(USER).order({ coin: "BTC", side: "buy", size, px: second.px, tif: "Ioc" });
    expect(answer).toMatchObject({ filled: { totalSz: new Decimal(size).toFixed() } });
    const fills = world.account(USER).fills();
    expect(fills.map((fill) => [fill.px, fill.sz])).toEqual([
      [best.px, best.sz],
      [second.px, "0.001"],
    ]);
    for (const fill of fills) {
      expect(Number(fill.fee)).toBeCloseTo(Number(fill.px) * Number(fill.sz) * 0.00045, 5);
    }
    const [left] = world.book("BTC").levels[1] ?? [];
    expect(left?.px).toBe(second.px);
    expect(new Decimal(second.sz).minus(left?.sz ?? 0).toFixed()).toBe("0.001");
  });

  test("an order is partial when its limit is reached", () => {
    const [best] = world.book("BTC").levels[1] ?? [];
    world.account(USER).deposit("1000000");
    const answer = world
      .account(USER)
      .order({ coin: "BTC", side: "buy", size: "30", px: best?.px ?? "", tif: "Ioc" });
    expect(answer).toMatchObject({ filled: { totalSz: best?.sz } });
  });

  test("a resting order is filled as maker when the price comes", async () => {
    world.account(USER).rest({ coin: "BTC", side: "buy", size: "0.01", px: "66000" });
    expect(world.book("BTC").levels[0]?.some((level) => level.px === "66000.0")).toBe(false);
    world.setMid("BTC", "65900");
    await expect.poll(() => world.account(USER).position("BTC"), { timeout: 3_000 }).toBe("0.01");
    const [fill] = world.account(USER).fills();
    expect(fill).toMatchObject({ px: "66000.0", crossed: false, fee: "0.099" });
  });

  test("post-only is refused where it would match; a stop fires on the mark", async () => {
    const user = world.account(USER);
    expect(user.order({ coin: "BTC", side: "buy", size: "0.01", px: "66500", tif: "Alo" })).toMatchObject({
      error: expect.stringContaining("Post only order would have immediately matched, bbo was 66399@66401"),
    });
    user.order({ coin: "BTC", side: "buy", size: "0.01", px: "66500", tif: "Ioc" });
    user.stop({ coin: "BTC", side: "sell", size: "0.01", triggerPx: "66000", px: "60000" });
    world.setMid("BTC", "65900");
    await expect.poll(() => user.position("BTC"), { timeout: 3_000 }).toBe("0");
  });
});

describe("margin", () => {
  test("reduce-only never turns a position", () => {
    const user = world.account(USER);
    user.order({ coin: "BTC", side: "buy", size: "0.01", px: "66500", tif: "Ioc" });
    user.order({ coin: "BTC", side: "sell", size: "0.05", px: "66000", tif: "Ioc", reduceOnly: true });
    expect(user.position("BTC")).toBe("0");
  });

  test("funding: longs pay shorts at a positive rate", () => {
    const user = world.account(USER);
    user.order({ coin: "BTC", side: "buy", size: "0.5", px: "66500", tif: "Ioc" });
    const before = new Decimal(user.equity());
    world.chargeFunding();
    const [row] = user.fundings();
    if (row === undefined) throw new Error("no funding");
    const expected = new Decimal("0.5").times(66_400).times(row.delta.fundingRate).negated();
    expect(Number(row.delta.usdc)).toBeCloseTo(expected.toNumber(), 5);
    expect(new Decimal(user.equity()).minus(before).toNumber()).toBeCloseTo(expected.toNumber(), 5);
  });

  test("an account below maintenance is liquidated", async () => {
    const user = world.account(USER);
    user.order({ coin: "BTC", side: "buy", size: "2", px: "66900", tif: "Ioc" });
    expect(user.position("BTC")).toBe("2");
    world.setMid("BTC", "62000");
    await expect.poll(() => user.position("BTC"), { timeout: 3_000 }).toBe("0");
    expect(user.fills().at(-1)?.liquidation).toMatchObject({ liquidatedUser: USER, method: "market" });
  });
});

describe("arithmetic", () => {
  test("prices round to five figures and 6 - szDecimals decimals; integers stand", () => {
    expect(tickAt(new Decimal("66400"), 5).toFixed()).toBe("1");
    expect(tickAt(new Decimal("113377"), 5).toFixed()).toBe("1");
    expect(tickAt(new Decimal("0.001976"), 0).toFixed()).toBe("0.000001");
    expect(tickAt(new Decimal("60.883"), 2).toFixed()).toBe("0.001");
    expect(roundPrice(new Decimal("0.0123456"), 1, "down").toFixed()).toBe("0.01234");
    expect(isValidPrice(new Decimal("113377.1"), 5)).toBe(false);
    expect(isValidPrice(new Decimal("113377"), 5)).toBe(true);
  });

  test("any trades: cash flow equals realised plus unrealised", () => {
    const trade = fc.record({
      size: fc.integer({ min: -50, max: 50 }),
      px: fc.integer({ min: 1, max: 200 }),
    });
    fc.assert(
      fc.property(fc.array(trade, { maxLength: 30 }), (trades) => {
        let position: Position | undefined;
        let realised = new Decimal(0);
        let cash = new Decimal(0);
        for (const { size, px } of trades) {
          if (size === 0) continue;
          const change = changePosition(position, "X", new Decimal(size), new Decimal(px));
          position = change.after;
          realised = realised.plus(change.closedPnl);
          cash = cash.minus(size * px);
        }
        const mark = 77;
        const held = position?.size ?? new Decimal(0);
        const open = held.times(new Decimal(mark).minus(position?.entryPx ?? mark));
        expect(cash.plus(held.times(mark)).minus(realised.plus(open)).abs().toNumber()).toBeLessThan(1e-9);
      }),
    );
  });
});
