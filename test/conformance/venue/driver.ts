import type { DecimalString } from "../../../lib/model/decimal.ts";
import type { Instrument } from "../../../lib/model/instrument.ts";
import type { BookLevel } from "../../../lib/model/market-data.ts";
import type { CommittedIntent, Intent, VenueReport } from "../../../lib/model/order.ts";

/** Where the next order is lost on its way, so that its sender hears nothing of it. */
export type LostOrder = "before-acceptance" | "after-acceptance";

/** What a venue under test brings: the market behind it in the suite's hands. One driver is one fresh, funded account. */
export interface VenueDriver {
  /** Two instruments with lots, prices and minimum as the venue tells them; the account can pay for 50 coins of each at 100. */
  readonly instruments: readonly [Instrument, Instrument];
  /** The venue's account and our clock, for the intents. */
  readonly accountId: Intent["accountId"];
  now(): number;
  /** Replaces the book; levels from the best on. */
  placeBook(instrument: Instrument, bids: readonly BookLevel[], asks: readonly BookLevel[]): void;
  /** Book and mark move to this price, with 1,000 coins on both sides. */
  movePrice(instrument: Instrument, price: DecimalString): void;
  /** Hands the order over and lets time pass until its report. */
  submit(intent: CommittedIntent): Promise<VenueReport>;
  lookup(intent: Intent): Promise<VenueReport>;
  /** Reads the account with its fills since a moment, and lets time pass until the report. */
  readAccount(since: number): Promise<VenueReport>;
  /** Lets some seconds pass. */
  wait(): Promise<void>;
  /** The account itself cannot be read, or can again. */
  accountOutage(on: boolean): void;
  /** Hands the order over and restarts at once; the report is never read. */
  submitAndRestart(intent: CommittedIntent): Promise<void>;
  loseNext(where: LostOrder): void;
  /** Our side restarts; the venue's books stay. */
  restart(): Promise<void>;
  /** The signed position as the venue has it. */
  held(instrument: Instrument): Promise<DecimalString>;
  delist(instrument: Instrument): void;
  marketOutage(on: boolean): void;
  close(): void;
}
