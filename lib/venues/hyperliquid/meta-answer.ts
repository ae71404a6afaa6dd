import { z } from "zod";
import { decimal, decimalString } from "../../model/decimal.ts";
import { InstrumentId } from "../../model/identity.ts";
import type { Instrument } from "../../model/instrument.ts";

/** A price has at most 6 - szDecimals decimals on perpetuals (docs, "Tick and lot size"). */
const PRICE_DECIMALS = 6;

const MetaAsset = z.looseObject({
  name: InstrumentId,
  szDecimals: z.number().int().min(0).max(PRICE_DECIMALS),
  maxLeverage: z.number().positive(),
  isDelisted: z.boolean().optional(),
  onlyIsolated: z.boolean().optional(),
  marginMode: z.string().optional(),
});
type MetaAsset = z.infer<typeof MetaAsset>;

/** The instruments of the main dex; an action names one by its place in the list (docs, "Asset IDs"). */
export const MetaAnswer = z.looseObject({ universe: z.array(MetaAsset) });

export function instrumentOf(asset: MetaAsset): Instrument {
  return {
    id: asset.name,
    lotSize: decimalString(decimal(10).pow(-asset.szDecimals)),
    priceFigures: 5,
    priceDecimals: PRICE_DECIMALS - asset.szDecimals,
    maxLeverage: asset.maxLeverage,
    minNotional: decimalString("10"),
    delisted: asset.isDelisted ?? false,
  };
}

/**
 * True where the whole account may not stand for a position: `onlyIsolated`, or a margin mode ("noCross",
 * "strictIsolated"). One that is not known is taken for such.
 */
export function isIsolatedOnly({ onlyIsolated, marginMode }: MetaAsset): boolean {
  return onlyIsolated === true || marginMode !== undefined;
}
