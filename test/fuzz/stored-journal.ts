import { Dexie } from "dexie";
import { IDBKeyRange, indexedDB } from "fake-indexeddb";
import { JournalDatabase } from "../../lib/journal/database.ts";
import { createJournal } from "../../lib/journal/dexie-journal.ts";
import { SIGNED_TABLES } from "../../lib/journal/tables.ts";
import { journalChangeOf, marksToWrite } from "../../lib/runtime/journal-change-of.ts";
import { busyStory } from "./base-states.ts";
import type { Story } from "./story.ts";

Dexie.dependencies.indexedDB = indexedDB;
Dexie.dependencies.IDBKeyRange = IDBKeyRange;

/** A row as it is stored, and the key under which it is. */
export interface StoredRow {
  readonly table: string;
  readonly key: string | number;
  readonly row: unknown;
}

export interface StoredJournal {
  readonly database: JournalDatabase;
  readonly rows: readonly StoredRow[];
  /** Puts a table back as it was. */
  restore(table: string): Promise<void>;
  /** What stands in a table now. */
  read(table: string): Promise<StoredRow[]>;
}

async function write(database: JournalDatabase, { table, key, row }: StoredRow): Promise<void> {
  const inbound = database.table(table).schema.primKey.keyPath !== null && table !== "events";
  await (inbound || table === "events"
    ? database.table(table).put(row)
    : database.table(table).put(row, key));
}

let made: Promise<StoredJournal> | null = null;

/** A new database with all that a story tells. */
export async function writtenJournal(name: string, story: Story): Promise<JournalDatabase> {
  const database = new JournalDatabase(name);
  const journal = createJournal(database);
  await journal.keepIdentity(story.state.meta);
  await journal.commit(journalChangeOf(story.steps, marksToWrite(story.state)));
  return database;
}

async function make(): Promise<StoredJournal> {
  const database = await writtenJournal("fuzzed", busyStory());
  const read = async (table: string): Promise<StoredRow[]> => {
    const keys = await database.table(table).toCollection().primaryKeys();
    const rows: unknown[] = await database.table(table).toArray();
    return rows.map((row, index) => ({ table, key: keys[index] as string | number, row }));
  };
  const tables = SIGNED_TABLES.filter((table) => !table.startsWith("paper"));
  const rows = (await Promise.all(tables.map(read))).flat();
  return {
    database,
    rows,
    read,
    async restore(table) {
      await database.table(table).clear();
      for (const one of rows) if (one.table === table) await write(database, one);
    },
  };
}

/** A journal with every kind of row, in IndexedDB; shared by the cases, which put back what they change. */
export function storedJournal(): Promise<StoredJournal> {
  made ??= make();
  return made;
}
