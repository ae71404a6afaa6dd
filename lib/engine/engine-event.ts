import type { AccountAccess, AccountKey } from "../model/account-key.ts";
import type { Command } from "../model/command.ts";
import type { DecimalString } from "../model/decimal.ts";
import type { InstrumentId, LeaderId } from "../model/identity.ts";
import type { Instrument } from "../model/instrument.ts";
import type { LeaderEvent, SnapshotCause } from "../model/leader.ts";
import type { LeverageOrder, LeverageReport } from "../model/leverage-setting.ts";
import type { ApprovedIntent, Intent, VenueReport } from "../model/order.ts";
import type { AccountId } from "../model/identity.ts";
import type { ApprovedStop, StopCancel, StopOrder, StopReport } from "../model/stop.ts";

type OrderNotFound = Extract<VenueReport, { kind: "order-not-found" }>;
type StopNotFound = Extract<StopReport, { kind: "stop-not-found" }>;

/** Everything the engine ever reacts to. `at` is our clock in ms. */
export type EngineEvent =
  | LeaderEvent
  | { readonly kind: "command"; readonly at: number; readonly command: Command }
  | Exclude<VenueReport, OrderNotFound>
  | LeverageReport
  /** `askedTick` is the tick of this life in which the engine asked. */
  | (OrderNotFound & { readonly askedTick: number })
  | Exclude<StopReport, StopNotFound>
  | (StopNotFound & { readonly askedTick: number })
  /** `askedAt` is our clock when they were asked for: the answer may have been long under way. */
  | {
      readonly kind: "marks";
      readonly at: number;
      readonly askedAt: number;
      readonly marks: ReadonlyMap<InstrumentId, DecimalString>;
    }
  | { readonly kind: "instruments"; readonly at: number; readonly instruments: readonly Instrument[] }
  /** The instruments could not be read (or can again: null). */
  | { readonly kind: "instruments-problem"; readonly at: number; readonly detail: string | null }
  /** Whether an account's orders can be signed, and what its key's audit told; `key` null leaves what is known of it. */
  | {
      readonly kind: "account-access";
      readonly at: number;
      readonly accountId: AccountId;
      readonly access: Omit<AccountAccess, "since">;
      readonly key: AccountKey | null;
    }
  /** The paper account's ledger was reset. */
  | { readonly kind: "venue-reset"; readonly at: number }
  /** The paper account's ledger could not be read or written. */
  | { readonly kind: "venue-problem"; readonly at: number; readonly detail: string | null }
  /** Once a second. `day` is the local date, "2026-11-22"; `online` is what the browser says of the network. */
  | { readonly kind: "tick"; readonly at: number; readonly day: string; readonly online: boolean }
  /** The first event of a worker's life. */
  | { readonly kind: "boot"; readonly at: number };

/** What the runtime is to do once the step is durable. */
export type Effect =
  | { readonly kind: "submit"; readonly intent: ApprovedIntent }
  /** `tick` counts the ticks of this life; the answer says in which it was asked for. */
  | { readonly kind: "lookup"; readonly intent: Intent; readonly tick: number }
  | { readonly kind: "place-stop"; readonly stop: ApprovedStop }
  | { readonly kind: "cancel-stop"; readonly cancel: StopCancel }
  | { readonly kind: "lookup-stop"; readonly stop: StopOrder; readonly tick: number }
  /** `since` is the venue's time from which fills are to be told. */
  | { readonly kind: "read-account"; readonly accountId: AccountId; readonly since: number }
  /** Told once, before its expiry, and only by the life that committed it; the answer is a LeverageReport. */
  | { readonly kind: "set-leverage"; readonly order: LeverageOrder }
  | { readonly kind: "read-leverage"; readonly accountId: AccountId; readonly instrument: InstrumentId }
  | {
      readonly kind: "refresh-leader";
      readonly leaderId: LeaderId;
      readonly cause: SnapshotCause;
      readonly afterMs: number;
    }
  | { readonly kind: "reset-venue"; readonly accountId: AccountId };
