import { describe, expect, it } from "vitest";
import { decimalString } from "../../lib/model/decimal.ts";
import { ORDER_RETENTION_MS } from "../../lib/venues/paper-store.ts";
import { BTC, ETH, levels } from "./paper-fake-market.ts";
import { PaperRig, rigWithLong } from "./paper-rig.ts";

const MINUTE = 60_000;

/** Long 2 BTC at 100. */
async function longTwo(): Promise<PaperRig> {
  const rig = new PaperRig();
  await rig.buy("2", "100");
  return rig;
}
const nearby = { size: "2", triggerPrice: "95", limitPrice: "90" };

async function openStops(rig: PaperRig): Promise<string[]> {
  const report = await rig.venue.readAccount(0);
  if (report.kind !== "account-read") throw new Error(report.kind);
  return report.openOrders.map(({ stop }) => `${stop?.side} ${stop?.size} at ${stop?.triggerPrice}`);
}

describe("a stop that rests in the paper ledger", () => {
  it("is shown among the open orders, also after a restart", async () => {
    const rig = await longTwo();
    const stop = rig.stop(nearby);
    expect(await rig.place(stop)).toMatchObject({ kind: "stop-resting", clientOrderId: stop.clientOrderId });
    for (let life = 0; life < 2; life += 1) {
      expect(await rig.venue.readAccount(0)).toMatchObject({
        openOrders: [
          {
            clientOrderId: stop.clientOrderId,
            instrument: BTC,
            stop: { side: "sell", size: "2", triggerPrice: "95", limitPrice: "90", reduceOnly: true },
          },
        ],
      });
      expect(await rig.venue.lookupStop(stop)).toMatchObject({ kind: "stop-resting" });
      rig.restart();
    }
  });

  it("fires at its trigger, into the book and within its limit, and tells its fills once they are durable", async () => {
    const rig = await longTwo();
    const stop = rig.stop(nearby);
    await rig.place(stop);
    rig.market.price(BTC, "95.1");
    await rig.watch(10_000);
    expect(await rig.held(BTC)).toBe("2");
    rig.market.price(BTC, "95");
    rig.market.book(BTC, levels(["94.9", "1.5"], ["90", "0.2"], ["89", "5"]), []);
    await rig.watch(10_000);
    const fill = { clientOrderId: stop.clientOrderId, side: "sell", cause: "stop", instrument: BTC };
    const fills = [
      { ...fill, price: "94.9", size: "1.5" },
      { ...fill, price: "90", size: "0.2" },
    ];
    expect(rig.reports).toMatchObject([{ kind: "foreign-fills", fills }]);
    expect(await rig.held(BTC)).toBe("0.3");
    expect(await openStops(rig)).toEqual([]);
    expect(await rig.venue.lookupStop(stop)).toMatchObject({ kind: "stop-ended", how: "fired" });
    expect(await rig.venue.readAccount(0)).toMatchObject({ fills: [{ cause: "order" }, ...fills] });
    // Told again in the next life, until it is acknowledged; the account is read with each fill once.
    rig.restart();
    rig.reports = [];
    await rig.venue.start();
    const [told] = rig.reports;
    expect(told).toMatchObject({ kind: "foreign-fills", fills });
    if (told !== undefined) await rig.venue.acknowledge(told);
    const read = await rig.venue.readAccount(0);
    expect(read).toMatchObject({ fills: [{ cause: "order" }, ...fills] });
  });

  it("pays the taker fee and books the loss", async () => {
    const rig = await longTwo();
    const before = Number(await rig.cash());
    await rig.place(rig.stop(nearby));
    rig.market.price(BTC, "94");
    await rig.watch(10_000);
    // 2 * (94 - 100) - 2 * 94 * 0.00045
    expect(Number(await rig.cash()) - before).toBeCloseTo(-12 - 0.0846, 9);
  });

  it("fires once: later marks do nothing", async () => {
    const rig = await longTwo();
    await rig.place(rig.stop({ ...nearby, size: "1" }));
    rig.market.price(BTC, "94");
    await rig.watch(60_000);
    expect(await rig.held(BTC)).toBe("1");
    expect(rig.reports).toHaveLength(1);
  });

  it("protects a short position with a buy above it", async () => {
    const rig = new PaperRig();
    await rig.sell("100", "10", { instrument: ETH });
    const above = {
      side: "buy",
      instrument: ETH,
      triggerPrice: "11",
      limitPrice: "12",
      size: "100",
    } as const;
    expect(await rig.place(rig.stop(above))).toMatchObject({ kind: "stop-resting" });
    rig.market.price(ETH, "11.5");
    await rig.watch(10_000);
    expect(await rig.held(ETH)).toBe("0");
  });

  it("closes never more than is held, and nothing when the position is gone or on the other side", async () => {
    const rig = await longTwo();
    await rig.place(rig.stop({ ...nearby, size: "5" }));
    rig.market.price(BTC, "94");
    await rig.watch(10_000);
    expect(await rig.held(BTC)).toBe("0");
    rig.market.price(BTC, "100");
    await rig.watch(10_000);
    await rig.buy("2", "100");
    const second = rig.stop(nearby);
    await rig.place(second);
    await rig.sell("2", "100", { reduceOnly: true });
    await rig.sell("3", "100");
    rig.market.price(BTC, "94");
    await rig.watch(10_000);
    expect(await rig.held(BTC)).toBe("-3");
    expect(await rig.venue.lookupStop(second)).toMatchObject({ kind: "stop-ended", how: "cancelled" });
  });

  it("fills nothing where the price jumped over its limit", async () => {
    const rig = await longTwo();
    const stop = rig.stop(nearby);
    await rig.place(stop);
    rig.market.price(BTC, "80");
    await rig.watch(10_000);
    expect(await rig.held(BTC)).toBe("2");
    expect(await rig.venue.lookupStop(stop)).toMatchObject({ kind: "stop-ended", how: "fired" });
    expect(rig.reports).toEqual([]);
  });

  it("does not wait for a book: without one the mark stands for it, within the limit", async () => {
    const rig = await longTwo();
    await rig.place(rig.stop(nearby));
    rig.market.price(BTC, "94");
    rig.market.failing.add("orderBook");
    await rig.watch(10_000);
    expect(rig.reports).toMatchObject([{ fills: [{ price: "94", size: "2" }] }]);
  });

  it("takes what it took out of the book for the orders after it", async () => {
    const rig = await longTwo();
    await rig.place(rig.stop({ ...nearby, size: "1" }));
    rig.market.price(BTC, "94");
    rig.market.book(BTC, levels(["94", "1.2"]), []);
    await rig.watch(5_000);
    expect(await rig.sell("1", "94", { reduceOnly: true })).toMatchObject({
      fills: [{ size: "0.2" }],
      unfilled: "depth-ran-out",
    });
  });
});

describe("placing a stop", () => {
  it.each([
    ["a trigger that the mark has passed", { size: "2", triggerPrice: "100", limitPrice: "90" }],
    ["a size that is no whole lots", { size: "0.0005", triggerPrice: "95", limitPrice: "90" }],
    ["a price with too many figures", { size: "2", triggerPrice: "95.123", limitPrice: "90" }],
    [
      "a buy beside a long position",
      { ...nearby, side: "buy", triggerPrice: "105", limitPrice: "110" } as const,
    ],
    ["less than the minimum for a part", { ...nearby, size: "0.001" }],
    [
      "an instrument in which nothing is held",
      { ...nearby, instrument: ETH, triggerPrice: "9", limitPrice: "8" },
    ],
  ])("refuses %s, and nothing rests", async (_what, terms) => {
    const rig = await longTwo();
    const stop = rig.stop(terms);
    expect(await rig.place(stop)).toMatchObject({ kind: "stop-rejected", replacedStands: null });
    expect(await openStops(rig)).toEqual([]);
    expect(await rig.venue.lookupStop(stop)).toMatchObject({ kind: "stop-not-found" });
  });

  it("refuses one that arrives after its expiry", async () => {
    const rig = await longTwo();
    const stop = rig.stop({ ...nearby, expiresAt: rig.clock.now() + 1 });
    expect(await rig.place(stop)).toMatchObject({ kind: "stop-rejected" });
  });

  it("takes an id once, of stops and orders together", async () => {
    const rig = await longTwo();
    const stop = rig.stop(nearby);
    await rig.place(stop);
    expect(await rig.place(stop)).toMatchObject({ kind: "stop-resting" });
    expect(await openStops(rig)).toHaveLength(1);
    expect(await rig.place({ ...stop, size: decimalString("1") })).toMatchObject({ kind: "stop-rejected" });
    expect(await rig.buy("1", "100", { clientOrderId: stop.clientOrderId })).toMatchObject({
      reason: "duplicate-id",
    });
  });

  it("replaces a resting one in one write; a refusal leaves the old one", async () => {
    const rig = await longTwo();
    const old = rig.stop(nearby);
    await rig.place(old);
    const { writes } = rig.store;
    const next = rig.stop({ ...nearby, size: "1", triggerPrice: "96", replaces: old.clientOrderId });
    expect(await rig.place(next)).toMatchObject({ kind: "stop-resting" });
    expect(rig.store.writes).toBe(writes + 1);
    expect(await openStops(rig)).toEqual(["sell 1 at 96"]);
    expect(await rig.venue.lookupStop(old)).toMatchObject({ kind: "stop-ended", how: "cancelled" });
    const bad = rig.stop({ ...nearby, triggerPrice: "101", replaces: next.clientOrderId });
    expect(await rig.place(bad)).toMatchObject({ kind: "stop-rejected", replacedStands: true });
    expect(await openStops(rig)).toEqual(["sell 1 at 96"]);
    const late = rig.stop({ ...nearby, replaces: old.clientOrderId });
    expect(await rig.place(late)).toMatchObject({ kind: "stop-rejected", replacedStands: false });
  });

  it("is unknown when the ledger could not be written, and the look-up says what is", async () => {
    for (const fail of ["before-write", "after-write"] as const) {
      const rig = await longTwo();
      const stop = rig.stop(nearby);
      rig.store.fail = fail;
      expect(await rig.place(stop)).toMatchObject({ kind: "stop-unknown" });
      rig.store.fail = null;
      expect((await rig.venue.lookupStop(stop)).kind).toBe(
        fail === "before-write" ? "stop-not-found" : "stop-resting",
      );
    }
  });

  it("was not sent when the worker died on its way", async () => {
    const rig = await longTwo();
    const stop = rig.stop(nearby);
    const placing = rig.venue.placeStop(stop);
    rig.restart();
    await rig.clock.advance(1_000);
    expect(await placing).toMatchObject({ kind: "stop-not-sent" });
    expect(await rig.venue.lookupStop(stop)).toMatchObject({ kind: "stop-not-found" });
  });
});

describe("removing a stop", () => {
  it("ends it; again, it is still ended; an unknown one is not found", async () => {
    const rig = await longTwo();
    const stop = rig.stop(nearby);
    await rig.place(stop);
    for (let times = 0; times < 2; times += 1) {
      expect(await rig.cancel(stop)).toMatchObject({ kind: "stop-ended", how: "cancelled" });
    }
    expect(await rig.cancel(rig.stop(nearby))).toMatchObject({ kind: "stop-not-found" });
    rig.market.price(BTC, "94");
    await rig.watch(10_000);
    expect(await rig.held(BTC)).toBe("2");
  });

  it("says that it had fired, when it had", async () => {
    const rig = await longTwo();
    const stop = rig.stop(nearby);
    await rig.place(stop);
    rig.market.price(BTC, "94");
    await rig.watch(10_000);
    expect(await rig.cancel(stop)).toMatchObject({ kind: "stop-ended", how: "fired" });
  });

  it("a reset of the account ends them all; ended ones are forgotten after days, resting ones never", async () => {
    const rig = await longTwo();
    const [first, second] = [rig.stop(nearby), rig.stop({ ...nearby, triggerPrice: "94" })];
    await rig.place(first);
    await rig.venue.reset(decimalString("10000"));
    expect(await openStops(rig)).toEqual([]);
    expect(await rig.venue.lookupStop(first)).toMatchObject({ kind: "stop-ended", how: "cancelled" });
    await rig.buy("2", "100");
    await rig.place(second);
    await rig.watch(MINUTE);
    await rig.clock.advance(ORDER_RETENTION_MS);
    const third = rig.stop({ ...nearby, triggerPrice: "93", replaces: null });
    await rig.place(third);
    expect(await rig.venue.lookupStop(first)).toMatchObject({ kind: "stop-not-found" });
    expect(await rig.venue.lookupStop(second)).toMatchObject({ kind: "stop-resting" });
  });
});

describe("a stop while nobody watched", () => {
  async function missed(candles: readonly (readonly [minute: number, low: string, high: string])[]) {
    const rig = await longTwo();
    const stop = rig.stop(nearby);
    await rig.place(stop);
    rig.restart();
    const start = Math.floor(rig.clock.now() / MINUTE) * MINUTE;
    for (const [minute, low, high] of candles) {
      rig.market.candle(BTC, "1m", start + minute * MINUTE, low, high, high);
    }
    await rig.clock.advance(10 * MINUTE);
    await rig.venue.start();
    return { rig, stop, start };
  }

  it("fires in the candle that reached it, at that candle's worst price", async () => {
    const { rig, stop, start } = await missed([
      [1, "96", "100"],
      [2, "93", "97"],
      [3, "80", "99"],
    ]);
    // The candle of the second minute opened (as the fake market has it) at its low.
    expect(rig.reports).toMatchObject([
      {
        kind: "foreign-fills",
        fills: [
          {
            price: "93",
            size: "2",
            time: start + 2 * MINUTE,
            clientOrderId: stop.clientOrderId,
            cause: "stop",
          },
        ],
      },
    ]);
    expect(await rig.held(BTC)).toBe("0");
    expect(await rig.venue.lookupStop(stop)).toMatchObject({ kind: "stop-ended", how: "fired" });
  });

  it("fires for nothing where a candle opened beyond its limit", async () => {
    const { rig, stop } = await missed([[2, "85", "97"]]);
    expect(rig.reports).toEqual([]);
    expect(await rig.held(BTC)).toBe("2");
    expect(await rig.venue.lookupStop(stop)).toMatchObject({ kind: "stop-ended", how: "fired" });
  });

  it("does not fire by the extreme of the minute in which it was placed: that may have been before", async () => {
    const { rig, stop } = await missed([[0, "93", "98"]]);
    expect(await rig.venue.lookupStop(stop)).toMatchObject({ kind: "stop-resting" });
    expect(await rig.held(BTC)).toBe("2");
  });

  it("a candle that reached stop and liquidation liquidates: the worse for the user", async () => {
    const rig = await rigWithLong();
    const stop = rig.stop({ size: "3000", triggerPrice: "99", limitPrice: "98" });
    await rig.place(stop);
    rig.restart();
    const start = Math.floor(rig.clock.now() / MINUTE) * MINUTE;
    rig.market.candle(BTC, "1m", start + 2 * MINUTE, "97", "100", "99");
    await rig.clock.advance(10 * MINUTE);
    await rig.venue.start();
    expect(rig.reports).toMatchObject([
      { fills: [{ price: "97", cause: "liquidation", clientOrderId: null }] },
    ]);
    rig.market.price(BTC, "97");
    await rig.watch(10_000);
    expect(await rig.venue.lookupStop(stop)).toMatchObject({ kind: "stop-ended", how: "cancelled" });
  });

  it("cannot be removed as if it still rested", async () => {
    const rig = await longTwo();
    const stop = rig.stop({ ...nearby, expiresAt: rig.clock.now() + 60 * MINUTE });
    await rig.place(stop);
    const start = Math.floor(rig.clock.now() / MINUTE) * MINUTE;
    rig.restart();
    rig.market.candle(BTC, "1m", start + 2 * MINUTE, "94", "100", "99");
    await rig.clock.advance(10 * MINUTE);
    expect(await rig.cancel(stop)).toMatchObject({ kind: "stop-ended", how: "fired" });
  });
});
