import { addressOfPart, routeOf } from "./route.ts";
import type { Site } from "./site.ts";

/** `/explorer/address/<address>`. The testnet has the same pages and other accounts, so it is not matched. */
export const hyperliquidExplorer: Site = {
  id: "hyperliquid-explorer",
  name: "Hyperliquid explorer",
  matches: ["https://app.hyperliquid.xyz/*"],
  leaderOf(url) {
    if (url.hostname !== "app.hyperliquid.xyz") return null;
    const [section, kind, address] = routeOf(url);
    return section === "explorer" && kind === "address" ? addressOfPart(address) : null;
  },
};
