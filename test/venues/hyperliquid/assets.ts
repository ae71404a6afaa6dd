import { decimal, decimalString } from "../../../lib/model/decimal.ts";
import { InstrumentId } from "../../../lib/model/identity.ts";
import type { VenueAsset } from "../../../lib/venues/hyperliquid/ports.ts";

/** An instrument at an index of the exchange's list, with so many decimals of a size. */
export function assetAt(index: number, sizeDecimals: number, id = "BTC", delisted = false): VenueAsset {
  return {
    index,
    sizeDecimals,
    marginModes: ["cross", "isolated"],
    instrument: {
      id: InstrumentId.parse(id),
      lotSize: decimalString(decimal(10).pow(-sizeDecimals)),
      priceFigures: 5,
      priceDecimals: 6 - sizeDecimals,
      maxLeverage: 40,
      minNotional: decimalString("10"),
      delisted,
    },
  };
}
