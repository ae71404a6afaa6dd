import { expect } from "vitest";
import { decimal } from "../../../../lib/model/decimal.ts";
import { InstrumentId } from "../../../../lib/model/identity.ts";
import type { RejectReason } from "../../../../lib/model/order.ts";
import { type Bench, filled, type OrderTerms } from "../bench.ts";
import { caseThatNeeds, venueCase } from "../venue-case.ts";

const REJECTS: readonly (readonly [words: string, RejectReason, (bench: Bench) => OrderTerms])[] = [
  [
    "a size that is no whole lots",
    "bad-size",
    ({ first }) => ({ side: "buy", size: decimal(first.lotSize).times(1000.5).toFixed() }),
  ],
  ["a price that is none", "bad-price", () => ({ side: "buy", size: "1", price: "100.123456" })],
  ["less than the minimum", "below-minimum", ({ first }) => ({ side: "buy", size: first.lotSize })],
  [
    "reduce-only without a position",
    "reduce-only-would-increase",
    () => ({ side: "buy", size: "1", reduceOnly: true }),
  ],
  ["more than the margin allows", "insufficient-margin", () => ({ side: "buy", size: "1000000" })],
  [
    "an instrument that nobody lists",
    "unknown-instrument",
    ({ first }) => ({ side: "buy", size: "1", instrument: { ...first, id: InstrumentId.parse("NOPE") } }),
  ],
];

/** What a venue must refuse, with its reason, and nothing is traded. */
export const REJECT_CASES = [
  ...REJECTS.map(([words, reason, order]) =>
    venueCase(`refuses ${words} (${reason})`, async (bench) => {
      expect(await bench.send(order(bench))).toMatchObject({ kind: "order-rejected", reason });
      expect(await bench.held()).toBe("0");
    }),
  ),

  caseThatNeeds("price-band", "refuses a price far from the mark (price-too-far)", async (bench) => {
    const far = { kind: "order-rejected", reason: "price-too-far" };
    expect(await bench.send({ side: "buy", size: "1", price: "190" })).toMatchObject(far);
    expect(await bench.held()).toBe("0");
  }),

  venueCase("does not carry out an order after its expiry", async (bench) => {
    const report = await bench.send({ side: "buy", size: "1", expiresAt: bench.driver.now() - 1 });
    if (report.kind === "order-rejected") expect(report.reason).toBe("expired");
    else expect(report.kind).toBe("order-not-sent");
    expect(await bench.held()).toBe("0");
  }),

  venueCase("takes a client order id once, also in another life (duplicate-id)", async (bench) => {
    const order = bench.intent({ side: "buy", size: "1" });
    await bench.submit(order);
    for (const restarted of [false, true]) {
      if (restarted) await bench.driver.restart();
      const nonce = bench.driver.nextNonce();
      let again = await bench.submit({ ...order, nonce });
      // A line may send a request twice by itself: then the second answer says nothing of the first.
      if (again.kind === "order-unknown") again = await bench.lookup(order);
      if (again.kind === "order-rejected") expect(again.reason).toBe("duplicate-id");
      else expect(filled(again)).toBe("1");
      expect(await bench.held()).toBe("1");
    }
  }),

  venueCase("opens nothing in a delisted instrument", async (bench) => {
    await bench.driver.delist(bench.first);
    const refused = { kind: "order-rejected", reason: "delisted" };
    expect(await bench.send({ side: "buy", size: "1" })).toMatchObject(refused);
    expect(await bench.held()).toBe("0");
    expect(filled(await bench.send({ side: "buy", size: "1", instrument: bench.second }))).toBe("1");
  }),
];
