import { describe, expect, it } from "vitest";
import { BTC, ETH, levels } from "./paper-fake-market.ts";
import { rigWithLong } from "./paper-rig.ts";
import { NOON } from "./paper-virtual-clock.ts";

const MINUTE = 60_000;

describe("liquidation at live marks", () => {
  it("leaves an account alone that is above its maintenance margin", async () => {
    const rig = await rigWithLong();
    // 9,865 - 6,000 = 3,865 against 3,675.
    rig.market.price(BTC, "98");
    await rig.watch(1_000);
    expect(rig.reports).toEqual([]);
  });

  it("closes into the book, with the taker fee", async () => {
    const rig = await rigWithLong();
    // 9,865 - 6,300 = 3,565 against 3,671.25.
    rig.market.price(BTC, "97.9");
    rig.market.book(BTC, levels(["97.9", "1000"], ["97.5", "5000"]), []);
    await rig.watch(1_000);
    expect(rig.reports).toMatchObject([
      {
        kind: "foreign-fills",
        fills: [
          {
            side: "sell",
            price: "97.9",
            size: "1000",
            cause: "liquidation",
            clientOrderId: null,
            fee: "44.055",
          },
          {
            side: "sell",
            price: "97.5",
            size: "2000",
            cause: "liquidation",
            clientOrderId: null,
            fee: "87.75",
          },
        ],
      },
    ]);
    // 9,865 - 2,100 - 5,000 - 131.805
    expect(await rig.cash()).toBe("2633.195");
    expect(await rig.held(BTC)).toBe("0");
    await rig.watch(1_000);
    expect(rig.reports).toHaveLength(1);
  });

  it("closes at the mark without a book, and at the worse of mark and last level beyond its depth", async () => {
    const blind = await rigWithLong();
    blind.market.price(BTC, "97.9");
    blind.market.failing.add("orderBook");
    await blind.watch(1_000);
    expect(blind.reports).toMatchObject([{ fills: [{ price: "97.9", size: "3000" }] }]);

    const thin = await rigWithLong();
    thin.market.price(BTC, "97.9");
    thin.market.book(BTC, levels(["98", "1000"]), []);
    await thin.watch(1_000);
    expect(thin.reports).toMatchObject([{ fills: [{ price: "98" }, { price: "97.9", size: "2000" }] }]);
  });

  it("does not sell into what an order of ours took a moment ago", async () => {
    const rig = await rigWithLong();
    rig.market.book(BTC, levels(["99", "500"]), []);
    await rig.sell("100", "99");
    rig.market.price(BTC, "97");
    rig.market.book(BTC, levels(["99", "500"], ["96", "5000"]), []);
    await rig.watch(1_000);
    expect(rig.reports).toMatchObject([
      {
        fills: [
          { price: "99", size: "400" },
          { price: "96", size: "2500" },
        ],
      },
    ]);
  });

  it("closes the riskiest position first and stops when the account is healthy", async () => {
    const rig = await rigWithLong();
    await rig.buy("100", "10", { instrument: ETH });
    rig.market.price(BTC, "97.9");
    rig.market.book(BTC, levels(["97.9", "5000"]), []);
    await rig.watch(1_000);
    expect(await rig.held(BTC)).toBe("0");
    expect(await rig.held(ETH)).toBe("100");
  });

  it("cannot judge without all marks, and then replays the time", async () => {
    const rig = await rigWithLong();
    await rig.watch(1_000);
    rig.market.marksNow.delete(BTC);
    rig.market.candle(BTC, "1m", NOON + 2 * MINUTE, "97", "100", "100");
    await rig.watch(100_000);
    expect(rig.reports).toEqual([]);
    await rig.watch(30_000);
    expect(rig.reports).toMatchObject([{ kind: "foreign-fills", fills: [{ price: "97" }] }]);
  });
});
