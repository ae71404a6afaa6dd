import { setTimeout as sleep } from "node:timers/promises";
import type { Secret } from "../../../lib/model/secret.ts";
import { createExchangeLine } from "../../../lib/runtime/exchange-line.ts";
import { createPostExchange } from "../../../lib/runtime/hyperliquid-exchange.ts";
import { createAskInfo } from "../../../lib/runtime/hyperliquid-info.ts";
import { createHyperliquidReading } from "../../../lib/venues/hyperliquid/hyperliquid-reading.ts";
import {
  type HyperliquidVenue,
  createHyperliquidVenue,
} from "../../../lib/venues/hyperliquid/hyperliquid-venue.ts";
import { createVenueMarket } from "../../../lib/venues/hyperliquid/venue-market.ts";
import { ScaledClock } from "../../conformance/leaders/scaled-clock.ts";
import { openWorldSocket } from "../../conformance/leaders/world-network.ts";
import type { World } from "../../world/world.ts";
import { ACCOUNT, OWNER } from "./acting-rig.ts";

/** The whole venue before the local exchange, its socket open; acts go the way that is named. */
export async function worldVenue(
  world: World,
  secret: Secret,
  way: "rest" | "socket",
): Promise<HyperliquidVenue> {
  const clock = new ScaledClock(1);
  const line = createExchangeLine(() => 0.5);
  const transport = { fetch, clock, line, baseUrl: `https://127.0.0.1:${world.port}` };
  const ask = createAskInfo(transport);
  const fail = (error: unknown): never => {
    throw error;
  };
  const reading = createHyperliquidReading({
    accountId: ACCOUNT,
    owner: OWNER,
    clock,
    ask,
    spend: (weight, urgency) => line.spend(weight, urgency, clock.now()),
    onAnswered: (inTime) => line.heard(inTime, clock.now()),
    openSocket: openWorldSocket,
    random: () => 0.5,
    isOnline: () => true,
    isOurs: () => true,
    isStop: () => false,
    market: createVenueMarket({
      ask,
      clock,
      store: { load: async () => undefined, save: async () => undefined },
      onChange: () => undefined,
      onFailure: fail,
    }),
    url: `wss://127.0.0.1:${world.port}/ws`,
  });
  const { socket } = reading;
  const venue = createHyperliquidVenue(
    {
      owner: OWNER,
      secret: () => secret,
      clock,
      ask,
      postExchange: createPostExchange(transport),
      clockOffsetMs: () => reading.clockOffsetMs(),
      network: "mainnet",
    },
    { ...reading, socket: { ...socket, isOpen: () => way === "socket" && socket.isOpen() } },
  );
  await venue.start();
  while (!socket.isOpen() || world.listeners("userFills", OWNER) === 0) await sleep(10);
  return venue;
}
