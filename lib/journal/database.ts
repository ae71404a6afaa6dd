import { type ChromeTransactionDurability, Dexie, type Table } from "dexie";
import type { Account } from "../model/account.ts";
import type { Decision, Follow, FollowBook } from "../model/follow.ts";
import type { Guard } from "../model/guard.ts";
import type { AccountDay, JournalEvent } from "../model/journal-change.ts";
import type { Instrument } from "../model/instrument.ts";
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
} from "../model/state.ts";
import type { StopRow } from "../model/stop.ts";
import type { VaultStatus } from "../model/vault-status.ts";
import { toVersion2, toVersion3 } from "./migrations.ts";
import { type HaltSwitch, type Sign, TRADED_INDEX } from "./tables.ts";

/** How far the compaction has come. */
export interface UpkeepNote {
  readonly id: "compaction";
  /** Times until which rows are done, by table. */
  readonly doneUntil: Readonly<Record<string, number>>;
}

/** Version of the schema below. */
export const SCHEMA_VERSION = 3;

/**
 * The journal: one IndexedDB database, shared by the worker (which alone writes) and the views (which read).
 * Rows of the engine and of the paper ledger carry a checksum beside what their type says (see tables.ts).
 *
 * `strict` durability: Chrome then flushes to the disk before a transaction counts as complete, so that an
 * intent that was committed survives a power cut, not only a crash of the browser (Dexie 4
 * `chromeTransactionDurability`; the default, relaxed, only hands the data to the operating system). Measured
 * with `npm run bench:journal` (Chromium 156 on Linux, two cores, virtual disk; medians of 280 commits of an
 * order each): 2.5 ms strict, 2.2 ms relaxed; in five runs, most on a busier machine, strict took 1.1 to 1.6
 * times as long. An order that nobody remembers after a power cut would cost more than that.
 */
export class JournalDatabase extends Dexie {
  declare readonly events: Table<JournalEvent, number>;
  declare readonly meta: Table<EngineMeta, string>;
  declare readonly leaders: Table<Leader, string>;
  declare readonly leaderBooks: Table<LeaderBook, string>;
  declare readonly follows: Table<Follow, string>;
  declare readonly books: Table<FollowBook, string>;
  declare readonly accounts: Table<Account, string>;
  declare readonly accountBooks: Table<AccountBook, string>;
  declare readonly guards: Table<Guard, string>;
  declare readonly intents: Table<IntentRow, string>;
  declare readonly stops: Table<StopRow, string>;
  declare readonly fills: Table<FillRow, string>;
  declare readonly decisions: Table<Decision, string>;
  declare readonly dayStarts: Table<DayStart, string>;
  declare readonly accountDays: Table<AccountDay, string>;
  declare readonly problems: Table<Problem, string>;
  declare readonly marks: Table<MarkRow, string>;
  declare readonly instruments: Table<Instrument, string>;
  declare readonly signs: Table<Sign, string>;
  declare readonly switches: Table<HaltSwitch, string>;
  declare readonly upkeep: Table<UpkeepNote, string>;
  /** What views may know of the vault, which is a database of its own; in no export, and without a checksum. */
  declare readonly vaultStatus: Table<VaultStatus, string>;
  declare readonly paperAccount: Table<unknown, string>;
  declare readonly paperPositions: Table<unknown, string>;
  declare readonly paperOrders: Table<unknown, string>;
  declare readonly paperStops: Table<unknown, string>;
  declare readonly paperFundingDue: Table<unknown, string>;
  declare readonly paperNotices: Table<unknown, string>;
  declare readonly venueMarkets: Table<unknown, string>;

  constructor(name: string, durability: ChromeTransactionDurability = "strict") {
    super(name, { chromeTransactionDurability: durability });
    this.version(1).stores({
      events: "++sequence, at",
      meta: "",
      leaders: "id",
      leaderBooks: "",
      follows: "id",
      books: ", followId",
      accountBooks: "",
      intents: "intent.clientOrderId, status",
      fills: "fill.id, fill.clientOrderId, fill.time",
      decisions: "id, at, clientOrderId, followId",
      dayStarts: "followId",
      accountDays: "accountId",
      problems: "id",
      marks: "instrument",
      instruments: "id",
      signs: "id",
      paperAccount: "",
      paperPositions: "instrument",
      paperOrders: "clientOrderId",
      paperFundingDue: "id",
      paperNotices: "id",
    });
    this.version(2)
      .stores({
        accounts: "id",
        guards: "id",
        intents: "intent.clientOrderId, status, statusAt",
        decisions: `id, at, clientOrderId, followId, ${TRADED_INDEX}`,
        switches: "id",
        upkeep: "id",
      })
      .upgrade(toVersion2);
    this.version(SCHEMA_VERSION)
      .stores({
        stops: "stop.clientOrderId, status, statusAt",
        paperStops: "clientOrderId",
        venueMarkets: "",
        vaultStatus: "id",
      })
      .upgrade(toVersion3);
  }
}

export const JOURNAL_NAME = "pilotfish";

let shared: JournalDatabase | null = null;

/** The one connection of this context. Dexie opens it at first use. */
export function journalDatabase(): JournalDatabase {
  shared ??= new JournalDatabase(JOURNAL_NAME);
  return shared;
}
