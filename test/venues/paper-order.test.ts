import { describe, expect, it } from "vitest";
import { InstrumentId } from "../../lib/model/identity.ts";
import type { VenueReport } from "../../lib/model/order.ts";
import { BTC, ETH, levels } from "./paper-fake-market.ts";
import { PaperRig } from "./paper-rig.ts";

async function reason(report: Promise<VenueReport>): Promise<string> {
  const said = await report;
  return said.kind === "order-rejected" ? said.reason : said.kind;
}

describe("an order on paper", () => {
  it("walks the book within its limit and pays the taker fee on each fill", async () => {
    const rig = new PaperRig();
    rig.market.book(BTC, [], levels(["100", "1"], ["101", "2"], ["103", "5"]));
    const report = await rig.buy("4", "102");
    expect(report).toMatchObject({
      kind: "order-done",
      unfilled: "depth-ran-out",
      fills: [
        { id: "paper-1", price: "100", size: "1", fee: "0.045", cause: "order", side: "buy" },
        { id: "paper-2", price: "101", size: "2", fee: "0.0909" },
      ],
    });
    // 10,000 - 0.045 - 0.0909; average entry (100 + 202) / 3.
    expect(await rig.cash()).toBe("9999.8641");
    const { positions } = await rig.venue.account();
    expect(positions).toEqual([
      { instrument: "BTC", size: "3", entryPrice: "100.666666666666666666666666666667" },
    ]);
  });

  it("fills against the book of half a second later, not the one of the decision", async () => {
    const rig = new PaperRig();
    const order = rig.order({ size: "1", limitPrice: "102" });
    const handedAt = rig.clock.now();
    const promise = rig.venue.submit(order);
    await rig.clock.advance(499);
    expect(rig.market.calls).not.toContain("orderBook");
    rig.market.price(BTC, "101");
    await rig.clock.advance(1);
    expect(await promise).toMatchObject({ handedAt, at: handedAt + 500, fills: [{ price: "101" }] });
  });

  it("realises the result of a reduction, and opens anew when it crosses zero", async () => {
    const rig = new PaperRig();
    await rig.buy("2", "100");
    rig.market.price(BTC, "110");
    await rig.sell("0.5", "110", { reduceOnly: true });
    // Fees 0.09 + 0.02475, realised 0.5 * 10.
    expect(await rig.cash()).toBe("10004.88525");
    await rig.sell("2.5", "110");
    // Realised 1.5 * 10, fee 0.12375.
    expect(await rig.cash()).toBe("10019.7615");
    expect((await rig.venue.account()).positions).toEqual([
      { instrument: "BTC", size: "-1", entryPrice: "110" },
    ]);
    rig.market.price(BTC, "120");
    await rig.buy("1", "120", { reduceOnly: true });
    expect(await rig.cash()).toBe("10009.7075");
    expect(await rig.held(BTC)).toBe("0");
  });

  it("says why nothing was filled", async () => {
    const rig = new PaperRig();
    rig.market.book(BTC, levels(["99", "1"]), levels(["101", "1"]));
    expect(await rig.buy("1", "100")).toMatchObject({ fills: [], unfilled: "price-left-limit" });
    rig.market.book(BTC, levels(["99", "1"]), []);
    expect(await rig.buy("1", "100")).toMatchObject({ fills: [], unfilled: "depth-ran-out" });
  });

  it("does not take the same coins twice within 10 s, not even after a restart", async () => {
    const rig = new PaperRig();
    rig.market.book(BTC, levels(["100", "5"]), levels(["100", "3"], ["101", "1"]));
    expect(await rig.buy("2", "100")).toMatchObject({ unfilled: null });
    rig.restart();
    expect(await rig.buy("2", "101")).toMatchObject({
      unfilled: null,
      fills: [
        { price: "100", size: "1" },
        { price: "101", size: "1" },
      ],
    });
    expect(await rig.buy("1", "101")).toMatchObject({ fills: [], unfilled: "depth-ran-out" });
    // The other side was not touched.
    expect(await rig.sell("4", "100")).toMatchObject({ unfilled: null });
    await rig.clock.advance(10_001);
    expect(await rig.buy("3", "100")).toMatchObject({ unfilled: null });
  });

  it("refuses what an exchange would refuse, and trades nothing", async () => {
    const rig = new PaperRig();
    expect(await reason(rig.buy("0.0005", "100"))).toBe("bad-size");
    expect(await reason(rig.buy("0", "100"))).toBe("bad-size");
    expect(await reason(rig.buy("1", "100.123"))).toBe("bad-price");
    expect(await reason(rig.buy("0.09", "100"))).toBe("below-minimum");
    expect(await reason(rig.buy("1", "100", { reduceOnly: true }))).toBe("reduce-only-would-increase");
    // 10,000 at 40x carries 400,000 of notional.
    expect(await reason(rig.buy("4001", "100"))).toBe("insufficient-margin");
    expect(
      await reason(
        rig.send(rig.order({ instrument: InstrumentId.parse("NOPE"), size: "1", limitPrice: "100" })),
      ),
    ).toBe("unknown-instrument");
    const expiresAt = rig.clock.now() + 499;
    expect(await reason(rig.buy("1", "100", { expiresAt }))).toBe("expired");
    expect(await rig.cash()).toBe("10000");
    expect(await rig.held(BTC)).toBe("0");
  });

  it("refuses a delisted instrument", async () => {
    const rig = new PaperRig();
    rig.market.list.splice(0, 1, { ...rig.market.list[0], delisted: true } as (typeof rig.market.list)[0]);
    expect(await rig.buy("1", "100")).toMatchObject({ kind: "order-rejected", reason: "delisted" });
  });

  it("lets a whole position be closed below the minimum, but not a part of it", async () => {
    const rig = new PaperRig();
    await rig.buy("0.2", "100");
    rig.market.price(BTC, "40");
    expect(await rig.sell("0.1", "40", { reduceOnly: true })).toMatchObject({ reason: "below-minimum" });
    expect(await rig.sell("0.3", "40", { reduceOnly: true })).toMatchObject({
      reason: "reduce-only-would-increase",
    });
    expect(await rig.sell("0.2", "40", { reduceOnly: true })).toMatchObject({ kind: "order-done" });
  });

  it("judges margin on the whole order, but never holds up a reduction", async () => {
    const rig = new PaperRig();
    rig.market.book(BTC, levels(["100", "5000"]), levels(["100", "1"]));
    expect(await rig.buy("4001", "100")).toMatchObject({ reason: "insufficient-margin" });
    rig.market.book(BTC, [], levels(["100", "5000"]));
    await rig.buy("3000", "100");
    // The account is now worth 10,000 - 135 - 3,000 and needs 7,425: it may only shrink.
    rig.market.price(BTC, "99");
    await rig.clock.advance(11_000);
    expect(await rig.buy("1", "99")).toMatchObject({ reason: "insufficient-margin" });
    expect(await rig.sell("1", "99")).toMatchObject({ kind: "order-done", unfilled: null });
  });

  it("does nothing without a book it can trust", async () => {
    const rig = new PaperRig();
    rig.market.failing.add("orderBook");
    expect(await rig.buy("1", "100")).toMatchObject({ reason: "no-market-data" });
    rig.market.failing.clear();
    const now = rig.clock.now();
    rig.market.book(BTC, [], levels(["100", "1"]), now - 9_501);
    expect(await rig.buy("1", "100")).toMatchObject({ reason: "no-market-data" });
    rig.market.book(BTC, [], levels(["100", "1"]), now - 9_000);
    expect(await rig.buy("1", "100")).toMatchObject({ kind: "order-done" });
    rig.market.failing.add("marks");
    await rig.clock.advance(11_000);
    rig.market.price(BTC, "100");
    expect(await rig.buy("1", "100")).toMatchObject({ reason: "no-market-data" });
    expect(await rig.sell("1", "100", { reduceOnly: true })).toMatchObject({ kind: "order-done" });
  });

  it("judges a book by the market's time where the clocks' difference is known", async () => {
    const rig = new PaperRig();
    const hourAgo = rig.clock.now() - 3_600_000;
    rig.market.book(BTC, [], levels(["100", "5"]), hourAgo);
    expect(await rig.buy("1", "100")).toMatchObject({ reason: "no-market-data" });
    rig.clockOffset = 3_600_000;
    expect(await rig.buy("1", "100")).toMatchObject({
      kind: "order-done",
      at: hourAgo + 3_601_000,
      fills: [{ time: hourAgo + 1_000 }],
    });
  });

  it("refuses growth while the account cannot be valued", async () => {
    const rig = new PaperRig();
    await rig.buy("1", "10", { instrument: ETH });
    rig.market.marksNow.delete(ETH);
    await rig.clock.advance(11_000);
    expect(await rig.buy("1", "100")).toMatchObject({ reason: "no-market-data" });
    expect(await rig.sell("1", "10", { instrument: ETH })).toMatchObject({ kind: "order-done" });
  });

  it("knows its instruments through an outage, and asks again for one it does not know", async () => {
    const rig = new PaperRig();
    rig.market.failing.add("instruments");
    expect(await rig.buy("1", "100")).toMatchObject({ reason: "no-market-data" });
    rig.market.failing.clear();
    const [eth] = rig.market.list.splice(1, 1);
    expect(await rig.buy("1", "100")).toMatchObject({ kind: "order-done" });
    expect(await rig.buy("1", "10", { instrument: ETH })).toMatchObject({ reason: "unknown-instrument" });
    if (eth !== undefined) rig.market.list.push(eth);
    expect(await rig.buy("1", "10", { instrument: ETH })).toMatchObject({ kind: "order-done" });
    rig.market.failing.add("instruments");
    await rig.clock.advance(60_000);
    await rig.watch(300_000);
    expect(await rig.buy("1", "100")).toMatchObject({ kind: "order-done" });
  });

  it("books nothing after the expiry, however long the book took to come", async () => {
    const rig = new PaperRig();
    rig.market.bookDelay = 14_400;
    const inTime = rig.venue.submit(rig.order({ size: "1", limitPrice: "100" }));
    await rig.clock.advance(15_000);
    expect(await inTime).toMatchObject({ kind: "order-done" });
    rig.market.bookDelay = 14_600;
    const late = rig.venue.submit(rig.order({ size: "1", limitPrice: "100" }));
    await rig.clock.advance(16_000);
    expect(await late).toMatchObject({ kind: "order-rejected", reason: "expired" });
    expect(await rig.held(BTC)).toBe("1");
  });

  it("lets the latencies of several orders overlap", async () => {
    const rig = new PaperRig();
    const one = rig.venue.submit(rig.order({ size: "1", limitPrice: "100" }));
    const two = rig.venue.submit(rig.order({ instrument: ETH, size: "1", limitPrice: "10" }));
    await rig.clock.advance(500);
    expect(await Promise.all([one, two])).toMatchObject([{ kind: "order-done" }, { kind: "order-done" }]);
    expect([await rig.held(BTC), await rig.held(ETH)]).toEqual(["1", "1"]);
  });
});
