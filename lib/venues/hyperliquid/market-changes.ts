import type { InstrumentId } from "../../model/identity.ts";
import type { VenueAsset } from "./ports.ts";

/** What became different of an instrument between two readings. */
export interface MarketChange {
  readonly instrument: InstrumentId;
  /**
   * gone: the exchange lists it no longer at all. index: an action that named it by the old number would have meant
   * another one. rules: lot, prices, minimum, leverage or margin modes.
   */
  readonly change: "listed" | "delisted" | "listed-again" | "gone" | "index" | "rules";
}

/** Every difference; nothing where two readings say the same. */
export function changesBetween(
  before: readonly VenueAsset[],
  after: readonly VenueAsset[],
): readonly MarketChange[] {
  const known = new Map(before.map((asset) => [asset.instrument.id, asset]));
  const there = new Set(after.map(({ instrument }) => instrument.id));
  const gone = before.filter(({ instrument }) => !there.has(instrument.id));
  return [
    ...gone.map(({ instrument }): MarketChange => ({ instrument: instrument.id, change: "gone" })),
    ...after.flatMap((asset): MarketChange[] => {
      const old = known.get(asset.instrument.id);
      const told = (change: MarketChange["change"]): MarketChange => ({
        instrument: asset.instrument.id,
        change,
      });
      if (old === undefined) return [told("listed")];
      const changes: MarketChange[] = [];
      const [was, is] = [old.instrument.delisted, asset.instrument.delisted];
      if (was !== is) changes.push(told(is ? "delisted" : "listed-again"));
      if (old.index !== asset.index) changes.push(told("index"));
      if (rulesOf(old) !== rulesOf(asset)) changes.push(told("rules"));
      return changes;
    }),
  ];
}

function rulesOf({ instrument, sizeDecimals, marginModes }: VenueAsset): string {
  const { lotSize, priceFigures, priceDecimals, maxLeverage, minNotional } = instrument;
  return [
    lotSize,
    priceFigures,
    priceDecimals,
    maxLeverage,
    minNotional,
    sizeDecimals,
    marginModes.join(),
  ].join("|");
}
