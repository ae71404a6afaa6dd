import { expect, it } from "vitest";
import { decimalString } from "../../../lib/model/decimal.ts";
import { InstrumentId } from "../../../lib/model/identity.ts";
import type { Instrument } from "../../../lib/model/instrument.ts";
import type { LeaderPosition, LeaderReading } from "../../../lib/model/leader.ts";
import { cannotBeCopied } from "../../../lib/venues/instrument-mapping/cannot-be-copied.ts";
import { hyperliquidListings } from "../../../lib/venues/instrument-mapping/hyperliquid-listings.ts";

const id = (coin: string): InstrumentId => InstrumentId.parse(coin);

const instrument = (coin: string, delisted = false): Instrument => ({
  id: id(coin),
  lotSize: decimalString("0.01"),
  priceFigures: 5,
  priceDecimals: 2,
  maxLeverage: 20,
  minNotional: decimalString(10),
  delisted,
});

const position = (coin: string, size: number, mark: number): LeaderPosition => ({
  instrument: id(coin),
  size: decimalString(size),
  entryPrice: decimalString(mark),
  leverage: 5,
  marginMode: "cross",
  liquidationPrice: null,
  notional: decimalString(Math.abs(size) * mark),
  unrealisedPnl: decimalString(0),
});

function reading(positions: LeaderPosition[], elsewhere: LeaderReading["notCopyable"] = []) {
  return { snapshot: { equity: decimalString(1_000), positions, time: 1 }, notCopyable: elsewhere };
}

const LISTED = hyperliquidListings(
  [instrument("BTC"), instrument("kPEPE"), instrument("OLD", true), instrument("NEW")],
  new Map([
    [id("BTC"), decimalString(60_000)],
    [id("kPEPE"), decimalString("0.01")],
    [id("OLD"), decimalString(1)],
  ]),
);

it("says nothing of what the venue has at the same price, long or short", () => {
  expect(
    cannotBeCopied(reading([position("BTC", -0.5, 60_100), position("kPEPE", 1e6, 0.01)]), LISTED),
  ).toEqual([]);
});

it("says why of each instrument that the venue cannot hold, by name", () => {
  const held = [
    position("XYZ", 1, 5),
    position("OLD", 1, 1),
    position("NEW", 1, 5),
    position("BTC", 1, 66_000),
  ];
  const elsewhere = [{ instrument: "xyz:MU", reason: "other-dex" as const, time: 1, key: "k" }];
  expect(cannotBeCopied(reading(held, elsewhere), LISTED)).toEqual([
    { instrument: "BTC", reason: "price-differs", apartPercent: expect.closeTo(10) },
    { instrument: "NEW", reason: "no-price", apartPercent: null },
    { instrument: "OLD", reason: "delisted", apartPercent: null },
    { instrument: "XYZ", reason: "not-listed", apartPercent: null },
    { instrument: "xyz:MU", reason: "other-dex", apartPercent: null },
  ]);
});
