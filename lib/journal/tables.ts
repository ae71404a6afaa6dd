import { z } from "zod";
import { Account } from "../model/account.ts";
import { Decision, Follow, FollowBook } from "../model/follow.ts";
import { Guard } from "../model/guard.ts";
import { Millis } from "../model/identity.ts";
import { Instrument } from "../model/instrument.ts";
import { AccountDay, JournalEvent } from "../model/journal-change.ts";
import {
  AccountBook,
  DayStart,
  EngineMeta,
  FillRow,
  IntentRow,
  type IntentStatus,
  Leader,
  LeaderBook,
  MarkRow,
  Problem,
} from "../model/state.ts";
import { StopRow, type StopStatus } from "../model/stop.ts";

/** A table's rows and the key under which each is stored; null where the key is a running number. */
export interface TableRule<Schema extends z.ZodType = z.ZodType> {
  readonly schema: Schema;
  readonly keyOf: ((row: z.output<Schema>) => string) | null;
}

interface KeyedRule<Schema extends z.ZodType> extends TableRule<Schema> {
  readonly keyOf: (row: z.output<Schema>) => string;
}

function rule<Schema extends z.ZodType>(
  schema: Schema,
  keyOf: (row: z.output<Schema>) => string,
): KeyedRule<Schema> {
  return { schema, keyOf };
}

export const META_KEY = "engine";

/** Key of a row that belongs to two things: `follow|instrument`, `account|instrument`, `leader|instrument`. */
export function pairKey(first: string, second: string): string {
  return `${first}|${second}`;
}

/** The tables that the engine goes on from. */
export const STATE_TABLES = {
  meta: rule(EngineMeta, () => META_KEY),
  leaders: rule(Leader, (row) => row.id),
  leaderBooks: rule(LeaderBook, (row) => pairKey(row.leaderId, row.instrument)),
  follows: rule(Follow, (row) => row.id),
  books: rule(FollowBook, (row) => pairKey(row.followId, row.instrument)),
  accounts: rule(Account, (row) => row.id),
  accountBooks: rule(AccountBook, (row) => pairKey(row.accountId, row.instrument)),
  guards: rule(Guard, (row) => row.id),
  dayStarts: rule(DayStart, (row) => row.followId),
  problems: rule(Problem, (row) => row.id),
  instruments: rule(Instrument, (row) => row.id),
} as const;
export type StateTable = keyof typeof STATE_TABLES;

/** What happened. Of the intents and stops those that are not final are state, too. */
export const HISTORY_TABLES = {
  events: { schema: JournalEvent, keyOf: null },
  intents: rule(IntentRow, (row) => row.intent.clientOrderId),
  stops: rule(StopRow, (row) => row.stop.clientOrderId),
  fills: rule(FillRow, (row) => row.fill.id),
  decisions: rule(Decision, (row) => row.id),
} as const;
export type HistoryTable = keyof typeof HISTORY_TABLES;

/** Of the decisions that led to an order; the others have no key in it. */
export const TRADED_INDEX = "[followId+instrument+clientOrderId]";

/** An order in one of these states is over. */
export const FINAL_STATUSES: readonly IntentStatus[] = [
  "filled",
  "partly-filled",
  "unfilled",
  "rejected",
  "not-sent",
  "absent",
];

/** A stop in one of these states is over. */
export const FINAL_STOP_STATUSES: readonly StopStatus[] = [
  "fired",
  "cancelled",
  "replaced",
  "rejected",
  "not-sent",
  "absent",
];

export type EngineTable = StateTable | HistoryTable;
export const ENGINE_TABLES = { ...STATE_TABLES, ...HISTORY_TABLES } as const;

/** The paper account's ledger. The venue says what is in the rows, and refuses to trade on a bad one. */
export const LEDGER_TABLES = [
  "paperAccount",
  "paperPositions",
  "paperOrders",
  "paperStops",
  "paperFundingDue",
  "paperNotices",
] as const;
export type LedgerTable = (typeof LEDGER_TABLES)[number];

/** Every table whose rows carry a checksum. */
export const SIGNED_TABLES: readonly string[] = [...Object.keys(ENGINE_TABLES), ...LEDGER_TABLES];

/** When the worker last showed that it lives. */
export const Sign = z.object({ id: z.literal("worker"), at: z.number() });
export type Sign = z.infer<typeof Sign>;

export const HALT = "halt";

/** While this row exists, whatever is in it, nothing is sent. */
export const HaltSwitch = z.object({ id: z.literal(HALT), since: Millis });
export type HaltSwitch = z.infer<typeof HaltSwitch>;

/** Figures for the views, written often and lost without harm: they carry no checksum. */
export const VIEW_TABLES = {
  marks: rule(MarkRow, (row) => row.instrument),
  accountDays: rule(AccountDay, (row) => row.accountId),
  signs: rule(Sign, (row) => row.id),
} as const;
