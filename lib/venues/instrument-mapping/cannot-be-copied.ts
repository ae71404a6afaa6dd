import { decimal, decimalString } from "../../model/decimal.ts";
import type { CannotCopy } from "../../model/instrument-mapping.ts";
import type { LeaderPosition, LeaderReading } from "../../model/leader.ts";
import { listingOf } from "./hyperliquid-listings.ts";
import type { Listing } from "./listing.ts";
import { mapInstrument } from "./map-instrument.ts";

/**
 * "Cannot be copied here, because": what a Hyperliquid leader holds now and a venue cannot hold for a follower, by
 * instrument. Nothing is said of how large a copy would be.
 */
export function cannotBeCopied(
  { snapshot, notCopyable }: Pick<LeaderReading, "snapshot" | "notCopyable">,
  venue: readonly Listing[],
): readonly CannotCopy[] {
  const lines = new Map<string, CannotCopy>();
  for (const { instrument, reason } of notCopyable) {
    lines.set(instrument, { instrument, reason, apartPercent: null });
  }
  for (const position of snapshot.positions) {
    const mapping = mapInstrument(listingOf(position.instrument, false, markOf(position)), venue);
    if (mapping.ok) continue;
    const { reason, apartPercent } = mapping;
    lines.set(position.instrument, { instrument: position.instrument, reason, apartPercent });
  }
  return [...lines.values()].toSorted((a, b) => (a.instrument < b.instrument ? -1 : 1));
}

/** His source tells the notional at its own mark, so that the mark is the notional over the size. */
function markOf({ size, notional }: LeaderPosition): string | null {
  const coins = decimal(size).abs();
  return coins.isZero() ? null : decimalString(decimal(notional).div(coins));
}
