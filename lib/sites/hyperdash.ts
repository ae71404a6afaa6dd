import { addressOfPart, routeOf } from "./route.ts";
import type { Site } from "./site.ts";

/** The profile's place has moved over the years; each host has its own. */
const SECTION_OF_HOST: ReadonlyMap<string, string> = new Map([
  ["hyperdash.com", "address"],
  ["legacy.hyperdash.com", "trader"],
  ["hyperdash.info", "trader"],
]);

/** `hyperdash.com/address/<address>`; on the older hosts `/trader/<address>`. */
export const hyperdash: Site = {
  id: "hyperdash",
  name: "HyperDash",
  matches: ["https://hyperdash.com/*", "https://legacy.hyperdash.com/*", "https://hyperdash.info/*"],
  leaderOf(url) {
    const [section, address] = routeOf(url);
    return section !== undefined && section === SECTION_OF_HOST.get(url.hostname)
      ? addressOfPart(address)
      : null;
  },
};
