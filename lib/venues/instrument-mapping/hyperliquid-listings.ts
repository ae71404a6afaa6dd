import { decimal } from "../../model/decimal.ts";
import type { InstrumentId } from "../../model/identity.ts";
import type { Instrument } from "../../model/instrument.ts";
import type { Marks } from "../../model/market-data.ts";
import type { Listing } from "./listing.ts";

/** What Hyperliquid's main dex lists: sizes in coins, a coin's name with its multiplier, all priced in USDC (docs, "Contract specifications"). */
export function hyperliquidListings(instruments: readonly Instrument[], marks: Marks): readonly Listing[] {
  return instruments.map(({ id, delisted }) => listingOf(id, delisted, marks.get(id) ?? null));
}

/** An instrument of a leader there, by the mark at which he was read. */
export function listingOf(id: InstrumentId, delisted: boolean, mark: string | null): Listing {
  return {
    id,
    asset: id,
    quote: "USDC",
    contractSize: decimal(1),
    inverse: false,
    delisted,
    mark: mark === null ? null : decimal(mark),
  };
}
