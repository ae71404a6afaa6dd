import type { Address } from "../model/identity.ts";
import { copin } from "./copin.ts";
import { hyperdash } from "./hyperdash.ts";
import { hyperliquidExplorer } from "./hyperliquid-explorer.ts";
import { hyperliquidVault } from "./hyperliquid-vault.ts";
import { hypurrscan } from "./hypurrscan.ts";
import type { Site } from "./site.ts";

/** Every website Pilotfish knows. A new one is a file and a line here. */
export const SITES: readonly Site[] = [hyperliquidExplorer, hyperliquidVault, hypurrscan, hyperdash, copin];

/** Where the loader runs, and where the card may be injected. */
export const SITE_MATCHES: readonly string[] = [...new Set(SITES.flatMap((site) => site.matches))];

/** Pages where trading keys are made: no script of ours is loaded there. */
export const EXCLUDED_MATCHES: readonly string[] = [
  "https://app.hyperliquid.xyz/API*",
  "https://app.hyperliquid.xyz/api*",
];

/** The leader whom the page at this URL shows; null when it shows none, or is not https. Never throws. */
export function leaderOf(url: URL): Address | null {
  if (url.protocol !== "https:" || url.port !== "") return null;
  for (const site of SITES) {
    const address = site.leaderOf(url);
    if (address !== null) return address;
  }
  return null;
}
