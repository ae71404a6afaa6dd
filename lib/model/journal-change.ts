import { z } from "zod";
import { DecimalString } from "./decimal.ts";
import type { Decision, Follow, FollowBook } from "./follow.ts";
import { AccountId, type FollowId, type LeaderId, Millis } from "./identity.ts";
import type { Instrument } from "./instrument.ts";
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
  readonly dayStarts: RowsChange<DayStart, FollowId>;
  readonly problems: RowsChange<Problem, string>;
  readonly intents: readonly IntentRow[];
  readonly fills: readonly FillRow[];
  readonly decisions: readonly Decision[];
  readonly marks: readonly MarkRow[];
  readonly instruments: readonly Instrument[] | null;
  /** The orders among `intents` that may be sent once this is durable. */
  readonly submits: readonly ApprovedIntent[];
}

/** Everything the engine needs to go on. */
export interface JournalRows {
  /** Null in a new journal. */
  readonly meta: EngineMeta | null;
  readonly leaders: readonly Leader[];
  readonly leaderBooks: readonly LeaderBook[];
  readonly follows: readonly Follow[];
  readonly books: readonly FollowBook[];
  readonly accountBooks: readonly AccountBook[];
  readonly dayStarts: readonly DayStart[];
  readonly problems: readonly Problem[];
  readonly openIntents: readonly IntentRow[];
  readonly instruments: readonly Instrument[];
}

/** Why the journal could not be read or written. Either way nothing may be sent. */
export class JournalError extends Error {
  override readonly name = "JournalError";
  /** damaged: a row to be written that could not be read again. The journal is well; what made the row is not. */
  readonly problem: "unreadable" | "unwritable" | "full" | "damaged";

  constructor(problem: JournalError["problem"], message: string) {
    super(message);
    this.problem = problem;
  }
}
