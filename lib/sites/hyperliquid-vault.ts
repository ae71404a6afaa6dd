import { addressOfPart, routeOf } from "./route.ts";
import type { Site } from "./site.ts";

/** `/vaults/<address>`: the vault itself is the account that trades, not its manager. */
export const hyperliquidVault: Site = {
  id: "hyperliquid-vault",
  name: "Hyperliquid vaults",
  matches: ["https://app.hyperliquid.xyz/*"],
  leaderOf(url) {
    if (url.hostname !== "app.hyperliquid.xyz") return null;
    const [section, address] = routeOf(url);
    return section === "vaults" ? addressOfPart(address) : null;
  },
};
