import type { InstrumentId } from "../../model/identity.ts";
import type { VenueAsset, VenueMarket } from "./ports.ts";

/** What an act that names no instrument of the exchange's is told as. */
export const NOT_LISTED = "The exchange lists no such instrument.";

/**
 * An instrument with the exchange's own index of it, without which no act can name it: null where the exchange lists
 * none, a text where nobody knows, which says why. Never rejects.
 */
export async function findAsset(
  market: VenueMarket,
  instrument: InstrumentId,
): Promise<VenueAsset | null | string> {
  try {
    return await market.asset(instrument);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return `The exchange's list of instruments could not be read: ${words}`.slice(0, 400);
  }
}
