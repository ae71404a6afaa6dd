import { committedOf } from "../../lib/journal/committed-of.ts";
import { refuseUnwritten, sendsAnything } from "../../lib/journal/refuse-unwritten.ts";
import {
  ENGINE_TABLES,
  type EngineTable,
  FINAL_STATUSES,
  FINAL_STOP_STATUSES,
  META_KEY,
} from "../../lib/journal/tables.ts";
import type { Committed, Journal } from "../../lib/model/journal.ts";
import {
  type JournalChange,
  JournalError,
  type JournalRows,
  type RowsChange,
} from "../../lib/model/journal-change.ts";
import type { EngineMeta, IntentRow } from "../../lib/model/state.ts";
import type { StopRow } from "../../lib/model/stop.ts";

type Rows = Map<string, unknown>;

/** Whether there is nothing at all to write. */
export function isEmpty({ meta, instruments, ...parts }: JournalChange): boolean {
  if (meta !== null || instruments !== null) return false;
  return Object.values(parts).every((part) =>
    "put" in part ? part.put.length === 0 && part.remove.length === 0 : part.length === 0,
  );
}

/**
 * A journal in memory with the rules of the one in IndexedDB: a change is written whole or not at all, no row
 * that could not be read again, no order behind the halt.
 */
export class MemoryJournal implements Journal {
  readonly #tables = new Map<string, Rows>();
  #haltedSince: number | null = null;

  async load(): Promise<JournalRows> {
    const rows = <Row>(table: EngineTable, wanted: (row: Row) => boolean = () => true): Row[] => {
      const stored = ([...this.#table(table).values()] as Row[]).filter(wanted);
      // Reading makes new rows: none is shared with who wrote it.
      return stored.map((row) => {
        const parsed = ENGINE_TABLES[table].schema.safeParse(row);
        if (!parsed.success) throw new JournalError("unreadable", `A row of ${table} is damaged.`);
        return parsed.data as Row;
      });
    };
    const [meta] = rows<EngineMeta>("meta");
    return {
      meta: meta ?? null,
      leaders: rows("leaders"),
      leaderBooks: rows("leaderBooks"),
      follows: rows("follows"),
      books: rows("books"),
      accountBooks: rows("accountBooks"),
      accounts: rows("accounts"),
      guards: rows("guards"),
      dayStarts: rows("dayStarts"),
      problems: rows("problems"),
      openIntents: rows<IntentRow>("intents", ({ status }) => !FINAL_STATUSES.includes(status)),
      openStops: rows<StopRow>("stops", ({ status }) => !FINAL_STOP_STATUSES.includes(status)),
      instruments: rows("instruments"),
      haltedSince: this.#haltedSince,
      damaged: [],
    };
  }

  async commit(change: JournalChange): Promise<Committed> {
    const { meta, instruments } = change;
    const changes: [EngineTable, RowsChange<unknown, string>][] = [
      ["meta", { put: meta === null ? [] : [meta], remove: [] }],
      ["leaders", change.leaders],
      ["leaderBooks", change.leaderBooks],
      ["follows", change.follows],
      ["books", change.books],
      ["accounts", change.accounts],
      ["accountBooks", change.accountBooks],
      ["guards", change.guards],
      ["dayStarts", change.dayStarts],
      ["problems", change.problems],
      ["instruments", { put: instruments ?? [], remove: [] }],
      ["intents", { put: change.intents, remove: [] }],
      ["stops", { put: change.stops, remove: [] }],
      ["fills", { put: change.fills, remove: [] }],
      ["decisions", { put: change.decisions, remove: [] }],
    ];
    refuseUnwritten(change);
    for (const [table, { put }] of changes) this.#refuseDamaged(table, put);
    if (sendsAnything(change) && this.#haltedSince !== null) {
      throw new JournalError("halted", "Everything is halted: no order may be committed.");
    }
    if (instruments !== null) this.#table("instruments").clear();
    for (const [table, rowsChange] of changes) this.#write(table, rowsChange);
    const events = this.#table("events");
    for (const event of change.events) events.set(String(events.size + 1), event);
    return committedOf(change);
  }

  async keepIdentity(meta: EngineMeta): Promise<void> {
    this.#table("meta").set(META_KEY, meta);
  }

  async setHalt(since: number | null): Promise<void> {
    this.#haltedSince = since;
  }

  #table(name: string): Rows {
    const rows = this.#tables.get(name) ?? new Map<string, unknown>();
    this.#tables.set(name, rows);
    return rows;
  }

  #refuseDamaged(table: EngineTable, put: readonly unknown[]): void {
    const { schema } = ENGINE_TABLES[table];
    for (const row of put) {
      const parsed = schema.safeParse(row);
      if (parsed.success) continue;
      const where = parsed.error.issues[0];
      throw new JournalError("damaged", `Not a row of ${table}: ${where?.path.join(".")} ${where?.message}`);
    }
  }

  #write(table: EngineTable, { put, remove }: RowsChange<unknown, string>): void {
    const rows = this.#table(table);
    const keyOf = ENGINE_TABLES[table].keyOf as ((row: unknown) => string) | null;
    if (keyOf !== null) for (const row of put) rows.set(keyOf(row), row);
    for (const key of remove) rows.delete(key);
  }
}
