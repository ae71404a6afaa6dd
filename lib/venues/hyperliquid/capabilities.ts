import type { VenueCapabilities } from "../../model/venue-capabilities.ts";

/** Hyperliquid's main dex, as its documentation says it (exchange endpoint; rate limits; tick and lot size). */
export const HYPERLIQUID_CAPABILITIES: VenueCapabilities = {
  // What the exchange does with the second order under one id is documented nowhere.
  clientOrderId: { form: "0x-32-hex", unique: "not-known" },
  // `expiresAfter` may be any moment; 15 s leave a slow line its time. A stale one costs five times the weight.
  shortestExpiryMs: 15_000,
  reduceOnly: true,
  sizeUnit: "base",
  minNotional: "10",
  marginModes: ["cross", "isolated"],
  stops: { replaceInPlace: true },
  // 1,200 a minute and IP address, of which the user's own tabs get a part; 2,000 messages a minute by sockets.
  limits: { weightPerMinute: 1_200, reserved: 200 },
  testnet: true,
};
