import { addressOfPart, routeOf } from "./route.ts";
import type { Site } from "./site.ts";

/**
 * `/trader/<address>/HYPERLIQUID`, the protocol in any case. The same address has a page for every protocol
 * it ever traded on; only Hyperliquid's is the account that can be followed.
 */
export const copin: Site = {
  id: "copin",
  name: "Copin",
  matches: ["https://app.copin.io/*"],
  leaderOf(url) {
    if (url.hostname !== "app.copin.io") return null;
    const [section, address, protocol] = routeOf(url);
    return section === "trader" && protocol?.toLowerCase() === "hyperliquid" ? addressOfPart(address) : null;
  },
};
