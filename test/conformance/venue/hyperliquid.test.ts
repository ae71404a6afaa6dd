import { openHyperliquid } from "./hyperliquid-driver.ts";
import { venueConformance } from "./suite.ts";

venueConformance({
  name: "hyperliquid",
  open: openHyperliquid,
  notThere: {
    "market-outage": "its orders go out without a look at prices: the exchange matches them",
  },
});
