import { hasOurMark } from "../engine/client-order-id.ts";
import type { Account } from "../model/account.ts";
import { ownerOf } from "../model/identity.ts";
import type { AskInfo, Clock } from "../model/request.ts";
import type { Secret } from "../model/secret.ts";
import type { WebSocketLike } from "../model/web-socket-like.ts";
import { createHyperliquidReading } from "../venues/hyperliquid/hyperliquid-reading.ts";
import { createHyperliquidVenue } from "../venues/hyperliquid/hyperliquid-venue.ts";
import type { MarketStore } from "../venues/hyperliquid/market-store.ts";
import { createVenueMarket } from "../venues/hyperliquid/venue-market.ts";
import type { ExchangeLine } from "./exchange-line.ts";
import { createPostExchange } from "./hyperliquid-exchange.ts";
import type { Log } from "./log.ts";
import type { RealVenue } from "./real-account-ports.ts";
import type { VenueContext } from "./venue-context-of.ts";

export interface HyperliquidAccountsPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly fetch: typeof globalThis.fetch;
  readonly ask: AskInfo;
  /** Shared with `ask`. */
  readonly line: ExchangeLine;
  readonly openSocket: (url: string) => WebSocketLike;
  readonly random: () => number;
  readonly isOnline: () => boolean;
  readonly marketStore: MarketStore;
  /** The exchange itself, where nothing else is named. */
  readonly at?: { readonly rest: string; readonly socket: string };
}

/**
 * Makes the venue of an account at Hyperliquid. All accounts there share one line, so that together they keep its
 * limits, and what is known of the instruments.
 */
export function createHyperliquidAccounts(
  ports: HyperliquidAccountsPorts,
): (account: Account, secret: Secret, context: VenueContext) => RealVenue {
  const { clock: workerClock, log, ask, line, openSocket, random, isOnline, at } = ports;
  /** Of the venue that was made last: all venues of a life tell the same engine, and lives come one after the other. */
  let newest: VenueContext | null = null;
  const market = createVenueMarket({
    ask,
    clock: workerClock,
    store: ports.marketStore,
    onChange(changes, instruments) {
      log.warn("Pilotfish: Hyperliquid changed what it lists.", changes);
      newest?.onInstruments(instruments);
    },
    onFailure: (error) => log.warn("Pilotfish: Hyperliquid's instruments could not be read or kept.", error),
  });

  return (account, secret, context) => {
    const { clock } = context;
    newest = context;
    const owner = ownerOf(account.id);
    /** Until the venue is closed: whatever still waits to be signed then is not. */
    let key: Secret | null = secret;
    const reading = createHyperliquidReading({
      accountId: account.id,
      owner,
      clock,
      ask,
      spend: (weight, urgency) => line.spend(weight, urgency, clock.now()),
      onAnswered: (inTime) => line.heard(inTime, clock.now()),
      rateLimited: () => void line.rateLimited(null, clock.now()),
      openSocket,
      random,
      isOnline,
      isOurs: hasOurMark,
      isStop: (id) => context.isStop(id),
      market,
      ...(at === undefined ? {} : { url: at.socket }),
    });
    const postExchange = createPostExchange({
      fetch: ports.fetch,
      clock,
      line,
      ...(at === undefined ? {} : { baseUrl: at.rest }),
    });
    const clockOffsetMs = (): number | null => reading.clockOffsetMs() ?? context.clockOffsetMs();
    const venue = createHyperliquidVenue(
      { owner, secret: () => key, clock, ask, postExchange, clockOffsetMs, network: "mainnet" },
      reading,
    );
    return {
      ...venue,
      close() {
        key = null;
        venue.close();
      },
    };
  };
}
