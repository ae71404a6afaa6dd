import { addressOfPart, routeOf } from "./route.ts";
import type { Site } from "./site.ts";

/** `/address/<address>`, often with a mark: `#perps`. Transactions are under `/tx/`. */
export const hypurrscan: Site = {
  id: "hypurrscan",
  name: "Hypurrscan",
  matches: ["https://hypurrscan.io/*"],
  leaderOf(url) {
    if (url.hostname !== "hypurrscan.io") return null;
    const [section, address] = routeOf(url);
    return section === "address" ? addressOfPart(address) : null;
  },
};
