import type { DecimalString } from "../../../lib/model/decimal.ts";
import type { ClientOrderId } from "../../../lib/model/identity.ts";
import type { Instrument } from "../../../lib/model/instrument.ts";
import type { LeverageDesk } from "../../../lib/model/leverage-setting.ts";
import type { BookLevel } from "../../../lib/model/market-data.ts";
import type { Intent, Venue, VenueReport } from "../../../lib/model/order.ts";
import type { StopDesk } from "../../../lib/model/stop.ts";

/** Where the next act is lost on its way, so that its sender hears nothing of it. */
export type LostAct = "before-acceptance" | "after-acceptance";

/**
 * What some venues cannot have, and their drivers then need not know how to bring about. market-outage: orders are
 * filled against prices that are read. price-band: a price far from the mark is refused. mode-lock: the margin mode
 * cannot be changed while something is held. hand-trades: its user can trade beside us. line: news come by a stream.
 * late-answer: an act can be carried out at once and answered later.
 */
export type Ability =
  | "market-outage"
  | "price-band"
  | "mode-lock"
  | "hand-trades"
  | "line"
  | "late-answer"
  | "rate-limit"
  | "ban"
  | "maintenance";

/** While one is on: prices, the account, or everything cannot be had, in the venue's own way of saying so. */
export type Outage = "market" | "account" | "rate-limit" | "ban" | "maintenance";

/** A venue as the suite knows it before anything of it is opened. */
export interface VenueUnderTest {
  /** Its column in the table. */
  readonly name: string;
  /** What it cannot have, each with the reason; the table shows it. */
  readonly notThere: Readonly<Partial<Record<Ability, string>>>;
  /** One fresh, funded account, read once, with nothing open. */
  readonly open: () => Promise<VenueDriver>;
}

/**
 * What a venue under test brings: the market behind it and the time in the suite's hands. Time may be real or virtual:
 * the suite never waits by itself.
 */
export interface VenueDriver {
  /** The venue in its present life. */
  readonly venue: Venue & LeverageDesk & StopDesk;
  /** Two instruments with lots, prices and minimum as the venue tells them; the account can pay for 50 coins of each at 100. */
  readonly instruments: readonly [Instrument, Instrument];
  /** The venue's account and our clock, for what is committed. */
  readonly accountId: Intent["accountId"];
  now(): number;
  /** An id of ours that was never used; of a stop, if the venue's fills are to be known as a stop's by it. */
  newId(of: "order" | "stop"): ClientOrderId;
  /** The signer's next number; null where nothing is signed. */
  nextNonce(): number | null;

  /** Runs work and lets time pass until it is done. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** Lets time pass until it is so; throws when it is not within some seconds. */
  until(isSo: () => Promise<boolean>): Promise<void>;
  /** Lets so much time pass, ms. */
  pass(ms: number): Promise<void>;

  /** Replaces the book; levels from the best on. The mark stays. */
  placeBook(instrument: Instrument, bids: readonly BookLevel[], asks: readonly BookLevel[]): void;
  /** Book and mark move to this price, with 1,000 coins on both sides; the venue has it. */
  movePrice(instrument: Instrument, price: DecimalString): Promise<void>;
  /** The signed position as the venue itself has it. */
  held(instrument: Instrument): Promise<DecimalString>;
  /** The instrument is no longer traded, and the venue may have heard of it. */
  delist(instrument: Instrument): Promise<void>;
  /** Everything that was told unasked, since the driver was opened. */
  unasked(): readonly VenueReport[];

  /** The next act (order, stop, cancel, setting) is lost. */
  loseNext(where: LostAct): void;
  /** The next act reaches the venue so much later, ms. */
  delayNext(ms: number): void;
  /** Our side restarts; the venue's books stay. */
  restart(): Promise<void>;
  /** Begins work and restarts in the middle of it; what it would have answered is never read. */
  cutOff(work: () => Promise<unknown>): Promise<void>;
  /** The venue's clock is so far ahead of ours, ms; what measures it has been asked since. */
  skewClock(ms: number): Promise<void>;
  outage(kind: Outage, on: boolean): Promise<void>;

  /** Ability `late-answer`: the next act is carried out at once and answered so much later, ms. */
  answerLate?(ms: number): void;
  /** Ability `hand-trades`: the user buys or sells at the venue himself. */
  tradeByHand?(instrument: Instrument, side: "buy" | "sell", size: string): Promise<void>;
  /** Ability `line`: the stream is lost, or may come back. */
  line?(on: boolean): Promise<void>;
  close(): void | Promise<void>;
}
