import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { decimalString } from "../../../lib/model/decimal.ts";
import { Address, ClientOrderId, InstrumentId, realAccountId } from "../../../lib/model/identity.ts";
import type { Clock } from "../../../lib/model/request.ts";
import { Secret } from "../../../lib/model/secret.ts";
import { VenueReport } from "../../../lib/model/order.ts";
import { createExchangeLine } from "../../../lib/runtime/exchange-line.ts";
import { createPostExchange } from "../../../lib/runtime/hyperliquid-exchange.ts";
import { createAskInfo } from "../../../lib/runtime/hyperliquid-info.ts";
import {
  type HyperliquidVenue,
  createHyperliquidVenue,
} from "../../../lib/venues/hyperliquid/hyperliquid-venue.ts";
import { createHyperliquidReading } from "../../../lib/venues/hyperliquid/hyperliquid-reading.ts";
import type { MarketRow } from "../../../lib/venues/hyperliquid/market-store.ts";
import { createVenueMarket } from "../../../lib/venues/hyperliquid/venue-market.ts";
import { fetchFromWorld, openWorldSocket } from "../leaders/world-network.ts";
import { startTrustedWorld } from "../world/trusted-world.ts";
import type { Outage, VenueDriver } from "./driver.ts";

/** The mark of an installation's ids. */
const MARK = "0x70667368";
/** Timeouts and pauses between tries are so many times shorter than in the product. */
const HASTE = 5;
const PATIENCE_MS = 10_000;

const pass = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** The true time, since the exchange judges numbers and expiries by it; timers that run out sooner. */
const hastyClock: Clock = {
  now: () => Date.now(),
  setTimeout: (callback, ms) => ({ timer: setTimeout(callback, ms / HASTE) }),
  clearTimeout: ({ timer }) => clearTimeout(timer as NodeJS.Timeout),
};

/** The Hyperliquid venue over TLS against the local exchange, in real time, with a key that may only trade. */
export async function openHyperliquid(): Promise<VenueDriver> {
  const world = await startTrustedWorld({ seed: 41, leaders: [] });
  const apiUrl = `https://127.0.0.1:${world.port}`;
  const owner = Address.parse(privateKeyToAccount(generatePrivateKey()).address);
  const key = generatePrivateKey();
  const user = world.account(owner);
  user.deposit("100000");
  user.approveAgent(privateKeyToAccount(key).address, { name: "pilotfish" });
  const accountId = realAccountId("hyperliquid", owner);
  const stops = new Set<ClientOrderId>();
  const unasked: VenueReport[] = [];
  let stored: MarketRow | undefined;
  let ids = 0;
  let nonce = 0;

  function connect() {
    const line = createExchangeLine(() => 0.5);
    const ask = createAskInfo({
      fetch: fetchFromWorld,
      clock: hastyClock,
      line,
      baseUrl: apiUrl,
    });
    const market = createVenueMarket({
      ask,
      clock: hastyClock,
      store: {
        load: () => Promise.resolve(stored),
        save: (row) => {
          stored = row;
          return Promise.resolve();
        },
      },
      onChange: () => undefined,
      onFailure: () => undefined,
    });
    const ports = {
      accountId,
      owner,
      clock: hastyClock,
      ask,
      isStop: (id: ClientOrderId) => stops.has(id),
    };
    const reading = createHyperliquidReading({
      ...ports,
      spend: (weight, urgency) => line.spend(weight, urgency, Date.now()),
      onAnswered: (inTime) => line.heard(inTime, Date.now()),
      openSocket: openWorldSocket,
      random: () => 0.5,
      isOnline: () => true,
      isOurs: (id) => id.startsWith(MARK),
      market,
      url: `wss://127.0.0.1:${world.port}/ws`,
    });
    const venue: HyperliquidVenue = createHyperliquidVenue(
      {
        ...ports,
        secret: () => new Secret(key),
        postExchange: createPostExchange({
          fetch: fetchFromWorld,
          clock: hastyClock,
          line,
          baseUrl: apiUrl,
        }),
        clockOffsetMs: () => reading.clockOffsetMs(),
        network: "mainnet",
      },
      reading,
    );
    venue.onReport((report) => unasked.push(VenueReport.parse(report)));
    return { venue, market };
  }

  async function until(isSo: () => Promise<boolean>): Promise<void> {
    for (const begun = Date.now(); !(await isSo()); await pass(20)) {
      if (Date.now() - begun > PATIENCE_MS) throw new Error("it never was so");
    }
  }
  const listening = (on: boolean): Promise<void> =>
    until(async () => world.listeners("userFundings", owner) === (on ? 1 : 0));

  /** A life begins as the runtime begins one: the account is read once. */
  async function begin() {
    const life = connect();
    await life.venue.start();
    await listening(true);
    await life.venue.readAccount(Date.now() - 60_000);
    return life;
  }
  let life = await begin();

  async function restart(): Promise<void> {
    life.venue.close();
    await listening(false);
    life = await begin();
  }
  const refuse = (status: number, type?: string): void => {
    const target = { status, times: 1_000, ...(type === undefined ? {} : { type }) };
    world.faults.http(status === 429 ? { ...target, retryAfter: 1 } : target);
    if (type === undefined) world.faults.post(target);
  };
  const begins: Readonly<Record<Outage, () => void>> = {
    market: () => undefined,
    account: () => refuse(503, "clearinghouseState"),
    "rate-limit": () => refuse(429),
    ban: () => world.faults.ban(2_500, 418),
    maintenance: () => world.faults.maintenance(60_000),
  };
  const [first, second] = await Promise.all(
    ["SOL", "HYPE"].map(async (id) => (await life.market.asset(InstrumentId.parse(id)))?.instrument),
  );
  if (first === undefined || second === undefined) throw new Error("the world lists both");

  return {
    get venue() {
      return life.venue;
    },
    instruments: [first, second],
    accountId,
    now: () => Date.now(),
    newId(of) {
      ids += 1;
      const id = ClientOrderId.parse(`${MARK}${ids.toString(16).padStart(24, "0")}`);
      if (of === "stop") stops.add(id);
      return id;
    },
    nextNonce() {
      nonce = Math.max(Date.now(), nonce + 1);
      return nonce;
    },

    during: (work) => work(),
    until,
    pass,

    placeBook: ({ id }, bids, asks) => world.market(id).placeBook(bids, asks),
    async movePrice({ id }, price) {
      world.setMid(id, price);
      const deep = [{ price, size: "1000" }];
      world.market(id).placeBook(deep, deep);
    },
    held: async ({ id }) => decimalString(user.position(id)),
    async delist({ id }) {
      world.market(id).delist();
      stored = undefined;
      await restart();
    },
    unasked: () => unasked,

    loseNext(where) {
      if (where === "before-acceptance") world.faults.hang({ path: "/exchange" });
      else world.faults.timeoutAfterAccept();
    },
    delayNext: (ms) => world.faults.late({ ms, where: "before-acceptance", path: "/exchange" }),
    restart,
    async cutOff(work) {
      const lost = work();
      await pass(5);
      await restart();
      await lost;
    },
    async skewClock(ms) {
      world.faults.clockSkew(ms);
      await life.venue.readAccount(Date.now());
    },
    async outage(kind, on) {
      if (on) begins[kind]();
      else world.faults.clear();
    },

    answerLate: (ms) => world.faults.late({ ms, where: "after-acceptance", path: "/exchange" }),
    async tradeByHand({ id }, side, size) {
      user.order({ coin: id, side, size, px: side === "buy" ? "120" : "80", tif: "Ioc" });
    },
    async line(on) {
      world.faults.refuseSockets(on ? 0 : 60_000);
      if (!on) world.faults.dropSockets();
      await listening(on);
    },
    async close() {
      life.venue.close();
      await world.close();
    },
  };
}
