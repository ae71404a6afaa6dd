import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Decimal, decimal } from "../../../lib/model/decimal.ts";
import { InstrumentId } from "../../../lib/model/identity.ts";
import type { Listing } from "../../../lib/venues/instrument-mapping/listing.ts";
import { mapInstrument } from "../../../lib/venues/instrument-mapping/map-instrument.ts";
import { readAsset } from "../../../lib/venues/instrument-mapping/read-asset.ts";

function listing(asset: string, mark: number | string | null, changed: Partial<Listing> = {}): Listing {
  return {
    id: InstrumentId.parse(asset),
    asset,
    quote: "USDC",
    contractSize: decimal(1),
    inverse: false,
    delisted: false,
    mark: mark === null ? null : decimal(mark),
    ...changed,
  };
}

const factors = (leaders: Listing, ...venue: Listing[]) => {
  const found = mapInstrument(leaders, venue);
  return found.ok ? [found.instrument, found.sizeFactor.toFixed(), found.priceFactor.toFixed()] : found;
};

describe("a name", () => {
  it.each([
    ["BTC", ["BTC 1"]],
    ["kPEPE", ["kPEPE 1", "PEPE 1000"]],
    ["1000PEPE", ["1000PEPE 1", "PEPE 1000"]],
    ["10000SATS", ["10000SATS 1", "SATS 10000"]],
    ["1MBABYDOGE", ["1MBABYDOGE 1", "BABYDOGE 1000000"]],
    ["SHIB1000", ["SHIB1000 1", "SHIB 1000"]],
    ["1INCH", ["1INCH 1"]],
    ["KAS", ["KAS 1"]],
    ["k", ["k 1"]],
    ["100", ["100 1"]],
    ["1000", ["1000 1"]],
  ])("%s may mean %j", (name, means) => {
    expect(readAsset(name).map(({ base, multiplier }) => `${base} ${multiplier.toFixed()}`)).toEqual(means);
  });
});

describe("an instrument is found", () => {
  it.each<[string, Listing, Listing, string[]]>([
    ["by its name", listing("BTC", 60_000), listing("BTC", 60_010), ["BTC", "1", "1"]],
    ["as the same thousand", listing("kPEPE", 0.01), listing("1000PEPE", 0.01), ["1000PEPE", "1", "1"]],
    ["as single coins", listing("kPEPE", 0.01), listing("PEPE", 0.00001), ["PEPE", "1000", "0.001"]],
    ["as a million", listing("kBONK", 0.02), listing("1MBONK", 20), ["1MBONK", "0.001", "1000"]],
    [
      "as contracts of many coins",
      listing("kPEPE", 0.01),
      listing("PEPE", 0.00001, { contractSize: decimal(10_000_000) }),
      ["PEPE", "0.0001", "0.001"],
    ],
    [
      "as contracts of a part of a coin",
      listing("BTC", 60_000),
      listing("BTC", 60_000, { contractSize: decimal("0.01"), quote: "USDT" }),
      ["BTC", "100", "1"],
    ],
  ])("%s", (_how, leaders, there, expected) => {
    expect(factors(leaders, there)).toEqual(expected);
  });

  it("at the nearest mark of those that fit", () => {
    const usdt = listing("BTC", 60_100, { id: InstrumentId.parse("BTCUSDT"), quote: "USDT" });
    const usdc = listing("BTC", 60_010, { id: InstrumentId.parse("BTCUSDC") });
    const gone = listing("BTC", 60_000, { id: InstrumentId.parse("BTC-OLD"), delisted: true });
    expect(factors(listing("BTC", 60_000), usdt, gone, usdc)).toEqual(["BTCUSDC", "1", "1"]);
  });

  it("by price where a coin is called like a thousand of another", () => {
    const own = listing("1000PEPE", 3, { id: InstrumentId.parse("A") });
    const thousand = listing("1000PEPE", 0.01, { id: InstrumentId.parse("B") });
    expect(factors(listing("kPEPE", 0.01), own, thousand)).toEqual(["B", "1", "1"]);
  });
});

describe("an instrument is not found", () => {
  const refused = (reason: string, apartPercent: unknown = null) => ({ ok: false, reason, apartPercent });
  it.each<[string, unknown, Listing, Listing[]]>([
    ["that nobody lists", refused("not-listed"), listing("BTC", 1), [listing("ETH", 1)]],
    ["of another letter", refused("not-listed"), listing("BTC", 1), [listing("btc", 1)]],
    ["that was delisted", refused("delisted"), listing("A", 1), [listing("A", 1, { delisted: true })]],
    ["in another money", refused("other-quote"), listing("A", 1), [listing("A", 1, { quote: "BTC" })]],
    ["of dollars' worth", refused("inverse"), listing("A", 1), [listing("A", 1, { inverse: true })]],
    ["without his price", refused("no-price"), listing("A", null), [listing("A", 1)]],
    ["without its price", refused("no-price"), listing("A", 1), [listing("A", null)]],
    ["with a price of 0", refused("no-price"), listing("A", 1), [listing("A", 0)]],
    [
      "at another price",
      refused("price-differs", expect.closeTo(3)),
      listing("A", 100),
      [listing("A", 103), listing("A", 1, { delisted: true })],
    ],
    [
      "at the price of a single coin, called a thousand",
      refused("price-differs", expect.any(Number)),
      listing("kPEPE", 0.00001),
      [listing("PEPE", 0.00001)],
    ],
  ])("%s", (_what, expected, leaders, venue) => {
    expect(mapInstrument(leaders, venue)).toEqual(expected);
  });

  it("in an empty market", () => expect(mapInstrument(listing("A", 1), [])).toEqual(refused("not-listed")));
});

describe("whatever the multiples, contract sizes and prices are", () => {
  const power = fc.integer({ min: 0, max: 6 }).filter((n) => n === 0 || n >= 3);
  const contract = fc.constantFrom("1", "0.001", "0.01", "10", "100", "10000000");
  const named = (zeros: number): string => (zeros === 0 ? "COIN" : `${10 ** zeros}COIN`);
  const cases = fc.record({
    here: power,
    there: power,
    contractSize: contract,
    /** Of a single coin, in hundred-millionths of a dollar. */
    price: fc.integer({ min: 1, max: 10 ** 13 }),
    size: fc.integer({ min: 1, max: 10 ** 9 }),
  });

  function pair(
    {
      here,
      there,
      contractSize,
      price,
    }: { here: number; there: number; contractSize: string; price: number },
    apart: Decimal,
  ) {
    const coin = decimal(price).div(1e8);
    const mark = coin.times(decimal(10).pow(here));
    const markThere = coin.times(decimal(10).pow(there)).times(apart);
    return {
      leaders: listing(named(here), mark.toFixed()),
      venue: listing(named(there), markThere.toFixed(), { contractSize: decimal(contractSize) }),
    };
  }

  it("a copy has the notional of what it copies, and the way back undoes the way there", () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { leaders, venue } = pair(one, decimal(1));
        const found = mapInstrument(leaders, [venue]);
        const back = mapInstrument(venue, [leaders]);
        if (!found.ok || !back.ok || leaders.mark === null) throw new Error("not found");
        const notional = leaders.mark.times(one.size);
        const contracts = found.sizeFactor.times(one.size);
        const there = contracts.times(one.contractSize).times(leaders.mark.times(found.priceFactor));
        expect(there.div(notional).minus(1).abs().lt("1e-30")).toBe(true);
        expect(found.sizeFactor.times(back.sizeFactor).minus(1).abs().lt("1e-30")).toBe(true);
        expect(found.priceFactor.times(back.priceFactor).minus(1).abs().lt("1e-30")).toBe(true);
      }),
    );
  });

  it("marks within 2 % prove the pair, and marks further apart refuse it, from either side", () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: -100_000, max: 100_000 }), (one, millionths) => {
        const apart = decimal(millionths).div(1e6).plus(1);
        const { leaders, venue } = pair(one, apart);
        const near = Decimal.max(apart, 1).div(Decimal.min(apart, 1)).lte("1.02");
        expect(mapInstrument(leaders, [venue]).ok).toBe(near);
        expect(mapInstrument(venue, [leaders]).ok).toBe(near);
      }),
    );
  });

  it("the order of a venue's list changes nothing", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.record({ zeros: power, off: fc.integer({ min: 0, max: 4 }) }), {
          minLength: 1,
          maxLength: 6,
          selector: ({ zeros, off }) => `${zeros} ${off}`,
        }),
        (several) => {
          const venue = several.map(({ zeros, off }) =>
            listing(
              named(zeros),
              decimal(10)
                .pow(zeros)
                .times(1 + off / 1_000)
                .toFixed(),
              {
                id: InstrumentId.parse(`I${off}x${zeros}`),
              },
            ),
          );
          const leaders = listing("COIN", 1);
          expect(mapInstrument(leaders, venue.toReversed())).toEqual(mapInstrument(leaders, venue));
        },
      ),
    );
  });
});
