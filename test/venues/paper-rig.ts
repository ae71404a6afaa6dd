import { decimal, decimalString } from "../../lib/model/decimal.ts";
import { ClientOrderId, FollowId, type InstrumentId, PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import { type CommittedIntent, Intent, type VenueReport } from "../../lib/model/order.ts";
import type { Clock } from "../../lib/model/request.ts";
import { type CommittedStop, StopOrder, type StopReport } from "../../lib/model/stop.ts";
import { createPaperVenue, PAPER_SETTINGS, type PaperVenue } from "../../lib/venues/paper-venue.ts";
import { BTC, FakeMarket, levels } from "./paper-fake-market.ts";
import { MemoryStore } from "./paper-memory-store.ts";
import { VirtualClock } from "./paper-virtual-clock.ts";

let sequence = 0;

/** An intent as the journal would have committed it; it expires in 15 s. */
export function intent(
  clock: Clock,
  order: Partial<Omit<Intent, "size" | "limitPrice">> & { size: string; limitPrice: string },
): CommittedIntent {
  sequence += 1;
  const size = decimalString(order.size);
  return Intent.parse({
    clientOrderId: ClientOrderId.parse(`0x${sequence.toString(16).padStart(32, "0")}`),
    accountId: PAPER_ACCOUNT,
    instrument: BTC,
    sequence,
    side: "buy",
    reduceOnly: false,
    shares: [{ followId: FollowId.parse("f1"), size, leaderPrice: order.limitPrice, growth: true }],
    causedAt: clock.now(),
    nonce: null,
    committedAt: clock.now(),
    expiresAt: clock.now() + 15_000,
    ...order,
  }) as CommittedIntent;
}

type StopTerms = Partial<Omit<StopOrder, "size" | "triggerPrice" | "limitPrice">> & {
  readonly size: string;
  readonly triggerPrice: string;
  readonly limitPrice: string;
};

/** A stop of a long position as the journal would have committed it; it expires in a minute. */
function committedStop(clock: Clock, terms: StopTerms): CommittedStop {
  sequence += 1;
  return StopOrder.parse({
    clientOrderId: ClientOrderId.parse(`0x${sequence.toString(16).padStart(32, "0")}`),
    accountId: PAPER_ACCOUNT,
    instrument: BTC,
    sequence,
    side: "sell",
    basis: "position-stop",
    replaces: null,
    nonce: 0,
    committedAt: clock.now(),
    expiresAt: clock.now() + 60_000,
    ...terms,
  }) as CommittedStop;
}

/** A paper venue with all its parts in a test's hands. */
export class PaperRig {
  readonly clock = new VirtualClock();
  readonly market = new FakeMarket(this.clock);
  readonly store = new MemoryStore();
  reports: VenueReport[] = [];
  /** Our clock minus the market's, ms. */
  clockOffset: number | null = null;
  venue: PaperVenue = this.open();

  private open(): PaperVenue {
    const { clock, store, market: marketData } = this;
    const venue = createPaperVenue({
      accountId: PAPER_ACCOUNT,
      marketData,
      store,
      clock,
      settings: PAPER_SETTINGS,
      clockOffsetMs: () => this.clockOffset,
    });
    venue.onReport((report) => this.reports.push(report));
    return venue;
  }
  /** The worker dies and another one comes up on the same disk. */
  restart(): void {
    this.venue.close();
    this.venue = this.open();
  }
  order(order: Parameters<typeof intent>[1]): CommittedIntent {
    return intent(this.clock, order);
  }
  /** Hands an order over and lets its latency pass. */
  async send(order: CommittedIntent): Promise<VenueReport> {
    const report = this.venue.submit(order);
    await this.clock.advance(PAPER_SETTINGS.latencyMs);
    return report;
  }
  buy(size: string, limitPrice: string, more: Partial<Intent> = {}): Promise<VenueReport> {
    return this.send(this.order({ ...more, side: "buy", size, limitPrice }));
  }
  sell(size: string, limitPrice: string, more: Partial<Intent> = {}): Promise<VenueReport> {
    return this.send(this.order({ ...more, side: "sell", size, limitPrice }));
  }
  stop(terms: Parameters<typeof committedStop>[1]): CommittedStop {
    return committedStop(this.clock, terms);
  }
  /** Hands a stop over and lets its latency pass. */
  async place(stop: CommittedStop): Promise<StopReport> {
    const report = this.venue.placeStop(stop);
    await this.clock.advance(PAPER_SETTINGS.latencyMs);
    return report;
  }
  /** Asks for a stop's removal and lets the latency pass. */
  async cancel({ accountId, instrument, clientOrderId, expiresAt }: CommittedStop): Promise<StopReport> {
    const report = this.venue.cancelStop({ accountId, instrument, clientOrderId, nonce: 0, expiresAt });
    await this.clock.advance(PAPER_SETTINGS.latencyMs);
    return report;
  }
  /** Time passes with marks every 10 s. */
  async watch(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 10_000) {
      await this.clock.advance(Math.min(10_000, left));
      await this.venue.onMarks(new Map(this.market.marksNow));
    }
  }
  async held(id: InstrumentId): Promise<string> {
    const { positions } = await this.venue.account();
    return positions.find((one) => one.instrument === id)?.size ?? "0";
  }
  async cash(): Promise<string> {
    return decimal((await this.venue.account()).cash).toFixed();
  }
}

/** Long 3,000 BTC at 100, cash 9,865 after the fee: liquidated below 97.935… */
export async function rigWithLong(): Promise<PaperRig> {
  const rig = new PaperRig();
  rig.market.book(BTC, [], levels(["100", "5000"]));
  await rig.buy("3000", "100");
  return rig;
}
