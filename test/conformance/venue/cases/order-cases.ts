import { expect } from "vitest";
import { decimal } from "../../../../lib/model/decimal.ts";
import { filled } from "../bench.ts";
import { venueCase } from "../venue-case.ts";

/** What becomes of orders when nothing fails. */
export const ORDER_CASES = [
  venueCase("opens, adds, reduces and closes", async (bench) => {
    expect(filled(await bench.send({ side: "buy", size: "2" }))).toBe("2");
    expect(filled(await bench.send({ side: "buy", size: "1" }))).toBe("1");
    expect(await bench.held()).toBe("3");
    expect(filled(await bench.send({ side: "sell", size: "1", reduceOnly: true }))).toBe("1");
    expect(filled(await bench.send({ side: "sell", size: "2", reduceOnly: true }))).toBe("2");
    expect(await bench.held()).toBe("0");
  }),

  venueCase("flips in two orders, and keeps instruments apart", async (bench) => {
    const instrument = bench.second;
    await bench.send({ side: "buy", size: "2" });
    await bench.send({ side: "buy", size: "1", instrument });
    await bench.send({ side: "sell", size: "2", reduceOnly: true });
    await bench.send({ side: "sell", size: "3" });
    expect([await bench.held(), await bench.held(instrument)]).toEqual(["-3", "1"]);
  }),

  venueCase("closes dust below the minimum whole, or refuses it in words", async (bench) => {
    const { lotSize } = bench.first;
    await bench.send({ side: "buy", size: "1" });
    const most = decimal("1").minus(lotSize).toFixed();
    expect(filled(await bench.send({ side: "sell", size: most, reduceOnly: true }))).toBe(most);
    expect(await bench.held()).toBe(lotSize);
    const report = await bench.send({ side: "sell", size: lotSize, reduceOnly: true });
    if (report.kind === "order-rejected") expect(report.reason).toBe("below-minimum");
    else expect(filled(report)).toBe(lotSize);
    expect(await bench.held()).toBe(report.kind === "order-rejected" ? lotSize : "0");
  }),

  venueCase("tells fills in the model's words, each with its own id and within the limit", async (bench) => {
    bench.book(
      [],
      [
        ["99", "1"],
        ["100", "1"],
        ["101", "5"],
      ],
    );
    const order = bench.intent({ side: "buy", size: "2" });
    const report = await bench.submit(order);
    if (report.kind !== "order-done") throw new Error(`unexpected ${report.kind}`);
    const { clientOrderId } = order;
    expect(report).toMatchObject({ clientOrderId, instrument: bench.first.id, unfilled: null });
    expect(new Set(report.fills.map(({ id }) => id)).size).toBe(report.fills.length);
    for (const fill of report.fills) {
      expect(fill).toMatchObject({ side: "buy", clientOrderId, cause: "order" });
      expect(decimal(fill.price).lte("100")).toBe(true);
      expect(decimal(fill.fee).gt(0)).toBe(true);
    }
    expect(filled(report)).toBe("2");
  }),

  venueCase("fills a part when the depth within the limit ends", async (bench) => {
    bench.book(
      [],
      [
        ["100", "1"],
        ["102", "5"],
      ],
    );
    const report = await bench.send({ side: "buy", size: "3" });
    expect(report).toMatchObject({ kind: "order-done", unfilled: "depth-ran-out" });
    expect(filled(report)).toBe("1");
    expect(await bench.held()).toBe("1");
  }),

  venueCase("fills nothing when the price has left the limit", async (bench) => {
    bench.book([["90", "5"]], [["102", "5"]]);
    const nothing = { kind: "order-done", fills: [], unfilled: "price-left-limit" };
    expect(await bench.send({ side: "buy", size: "3" })).toMatchObject(nothing);
    expect(await bench.held()).toBe("0");
  }),
];
