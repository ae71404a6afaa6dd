import type { LeverageDesk } from "../../model/leverage-setting.ts";
import type { Venue } from "../../model/order.ts";
import type { StopDesk } from "../../model/stop.ts";
import type { VenueCapabilities } from "../../model/venue-capabilities.ts";
import { HYPERLIQUID_CAPABILITIES } from "./capabilities.ts";
import { createHandOver } from "./hand-over.ts";
import { createLeverageDesk } from "./leverage-desk.ts";
import { createOrderDesk } from "./order-desk.ts";
import type { HyperliquidPorts, HyperliquidReading } from "./ports.ts";
import { createSigner } from "./signer.ts";
import { createStopDesk } from "./stop-desk.ts";

/** One account at Hyperliquid: its orders, its protective stops and its leverage. */
export interface HyperliquidVenue extends Venue, StopDesk, LeverageDesk {
  readonly capabilities: VenueCapabilities;
}

/** `reading` is the half that watches and asks; what acts is made here. */
export function createHyperliquidVenue(
  ports: HyperliquidPorts,
  reading: HyperliquidReading,
): HyperliquidVenue {
  const { socket, fills, market } = reading;
  const signer = createSigner(ports.network);
  const handOver = createHandOver({ ...ports, socket, signer });
  const orders = createOrderDesk({ clock: ports.clock, market, fills, signer, handOver });
  const stops = createStopDesk({ clock: ports.clock, market, signer, handOver });
  const leverage = createLeverageDesk({ ...ports, market, handOver });

  return {
    capabilities: HYPERLIQUID_CAPABILITIES,
    ...stops,
    ...leverage,
    submit: (intent) => orders.submit(intent),
    lookup: (intent) => reading.lookup(intent),
    lookupStop: (stop) => reading.lookupStop(stop),
    async start() {
      await reading.start();
      signer.warmUp();
    },
    readAccount: (since) => reading.readAccount(since),
    onReport: (listener) => reading.onReport(listener),
    // Its fills and funding stay readable at the exchange: what was not booked is read again.
    acknowledge: async () => undefined,
    onMarks: async () => undefined,
    tick: () => reading.tick(),
    reset: () => Promise.reject(new Error("An account at an exchange cannot be begun anew.")),
    close: () => reading.close(),
  };
}
