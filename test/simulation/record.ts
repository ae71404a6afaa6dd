import type { AccountAccess } from "../../lib/model/account-key.ts";
import type { Command } from "../../lib/model/command.ts";
import type { DecimalString } from "../../lib/model/decimal.ts";
import type { Decision } from "../../lib/model/follow.ts";
import type { AccountId, ClientOrderId, InstrumentId, LeaderId } from "../../lib/model/identity.ts";
import type { Instrument } from "../../lib/model/instrument.ts";
import type { JournalChange, JournalEvent, JournalRows } from "../../lib/model/journal-change.ts";
import type { LeaderEvent, LeaderFill, Side } from "../../lib/model/leader.ts";
import type { LeverageOrder, LeverageReport, LeverageSetting } from "../../lib/model/leverage-setting.ts";
import type { RejectReason, VenueReport } from "../../lib/model/order.ts";
import type { FillRow, IntentRow } from "../../lib/model/state.ts";
import type { FaultName } from "./fault-names.ts";

/**
 * All that happened in one schedule, for the oracle. `at` is always the simulation's own time in ms, which no
 * fault touches; the product's clock shows it plus the newest entry of `clock` before it, a leader's source
 * shows it plus that leader's `clockOffsetMs`, the venue shows it plus `venueClockOffsetMs`.
 */
export interface ScheduleRecord {
  readonly seed: number;
  readonly beganAt: number;
  /** From here on nothing is disturbed any more, and no leader or user does anything. */
  readonly calmAt: number;
  readonly endedAt: number;
  readonly accountId: AccountId;
  readonly instruments: readonly Instrument[];
  /** Mark prices as they were, each valid until the next of its instrument. */
  readonly marks: readonly Stamped<{ readonly instrument: InstrumentId; readonly price: DecimalString }>[];
  readonly clock: readonly Stamped<{ readonly offsetMs: number }>[];
  /** When the machine fell asleep, and for how long: nothing reaches a life meanwhile, and no timer fires. */
  readonly naps: readonly Stamped<{ readonly ms: number }>[];
  /** What the browser says of the network; online before the first. */
  readonly network: readonly Stamped<{ readonly online: boolean }>[];
  /** Marks that reached a life, and when it had asked for them. */
  readonly quotes: readonly Stamped<Quote>[];
  readonly venueClockOffsetMs: number;
  /** What each life was told of the account's key; of a paper account nothing. */
  readonly access: readonly Stamped<{ readonly life: number; readonly state: AccountAccess["state"] }>[];
  readonly leaders: readonly LeaderTruth[];
  readonly venue: VenueTruth;
  readonly lives: readonly LifeTruth[];
  /** The journal's halt switch, which is set before the product is told; null lifts it. `since` is the product's clock's. */
  readonly haltSwitch: readonly Stamped<{ readonly since: number | null }>[];
  /** What the product was told by the user, when its shell took it. */
  readonly commands: readonly Stamped<{ readonly life: number; readonly command: Command }>[];
  readonly faults: readonly Stamped<{ readonly name: FaultName; readonly detail: string }>[];
  readonly journal: JournalTruth;
  /** Defects that the product logged, and what it let escape. */
  readonly defects: readonly Stamped<{ readonly life: number; readonly words: string }>[];
}

export type Stamped<T> = T & { readonly at: number };

export interface Quote {
  readonly life: number;
  readonly askedAt: number;
  readonly marks: ReadonlyMap<InstrumentId, DecimalString>;
}

export interface LeaderTruth {
  readonly id: LeaderId;
  /** The source's clock minus the simulation's, ms. */
  readonly clockOffsetMs: number;
  /** What he held when the schedule began, signed coins, with his entry prices. */
  readonly start: readonly LeaderHolding[];
  /** Everything he did. `fill.time` is in the source's time. */
  readonly fills: readonly Stamped<{ readonly fill: LeaderFill }>[];
  /** What he holds at the end. */
  readonly end: readonly LeaderHolding[];
  /** Every event that reached a life, after all faults. Equity served is in the snapshots. */
  readonly told: readonly Stamped<{ readonly life: number; readonly event: LeaderEvent }>[];
}

export interface LeaderHolding {
  readonly instrument: InstrumentId;
  readonly size: DecimalString;
  readonly entryPrice: DecimalString;
}

export interface VenueTruth {
  /** Orders that a life handed to the venue's port, whatever became of them on the way. */
  readonly sent: readonly Stamped<SentOrder>[];
  /** Orders that reached the exchange, in the order in which it took them, also those of another installation. */
  readonly orders: readonly VenueOrder[];
  /** Settings of leverage that a life handed to the venue's port, whatever became of them on the way. */
  readonly sentSettings: readonly Stamped<SentSetting>[];
  /** What is set at the exchange, each from its moment on: at first, by the product and by the user's hand. */
  readonly settings: readonly Stamped<SettingTruth>[];
  /** What a life was told of settings. */
  readonly toldOfSettings: readonly Stamped<{ readonly life: number; readonly report: LeverageReport }>[];
  /** Everything that changed a position, oldest first. */
  readonly fills: readonly VenueFillTruth[];
  /** Signed coins at the end; what is missing is flat. */
  readonly positions: ReadonlyMap<InstrumentId, DecimalString>;
  /** Protective stops that reached the exchange, in the order in which it took or refused them. */
  readonly stops: readonly VenueStop[];
  /** What of stops a life handed to the venue's port, whatever became of it on the way. */
  readonly stopsSent: readonly Stamped<{
    readonly life: number;
    readonly clientOrderId: ClientOrderId;
    readonly kind: "place" | "cancel";
    readonly nonce: number;
  }>[];
  /** Every report that reached a life, by whatever way. */
  readonly told: readonly Stamped<{ readonly life: number; readonly report: VenueReport }>[];
}

export interface SentOrder {
  readonly life: number;
  readonly clientOrderId: ClientOrderId;
  /** lost: it never arrives. turned-away: the exchange answers 429 and does not look at it. */
  readonly fate: "arrives" | "lost" | "turned-away";
}

export interface SentSetting {
  readonly life: number;
  readonly order: LeverageOrder;
}

export interface SettingTruth {
  readonly instrument: InstrumentId;
  readonly setting: LeverageSetting;
  readonly by: "start" | "product" | "user";
  /** Signed coins just before it. */
  readonly position: DecimalString;
  /** The signer's number; null where nothing of ours was signed. */
  readonly nonce: number | null;
}

export interface VenueOrder {
  readonly at: number;
  /** `other`: another installation on the same account. */
  readonly from: "product" | "other";
  readonly clientOrderId: ClientOrderId;
  readonly instrument: InstrumentId;
  readonly side: Side;
  readonly size: DecimalString;
  readonly limitPrice: DecimalString;
  readonly reduceOnly: boolean;
  /** The signer's number; null on paper, and of another installation. */
  readonly nonce: number | null;
  /** The simulation's time after which the exchange would have refused it. */
  readonly expiresAt: number;
  /** Signed coins just before it. */
  readonly positionBefore: DecimalString;
  readonly outcome:
    | { readonly kind: "taken"; readonly filled: DecimalString }
    /** `provoked`: the schedule made the venue refuse; else the order itself was wrong. */
    | { readonly kind: "refused"; readonly reason: RejectReason; readonly provoked: boolean };
}

export interface VenueStop {
  readonly at: number;
  readonly clientOrderId: ClientOrderId;
  readonly instrument: InstrumentId;
  readonly side: Side;
  readonly size: DecimalString;
  readonly triggerPrice: DecimalString;
  readonly limitPrice: DecimalString;
  readonly replaces: ClientOrderId | null;
  /** The simulation's time after which the exchange would have refused it. */
  readonly expiresAt: number;
  /** Why it never rested; null when it did. */
  readonly refused: string | null;
  end: "fired" | "cancelled" | "replaced" | "by-hand" | null;
  endedAt: number | null;
  /** Lots that it traded when it fired. */
  sold: number;
}

export interface VenueFillTruth {
  readonly at: number;
  readonly id: string;
  readonly instrument: InstrumentId;
  readonly cause: "order" | "user" | "liquidation" | "other-installation" | "stop";
  readonly clientOrderId: ClientOrderId | null;
  readonly side: Side;
  readonly size: DecimalString;
  readonly price: DecimalString;
  readonly fee: DecimalString;
  readonly positionAfter: DecimalString;
}

export interface LifeTruth {
  /** Counts from 1. */
  readonly life: number;
  readonly bornAt: number;
  /** Null when it lived to the end. */
  readonly diedAt: number | null;
  /** The await at which it was killed, e.g. "journal.commit called"; null when nothing killed it. */
  readonly diedIn: string | null;
}

export interface JournalTruth {
  /** Every change that became durable, oldest first, and the life that asked for it. */
  readonly changes: readonly Stamped<{ readonly life: number; readonly change: JournalChange }>[];
  /** What a next life would load. */
  readonly rows: JournalRows;
  readonly events: readonly Stamped<{ readonly row: JournalEvent }>[];
  readonly decisions: readonly Stamped<{ readonly row: Decision }>[];
  readonly fills: readonly Stamped<{ readonly row: FillRow }>[];
  /** Each order: its last row, and when its first one became durable. */
  readonly intents: ReadonlyMap<ClientOrderId, Stamped<{ readonly row: IntentRow }>>;
}
