import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decimal, decimalString } from "../../../lib/model/decimal.ts";
import { ClientOrderId } from "../../../lib/model/identity.ts";
import { roundLimitPrice } from "../../../lib/model/instrument.ts";
import { buildOrder } from "../../../lib/venues/hyperliquid/build-order.ts";
import type { OrderTerms } from "../../../lib/venues/hyperliquid/order-terms.ts";
import { type Signer, createSigner } from "../../../lib/venues/hyperliquid/signer.ts";
import { assetAt } from "./assets.ts";

const signer = createSigner("mainnet");
const terms = (part: Partial<Record<"size" | "limitPrice" | "triggerPrice", string>>): OrderTerms => ({
  clientOrderId: ClientOrderId.parse("0x00000000000000000000000000000001"),
  side: "buy",
  size: decimalString(part.size ?? "1"),
  limitPrice: decimalString(part.limitPrice ?? "100"),
  reduceOnly: false,
  triggerPrice: part.triggerPrice === undefined ? null : decimalString(part.triggerPrice),
});

describe("an order", () => {
  test("has the intent's figures to the last digit, whatever whole lots and valid prices they are", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: 1, max: 2_000_000_000 }),
        fc.integer({ min: 1, max: 99_999_999 }),
        fc.integer({ min: -6, max: 2 }),
        fc.constantFrom("buy" as const, "sell" as const),
        fc.boolean(),
        (sizeDecimals, lots, figures, exponent, side, isStop) => {
          const asset = assetAt(7, sizeDecimals);
          const size = decimalString(decimal(lots).times(asset.instrument.lotSize));
          const price = roundLimitPrice(
            asset.instrument,
            side,
            decimal(figures).times(decimal(10).pow(exponent)),
          );
          fc.pre(decimal(price).gt(0));
          const triggerPrice = isStop ? price : null;
          const order = buildOrder(signer, asset, {
            ...terms({}),
            side,
            size,
            limitPrice: price,
            triggerPrice,
          });
          expect(order).toMatchObject({ a: 7, b: side === "buy", p: price, s: size, r: false });
        },
      ),
      { numRuns: 500 },
    );
  });

  test.each([
    ["a part of a lot that ccxt would round up", { size: "1.000005" }, "bad-size"],
    ["a part of a lot that it would round down", { size: "1.000004" }, "bad-size"],
    ["less than a lot", { size: "0.000001" }, "bad-size"],
    ["too many figures in a price", { limitPrice: "100.123" }, "bad-price"],
    ["too many decimals in a price", { limitPrice: "1.12" }, "bad-price"],
    ["a trigger that would be rounded", { triggerPrice: "100.123" }, "bad-price"],
  ])("is not made of %s", (_, part, reason) => {
    expect(buildOrder(signer, assetAt(0, 5), terms(part))).toMatchObject({ reason });
  });

  test("is not made when the builder adds or changes anything", () => {
    const order = {
      a: 0,
      b: true,
      p: "100",
      s: "1",
      r: false,
      t: { limit: { tif: "Ioc" } },
      c: "0x00000000000000000000000000000001",
    };
    const building = (made: object): Signer => ({ ...signer, order: () => made });
    expect(buildOrder(building(order), assetAt(0, 5), terms({}))).toEqual(order);
    for (const change of [
      { b: false },
      { a: 1 },
      { r: true },
      { c: `0x${"9".repeat(32)}` },
      { builder: { b: "0x1", f: 10 } },
      { t: { limit: { tif: "Gtc" } } },
    ]) {
      expect(buildOrder(building({ ...order, ...change }), assetAt(0, 5), terms({}))).toHaveProperty(
        "reason",
      );
    }
  });
});
