import { describe, expect, it } from "vitest";
import { HOUR_MS } from "../../lib/venues/paper-ledger.ts";
import { BTC, ETH, levels } from "./paper-fake-market.ts";
import { PaperRig, rigWithLong } from "./paper-rig.ts";
import { NOON } from "./paper-virtual-clock.ts";

const MINUTE = 60_000;

/** Long BTC and short ETH through an absence with both at their worst: the number of reports. */
async function together(sameCandle: boolean): Promise<number> {
  const rig = new PaperRig();
  rig.market.book(BTC, [], levels(["100", "5000"]));
  rig.market.book(ETH, levels(["10", "20000"]), []);
  await rig.buy("1500", "100");
  await rig.sell("10000", "10", { instrument: ETH });
  rig.restart();
  const later = NOON + (sameCandle ? 2 : 3) * MINUTE;
  rig.market.candle(BTC, "1m", NOON + 2 * MINUTE, "97", "100", "100");
  rig.market.candle(ETH, "1m", later, "10", "10.3", "10");
  await rig.clock.advance(10 * MINUTE);
  await rig.venue.start();
  return rig.reports.length;
}

describe("liquidation by replay after absence", () => {
  it("is at the worst price of the candle that would have done it", async () => {
    const rig = await rigWithLong();
    rig.restart();
    rig.market.candle(BTC, "1m", NOON + 2 * MINUTE, "98", "100", "99");
    rig.market.candle(BTC, "1m", NOON + 3 * MINUTE, "97", "99", "99");
    rig.market.candle(BTC, "1m", NOON + 4 * MINUTE, "90", "99", "99");
    await rig.clock.advance(10 * MINUTE);
    await rig.venue.start();
    expect(rig.reports).toMatchObject([
      { kind: "foreign-fills", fills: [{ price: "97", size: "3000", time: NOON + 3 * MINUTE }] },
    ]);
    // 9,865 - 9,000 - 130.95
    expect(await rig.cash()).toBe("734.05");
  });

  it("takes all positions at their worst at the same time within a candle, and only within it", async () => {
    expect(await together(true)).toBe(1);
    expect(await together(false)).toBe(0);
  });

  it.each([
    // 3,865 less 300 of funding is below 3,675.
    ["after the funding of its hour", HOUR_MS, 2],
    ["not yet, before it", HOUR_MS - MINUTE, 1],
  ])("%s", async (_when, openTime, reports) => {
    const rig = await rigWithLong();
    rig.restart();
    rig.market.funding(BTC, NOON + HOUR_MS, "0.001", "100");
    rig.market.candle(BTC, "1m", NOON + openTime, "98", "100", "100");
    await rig.clock.advance(HOUR_MS + 10 * MINUTE);
    await rig.venue.start();
    expect(rig.reports).toHaveLength(reports);
    expect(rig.reports[0]).toMatchObject({ kind: "funding" });
  });

  it("reads hours when more than three days are missing", async () => {
    const rig = await rigWithLong();
    rig.restart();
    rig.market.candle(BTC, "1h", NOON + 30 * HOUR_MS, "97", "100", "100");
    await rig.clock.advance(4 * 24 * HOUR_MS);
    await rig.venue.start();
    expect(rig.reports.find(({ kind }) => kind === "foreign-fills")).toMatchObject({
      fills: [{ price: "97", time: NOON + 30 * HOUR_MS }],
    });
    // Owed up to the liquidation (the 30th hour included, at its start), not beyond.
    expect((await rig.venue.account()).fundingDue).toBe(30);
  });

  it("comes before any order: what is gone cannot be sold", async () => {
    const rig = await rigWithLong();
    rig.restart();
    rig.market.candle(BTC, "1m", NOON + 2 * MINUTE, "97", "100", "100");
    await rig.clock.advance(10 * MINUTE);
    rig.market.failing.add("candles");
    expect(await rig.sell("1", "100", { reduceOnly: true })).toMatchObject({ reason: "no-market-data" });
    rig.market.failing.clear();
    await rig.clock.advance(11_000);
    expect(await rig.sell("1", "100", { reduceOnly: true })).toMatchObject({
      reason: "reduce-only-would-increase",
    });
    expect(rig.reports).toHaveLength(1);
  });

  it("is repeated after a failed write, and told once", async () => {
    const rig = await rigWithLong();
    rig.restart();
    rig.market.candle(BTC, "1m", NOON + 2 * MINUTE, "97", "100", "100");
    await rig.clock.advance(10 * MINUTE);
    rig.store.fail = "before-write";
    await expect(rig.venue.start()).rejects.toThrow("unwritable");
    expect(rig.reports).toEqual([]);
    rig.store.fail = null;
    await rig.venue.tick();
    await rig.venue.tick();
    expect(rig.reports).toHaveLength(1);
  });

  it("counts the whole candle in which the watch ended", async () => {
    const rig = await rigWithLong();
    rig.restart();
    rig.market.candle(BTC, "1m", NOON + MINUTE, "97", "100", "100");
    await rig.clock.advance(10 * MINUTE);
    await rig.venue.start();
    expect(rig.reports).toMatchObject([{ fills: [{ price: "97", time: NOON + MINUTE + 500 }] }]);
  });

  it("asks at most every 10 s while candles are out of reach", async () => {
    const rig = await rigWithLong();
    rig.restart();
    rig.market.failing.add("candles");
    await rig.venue.start();
    const asked = rig.market.calls.length;
    await rig.venue.tick();
    await rig.venue.onMarks(new Map(rig.market.marksNow));
    expect(rig.market.calls).toHaveLength(asked);
    await rig.clock.advance(10_000);
    await rig.venue.tick();
    expect(rig.market.calls.length).toBeGreaterThan(asked);
  });

  it("does not look at prices of before the account held anything", async () => {
    const rig = new PaperRig();
    rig.market.candle(BTC, "1m", NOON + 5 * MINUTE, "50", "100", "100");
    await rig.venue.start();
    await rig.clock.advance(10 * MINUTE);
    rig.market.book(BTC, [], levels(["100", "5000"]));
    await rig.buy("3000", "100");
    rig.restart();
    await rig.venue.start();
    expect(rig.reports).toEqual([]);
  });

  it("does not look again at the time that was watched", async () => {
    const rig = await rigWithLong();
    rig.market.price(BTC, "100");
    rig.market.candle(BTC, "1m", NOON + 3 * MINUTE, "50", "100", "100");
    await rig.watch(5 * MINUTE);
    await rig.venue.tick();
    rig.restart();
    await rig.venue.start();
    expect(rig.reports).toEqual([]);
  });

  it("values a position without a candle at the last close that was seen", async () => {
    const rig = new PaperRig();
    rig.market.book(BTC, [], levels(["100", "5000"]));
    rig.market.book(ETH, levels(["10", "20000"]), []);
    await rig.buy("1500", "100");
    await rig.sell("10000", "10", { instrument: ETH });
    rig.restart();
    rig.market.candle(ETH, "1m", NOON + 2 * MINUTE, "10", "10.3", "10.3");
    rig.market.candle(BTC, "1m", NOON + 3 * MINUTE, "97", "100", "100");
    await rig.clock.advance(10 * MINUTE);
    await rig.venue.start();
    expect(rig.reports).toHaveLength(1);
  });
});
