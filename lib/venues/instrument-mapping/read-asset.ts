import { Decimal } from "../../model/decimal.ts";

interface AssetReading {
  readonly base: string;
  /** How many of `base` one asset is. */
  readonly multiplier: Decimal;
}

/** How exchanges write a thousand (or more) of a cheap coin as one: kPEPE, 1000PEPE, 1MBABYDOGE, SHIB1000. */
const FORMS: readonly { readonly form: RegExp; readonly multiplier: (found: string) => string }[] = [
  { form: /^(?<found>k)(?<base>[A-Z][A-Z0-9]+)$/, multiplier: () => "1000" },
  { form: /^(?<found>10{3,9})(?<base>[A-Z][A-Z0-9]*)$/, multiplier: (found) => found },
  { form: /^(?<found>1M)(?<base>[A-Z][A-Z0-9]+)$/, multiplier: () => "1000000" },
  { form: /^(?<base>[A-Z]+)(?<found>10{3,9})$/, multiplier: (found) => found },
];

/**
 * What an asset's name can mean, the plainest first: there are coins that are called like a multiple of another, so
 * that a name alone proves nothing, and prices decide.
 */
export function readAsset(asset: string): readonly AssetReading[] {
  const readings: AssetReading[] = [{ base: asset, multiplier: new Decimal(1) }];
  for (const { form, multiplier } of FORMS) {
    const { found, base } = form.exec(asset)?.groups ?? {};
    if (found !== undefined && base !== undefined)
      readings.push({ base, multiplier: new Decimal(multiplier(found)) });
  }
  return readings;
}
