import { accountControl, type AccountControl } from "./accounts/account-control.ts";
import { chargeFunding } from "./accounts/funding.ts";
import { exact } from "./exact.ts";
import { Exchange } from "./exchange.ts";
import type { Faults } from "./faults.ts";
import { startHeartbeat } from "./heartbeat.ts";
import type { LeaderControl, LeaderScript } from "./leaders/leader-script.ts";
import { makeLeader } from "./leaders/make-leader.ts";
import type { Ledger } from "./ledger.ts";
import { REAL_LIMITS, type Limits } from "./limits.ts";
import { marketControl, type MarketControl } from "./market-control.ts";
import { bookOf, publishMarket } from "./market-feed.ts";
import { certificateOfProcess, spkiOf } from "./server/certificate.ts";
import { openServer } from "./server/world-server.ts";
import type { Unconfirmed } from "./unconfirmed.ts";

export interface WorldOptions {
  /** Everything random comes from it. */
  readonly seed: number;
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly leaders: readonly LeaderScript[];
  /** World time at the start, ms; absent: the real time. */
  readonly startAt?: number;
  /** Limits other than the real ones, for tests of limits. */
  readonly limits?: Partial<Limits>;
}

/** A local Hyperliquid. */
export interface World {
  /** TLS port on 127.0.0.1: the API, its socket, and the sites by their host names. */
  readonly port: number;
  /** PEM, for clients that are to trust it. */
  readonly certificate: string;
  /** For Chromium's `--ignore-certificate-errors-spki-list`. */
  readonly spki: string;
  readonly faults: Faults;
  readonly ledger: Ledger;
  /** Actions that a follower must never send (scheduleCancel, builder fees, referrers), as they came. */
  readonly recordedActions: Exchange["recordedActions"];
  leader(address: string): LeaderControl;
  /** Puts the price there and keeps it there. */
  setMid(coin: string, px: string): void;
  /** Changes an instrument while the world runs. */
  market(coin: string): MarketControl;
  /** What nobody documents, to be chosen by tests. */
  readonly unconfirmed: Unconfirmed;
  /** The book as `l2Book` tells it. */
  book(coin: string): ReturnType<typeof bookOf>;
  /** The account of an address, made when it is new. */
  account(address: string): AccountControl;
  /** How many sockets are subscribed to a user's channel. */
  listeners(type: string, user: string): number;
  /** Charges an hour's funding now, whatever the clock says; `time` (ms, that of now unless told) is written in it. */
  chargeFunding(time?: number): void;
  close(): Promise<void>;
}

export async function startWorld(options: WorldOptions): Promise<World> {
  const exchange = new Exchange(options.seed, options.startAt, { ...REAL_LIMITS, ...options.limits });
  const leaders = new Map(
    options.leaders.map((script) => [script.address.toLowerCase(), makeLeader(exchange, script)]),
  );
  const certificate = await certificateOfProcess();
  const server = await openServer(exchange, certificate, options.port ?? 0, [...leaders.keys()]);
  startHeartbeat(exchange);
  for (const script of options.leaders) {
    if (script.kind !== "manual" && script.autoplay === true)
      leaders.get(script.address.toLowerCase())?.play();
  }
  return {
    port: server.port,
    certificate: certificate.cert,
    spki: spkiOf(certificate),
    faults: exchange.faults,
    ledger: exchange.ledger,
    recordedActions: exchange.recordedActions,
    leader: (address) => {
      const leader = leaders.get(address.toLowerCase());
      if (leader === undefined) throw new RangeError(`the world has no leader ${address}`);
      return leader;
    },
    setMid: (coin, px) => {
      const market = exchange.markets.get(coin);
      market.pinned = true;
      market.moveTo(exact(px), exchange.clock.now());
      publishMarket(exchange, market);
    },
    market: (coin) => marketControl(exchange, coin),
    unconfirmed: exchange.unconfirmed,
    book: (coin) => bookOf(exchange, exchange.markets.get(coin)),
    account: (address) => accountControl(exchange, address),
    listeners: (type, user) => exchange.hub.count(`${type}|${user.toLowerCase()}`),
    chargeFunding: (time = exchange.clock.now()) => chargeFunding(exchange, time),
    close: async () => {
      exchange.clock.close();
      for (const leader of leaders.values()) {
        leader.rest();
        leader.finish();
      }
      await server.close();
    },
  };
}
