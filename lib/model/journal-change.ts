import { z } from "zod";
import type { Account } from "./account.ts";
import { DecimalString } from "./decimal.ts";
import type { Decision, Follow, FollowBook } from "./follow.ts";
import type { Guard } from "./guard.ts";
import { AccountId, type FollowId, type LeaderId, Millis } from "./identity.ts";
import type { Instrument } from "./instrument.ts";
import type { LeverageOrder } from "./leverage-setting.ts";
import type { ApprovedIntent } from "./order.ts";
import type {
  AccountBook,
  DayStart,
  EngineMeta,
  FillRow,
  IntentRow,
  Leader,
  LeaderBook,
  MarkRow,
  Problem,
} from "./state.ts";
import type { ApprovedStop, StopCancel, StopRow } from "./stop.ts";

/** Something that happened, as it came in. The append-only part of the journal. */
export const JournalEvent = z.object({
  at: Millis,
  kind: z.string().max(40),
  /** The event itself, as plain data. */
  body: z.unknown(),
});
export type JournalEvent = z.infer<typeof JournalEvent>;

/** Equity of an account when a local day began. */
export const AccountDay = z.object({ accountId: AccountId, day: z.string(), equity: DecimalString });
export type AccountDay = z.infer<typeof AccountDay>;

export interface RowsChange<Row, Key> {
  readonly put: readonly Row[];
  readonly remove: readonly Key[];
}

/** All that one or more steps change, to be written in one transaction or not at all. */
export interface JournalChange {
  readonly events: readonly JournalEvent[];
  readonly meta: EngineMeta | null;
  readonly leaders: RowsChange<Leader, LeaderId>;
  /** Keys are `leader|instrument`, `follow|instrument`, `account|instrument`. */
  readonly leaderBooks: RowsChange<LeaderBook, string>;
  readonly follows: RowsChange<Follow, FollowId>;
  readonly books: RowsChange<FollowBook, string>;
  readonly accountBooks: RowsChange<AccountBook, string>;
  readonly accounts: RowsChange<Account, AccountId>;
  readonly guards: RowsChange<Guard, string>;
  readonly dayStarts: RowsChange<DayStart, FollowId>;
  readonly problems: RowsChange<Problem, string>;
  readonly intents: readonly IntentRow[];
  readonly stops: readonly StopRow[];
  readonly fills: readonly FillRow[];
  readonly decisions: readonly Decision[];
  readonly marks: readonly MarkRow[];
  readonly instruments: readonly Instrument[] | null;
  /** The orders among `intents` that may be sent once this is durable. */
  readonly submits: readonly ApprovedIntent[];
  /** The same of `stops`. */
  readonly stopSubmits: readonly ApprovedStop[];
  /** Stops that are to be removed from their venue once this is durable. */
  readonly stopCancels: readonly StopCancel[];
  /** Settings of leverage that a venue is to be told once this is durable. */
  readonly leverageOrders: readonly LeverageOrder[];
}

/** A row that fails its checksum or its schema. It is left as it is, and no default takes its place. */
export interface DamagedRow {
  readonly table: string;
  /** The key under which it is stored. */
  readonly key: string;
  /** What is wrong with it, in words. */
  readonly detail: string;
  /** The accounts that must stop because of it; `all` where it belongs to none, or nobody can tell to which. */
  readonly accounts: readonly AccountId[] | "all";
}

/** Everything the engine needs to go on. Of accounts that a damaged row stops, no row is among them. */
export interface JournalRows {
  /** Null in a new journal. */
  readonly meta: EngineMeta | null;
  readonly leaders: readonly Leader[];
  readonly leaderBooks: readonly LeaderBook[];
  readonly follows: readonly Follow[];
  readonly books: readonly FollowBook[];
  readonly accountBooks: readonly AccountBook[];
  readonly accounts: readonly Account[];
  readonly guards: readonly Guard[];
  readonly dayStarts: readonly DayStart[];
  readonly problems: readonly Problem[];
  readonly openIntents: readonly IntentRow[];
  /** Protective stops that are not final: also those that rest. */
  readonly openStops: readonly StopRow[];
  readonly instruments: readonly Instrument[];
  /** Since when the halt switch is set; null when it is not. It holds whatever `meta` says. */
  readonly haltedSince: Millis | null;
  /** Rows that stop their accounts. One that would stop all makes the journal unreadable instead. */
  readonly damaged: readonly DamagedRow[];
}

/** Why the journal could not be read or written. Either way nothing may be sent. */
export class JournalError extends Error {
  override readonly name = "JournalError";
  /**
   * damaged: a row to be written that could not be read again, or that belongs to an account which a damaged row
   * stops. The journal is well; what made the row is not. halted: the change has orders to send, and the halt
   * switch is set; nothing of the change was written.
   */
  readonly problem: "unreadable" | "unwritable" | "full" | "damaged" | "halted";

  constructor(problem: JournalError["problem"], message: string) {
    super(message);
    this.problem = problem;
  }
}
