import { ExchangeClient, HttpTransport } from "@nktkas/hyperliquid";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { createExchangeLine } from "../../../lib/runtime/exchange-line.ts";
import { createAskInfo } from "../../../lib/runtime/hyperliquid-info.ts";
import { type Decimal, decimal, decimalString } from "../../../lib/model/decimal.ts";
import {
  Address,
  ClientOrderId,
  FollowId,
  InstrumentId,
  realAccountId,
} from "../../../lib/model/identity.ts";
import { Intent, VenueReport } from "../../../lib/model/order.ts";
import { createHyperliquidReading } from "../../../lib/venues/hyperliquid/hyperliquid-reading.ts";
import type { AccountReading } from "../../../lib/venues/hyperliquid/hyperliquid-reading.ts";
import type { MarketChange } from "../../../lib/venues/hyperliquid/market-changes.ts";
import type { MarketRow } from "../../../lib/venues/hyperliquid/market-store.ts";
import { createVenueMarket } from "../../../lib/venues/hyperliquid/venue-market.ts";
import type { World } from "../../world/world.ts";
import { ScaledClock } from "../leaders/scaled-clock.ts";
import { fetchFromWorld, openWorldSocket } from "../leaders/world-network.ts";
import { startTrustedWorld } from "../world/trusted-world.ts";

const BTC_INDEX = 0;
const MARK = "0x70667368";

/** A funded account on the world, read through the venue's reading half, and its owner who trades beside it. */
export class ReadingRig {
  readonly world: World;
  readonly owner: Address;
  readonly reports: VenueReport[] = [];
  readonly changes: MarketChange[] = [];
  readonly stops = new Set<ClientOrderId>();
  readonly failures: unknown[] = [];
  stored: MarketRow | undefined;
  reading: AccountReading;
  readonly #client: ExchangeClient;
  #sequence = 0;

  static async open(): Promise<ReadingRig> {
    const world = await startTrustedWorld({ seed: 31, leaders: [] });
    world.setMid("BTC", "66400");
    return new ReadingRig(world);
  }

  private constructor(world: World) {
    this.world = world;
    const wallet = privateKeyToAccount(generatePrivateKey());
    this.owner = Address.parse(wallet.address);
    world.account(this.owner).deposit("100000");
    const transport = new HttpTransport({ apiUrl: `https://127.0.0.1:${world.port}` });
    this.#client = new ExchangeClient({ transport, wallet });
    this.reading = this.#connect();
  }

  get accountId() {
    return realAccountId("hyperliquid", this.owner);
  }

  /** A new life of the worker: what is kept stays. */
  restart(): void {
    this.reading.close();
    this.reading = this.#connect();
  }

  #connect(): AccountReading {
    const clock = new ScaledClock(1);
    const ask = createAskInfo({
      fetch: fetchFromWorld,
      clock,
      line: createExchangeLine(() => 0.5),
      baseUrl: `https://127.0.0.1:${this.world.port}`,
      timeoutMs: 1_500,
    });
    const market = createVenueMarket({
      ask,
      clock,
      store: {
        load: () => Promise.resolve(this.stored),
        save: (row) => {
          this.stored = row;
          return Promise.resolve();
        },
      },
      onChange: (changes) => this.changes.push(...changes),
      onFailure: (error) => this.failures.push(error),
    });
    const reading = createHyperliquidReading({
      accountId: this.accountId,
      owner: this.owner,
      clock,
      ask,
      spend: () => 0,
      onAnswered: () => undefined,
      openSocket: openWorldSocket,
      random: () => 0.5,
      isOnline: () => true,
      isOurs: (id) => id.startsWith(MARK),
      isStop: (id) => this.stops.has(id),
      market,
      url: `wss://127.0.0.1:${this.world.port}/ws`,
    });
    reading.onReport((report) => this.reports.push(VenueReport.parse(report)));
    return reading;
  }

  /** A new id with our mark. */
  nextId(): ClientOrderId {
    this.#sequence += 1;
    return ClientOrderId.parse(`${MARK}${this.#sequence.toString(16).padStart(24, "0")}`);
  }

  intent(side: "buy" | "sell", size: string, price: string): Intent {
    const now = Date.now();
    const signed: Decimal = decimal(size).times(side === "buy" ? 1 : -1);
    return Intent.parse({
      clientOrderId: this.nextId(),
      accountId: this.accountId,
      instrument: "BTC",
      sequence: this.#sequence,
      side,
      size,
      limitPrice: price,
      reduceOnly: false,
      shares: [
        {
          followId: FollowId.parse("follow"),
          size: decimalString(signed),
          leaderPrice: null,
          growth: true,
        },
      ],
      causedAt: now,
      nonce: now,
      committedAt: now,
      expiresAt: now + 15_000,
    });
  }

  /** Sends an order as the acting half does; answers its number at the exchange, null where nothing was filled. */
  async send({ clientOrderId, side, size, limitPrice }: Intent): Promise<number | null> {
    try {
      const answer = await this.#client.order({
        orders: [
          {
            a: BTC_INDEX,
            b: side === "buy",
            p: limitPrice,
            s: size,
            r: false,
            t: { limit: { tif: "Ioc" } },
            c: clientOrderId,
          },
        ],
        grouping: "na",
      });
      const [status] = answer.response.data.statuses;
      return typeof status === "object" && "filled" in status ? status.filled.oid : null;
    } catch {
      // The client throws where the exchange refused; what became of it is what the tests look up.
      return null;
    }
  }

  async stop(clientOrderId: ClientOrderId, size: string, triggerPx: string): Promise<void> {
    await this.#client.order({
      orders: [
        {
          a: BTC_INDEX,
          b: false,
          p: "60000",
          s: size,
          r: true,
          t: { trigger: { isMarket: true, triggerPx, tpsl: "sl" } },
          c: clientOrderId,
        },
      ],
      grouping: "na",
    });
  }

  async read(since: number): Promise<Extract<VenueReport, { kind: "account-read" }>> {
    const report = VenueReport.parse(await this.reading.readAccount(since));
    if (report.kind !== "account-read") throw new Error(JSON.stringify(report));
    return report;
  }

  /** Everything that was told unasked. */
  told<K extends VenueReport["kind"]>(kind: K): Extract<VenueReport, { kind: K }>[] {
    return this.reports.filter((report): report is Extract<VenueReport, { kind: K }> => report.kind === kind);
  }

  async close(): Promise<void> {
    this.reading.close();
    await this.world.close();
  }
}

export const BTC = InstrumentId.parse("BTC");
