import { Decimal } from "../../model/decimal.ts";
import type { InstrumentMapping, NotMappable } from "../../model/instrument-mapping.ts";
import type { Listing } from "./listing.ts";
import { readAsset } from "./read-asset.ts";

/** Marks of the same thing at two exchanges are rarely a tenth of this apart; of two things they are seldom so near. */
const MOST_APART = new Decimal("0.02");

/** Prices in these are compared as dollars; a coin that has lost its dollar is caught by the marks. */
const DOLLARS: ReadonlySet<string> = new Set(["USD", "USDC", "USDT", "USDH"]);

/** What stands in the way, the least progress first: of several candidates the one that came furthest is told. */
const REASONS: readonly NotMappable[] = [
  "not-listed",
  "other-quote",
  "inverse",
  "delisted",
  "no-price",
  "price-differs",
];

interface Candidate {
  readonly listing: Listing;
  /** The venue's price of one asset over the leader's, if both are the same thing. */
  readonly priceFactor: Decimal;
}

interface Priced {
  readonly candidate: Candidate;
  /** How far the marks are apart, as a share of the smaller one. */
  readonly apart: Decimal;
}

/**
 * Finds what a leader trades among what a venue lists: the same base, whatever multiple of it either market calls one,
 * priced in dollars at both, and proven by price. With multipliers m (how many of the base one asset is) and the
 * venue's contract size c: price there = price * m(there) / m(here), size there = size * m(here) / (m(there) * c), so
 * that the notional stays what it is. Where several fit, the nearest mark is taken.
 */
export function mapInstrument(leaders: Listing, venue: readonly Listing[]): InstrumentMapping {
  let nearest: Priced | null = null;
  let furthest: NotMappable = "not-listed";
  for (const candidate of candidatesOf(leaders, venue)) {
    const apart = apartOf(leaders, candidate);
    if (apart instanceof Decimal) {
      const found = { candidate, apart };
      if (nearest === null || isNearer(found, nearest)) nearest = found;
    } else if (REASONS.indexOf(apart) > REASONS.indexOf(furthest)) furthest = apart;
  }
  if (nearest === null) return { ok: false, reason: furthest, apartPercent: null };
  const { candidate, apart } = nearest;
  if (apart.gt(MOST_APART)) {
    return { ok: false, reason: "price-differs", apartPercent: apart.times(100).toNumber() };
  }
  const { listing, priceFactor } = candidate;
  const sizeFactor = new Decimal(1).div(priceFactor.times(listing.contractSize)).times(leaders.contractSize);
  return { ok: true, instrument: listing.id, sizeFactor, priceFactor };
}

/** Of two that are equally near the first by name, so that the order of a list decides nothing. */
function isNearer(one: Priced, other: Priced): boolean {
  if (!one.apart.eq(other.apart)) return one.apart.lt(other.apart);
  return one.candidate.listing.id < other.candidate.listing.id;
}

function candidatesOf(leaders: Listing, venue: readonly Listing[]): readonly Candidate[] {
  const here = readAsset(leaders.asset);
  return venue.flatMap((listing) =>
    readAsset(listing.asset).flatMap((there) =>
      here
        .filter(({ base }) => base === there.base)
        .map(({ multiplier }) => ({ listing, priceFactor: there.multiplier.div(multiplier) })),
    ),
  );
}

/** How far the marks are apart (Priced), or what keeps anybody from asking. */
function apartOf(leaders: Listing, { listing, priceFactor }: Candidate): Decimal | NotMappable {
  if (!DOLLARS.has(leaders.quote) || !DOLLARS.has(listing.quote)) return "other-quote";
  if (leaders.inverse || listing.inverse) return "inverse";
  if (listing.delisted) return "delisted";
  if (leaders.mark === null || listing.mark === null) return "no-price";
  const expected = leaders.mark.times(priceFactor);
  if (!expected.gt(0) || !listing.mark.gt(0)) return "no-price";
  return Decimal.max(expected, listing.mark).div(Decimal.min(expected, listing.mark)).minus(1);
}
