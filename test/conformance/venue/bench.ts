import { Decimal, type DecimalString, decimal, decimalString } from "../../../lib/model/decimal.ts";
import { FollowId } from "../../../lib/model/identity.ts";
import type { Instrument } from "../../../lib/model/instrument.ts";
import { LeverageOrder, LeverageReport, type MarginMode } from "../../../lib/model/leverage-setting.ts";
import { type CommittedIntent, Intent, VenueReport } from "../../../lib/model/order.ts";
import { type CommittedStop, StopOrder, StopReport } from "../../../lib/model/stop.ts";
import type { VenueDriver } from "./driver.ts";

export interface OrderTerms {
  readonly side: "buy" | "sell";
  readonly size: string;
  readonly price?: string;
  readonly reduceOnly?: boolean;
  readonly instrument?: Instrument;
  readonly expiresAt?: number;
}

export interface StopTerms {
  readonly side?: "buy" | "sell";
  readonly size: string;
  readonly trigger: string;
  readonly limit: string;
  readonly replaces?: StopOrder;
  readonly expiresAt?: number;
}

export type AccountRead = Extract<VenueReport, { kind: "account-read" }>;

/** Life of an act that is committed now, ms. */
const LIFE_MS = 15_000;

/** A venue's driver with the words in which the cases speak. Every answer is read with the model's schemas. */
export class Bench {
  readonly driver: VenueDriver;
  #sequence = 0;

  constructor(driver: VenueDriver) {
    this.driver = driver;
  }

  get first(): Instrument {
    return this.driver.instruments[0];
  }
  get second(): Instrument {
    return this.driver.instruments[1];
  }

  /** An order as the journal would have committed it. */
  intent({ instrument = this.first, side, size, price = "100", ...rest }: OrderTerms): CommittedIntent {
    const { driver } = this;
    const now = driver.now();
    this.#sequence += 1;
    const signed = decimalString(decimal(size).times(side === "buy" ? 1 : -1));
    // Stands for the journal's commit, which alone makes committed intents.
    return Intent.parse({
      clientOrderId: driver.newId("order"),
      accountId: driver.accountId,
      instrument: instrument.id,
      sequence: this.#sequence,
      side,
      size: decimalString(size),
      limitPrice: decimalString(price),
      reduceOnly: rest.reduceOnly ?? false,
      shares: [
        {
          followId: FollowId.parse("follow"),
          size: signed,
          leaderPrice: null,
          growth: rest.reduceOnly !== true,
        },
      ],
      causedAt: now,
      nonce: driver.nextNonce(),
      committedAt: now,
      expiresAt: rest.expiresAt ?? now + LIFE_MS,
    }) as CommittedIntent;
  }

  /** A stop of the first instrument as the journal would have committed it; it sells unless told otherwise. */
  stop({ side = "sell", size, trigger, limit, replaces, expiresAt }: StopTerms): CommittedStop {
    const { driver } = this;
    const now = driver.now();
    this.#sequence += 1;
    return StopOrder.parse({
      clientOrderId: driver.newId("stop"),
      accountId: driver.accountId,
      instrument: this.first.id,
      sequence: this.#sequence,
      side,
      size,
      triggerPrice: trigger,
      limitPrice: limit,
      basis: "position-stop",
      replaces: replaces?.clientOrderId ?? null,
      nonce: driver.nextNonce() ?? 0,
      committedAt: now,
      expiresAt: expiresAt ?? now + LIFE_MS,
    }) as CommittedStop;
  }

  submit(intent: CommittedIntent): Promise<VenueReport> {
    return this.driver.during(async () => VenueReport.parse(await this.driver.venue.submit(intent)));
  }
  send(order: OrderTerms): Promise<VenueReport> {
    return this.submit(this.intent(order));
  }
  lookup(intent: Intent): Promise<VenueReport> {
    return this.driver.during(async () => VenueReport.parse(await this.driver.venue.lookup(intent)));
  }

  place(stop: CommittedStop): Promise<StopReport> {
    return this.driver.during(async () => StopReport.parse(await this.driver.venue.placeStop(stop)));
  }
  /** Asks the venue to remove a stop. */
  remove({ accountId, instrument, clientOrderId }: StopOrder): Promise<StopReport> {
    const cancel = {
      accountId,
      instrument,
      clientOrderId,
      nonce: this.driver.nextNonce() ?? 0,
      expiresAt: this.driver.now() + LIFE_MS,
    };
    return this.driver.during(async () => StopReport.parse(await this.driver.venue.cancelStop(cancel)));
  }
  lookupStop(stop: StopOrder): Promise<StopReport> {
    return this.driver.during(async () => StopReport.parse(await this.driver.venue.lookupStop(stop)));
  }

  setLeverage(times: number, marginMode: MarginMode = "cross"): Promise<LeverageReport> {
    const order = LeverageOrder.parse({
      accountId: this.driver.accountId,
      instrument: this.first.id,
      setting: { times, marginMode },
      nonce: this.driver.nextNonce() ?? 1,
      expiresAt: this.driver.now() + LIFE_MS,
    });
    return this.driver.during(async () => LeverageReport.parse(await this.driver.venue.setLeverage(order)));
  }
  readLeverage(): Promise<LeverageReport> {
    const { accountId } = this.driver;
    return this.driver.during(async () =>
      LeverageReport.parse(await this.driver.venue.readLeverage(accountId, this.first.id)),
    );
  }

  read(since: number): Promise<VenueReport> {
    return this.driver.during(async () => VenueReport.parse(await this.driver.venue.readAccount(since)));
  }
  async readAccount(since = 0): Promise<AccountRead> {
    const report = await this.read(since);
    if (report.kind !== "account-read") throw new Error(`unexpected ${JSON.stringify(report)}`);
    return report;
  }
  /** The stops that the venue shows, as "sell 2 at 95", sorted. */
  async resting(): Promise<string[]> {
    const { openOrders } = await this.readAccount();
    return openOrders
      .map(({ stop }) => (stop === null ? "no stop" : `${stop.side} ${stop.size} at ${stop.triggerPrice}`))
      .toSorted();
  }

  held(instrument = this.first): Promise<DecimalString> {
    return this.driver.held(instrument);
  }
  move(price: string, instrument = this.first): Promise<void> {
    return this.driver.movePrice(instrument, decimalString(price));
  }
  /** The first instrument's book, each level as [price, size]. */
  book(bids: readonly (readonly [string, string])[], asks: readonly (readonly [string, string])[]): void {
    const levels = (side: readonly (readonly [string, string])[]) =>
      side.map(([price, size]) => ({ price: decimalString(price), size: decimalString(size) }));
    this.driver.placeBook(this.first, levels(bids), levels(asks));
  }
  /** Sizes of the fills that were told unasked, with their cause. */
  foreign(): string[] {
    return this.driver
      .unasked()
      .flatMap((report) => (report.kind === "foreign-fills" ? report.fills : []))
      .map(({ cause, side, size }) => `${cause}: ${side} ${size}`);
  }
}

/** Sum of an order's fills, or the report's kind when it has none to tell. */
export function filled(report: VenueReport): string {
  if (report.kind !== "order-done") return report.kind;
  return report.fills.reduce((sum, fill) => sum.plus(fill.size), new Decimal(0)).toFixed();
}
