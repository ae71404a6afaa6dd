import { Dexie } from "dexie";
import { IDBKeyRange, indexedDB } from "fake-indexeddb";
import { JournalDatabase } from "../../lib/journal/database.ts";
import { createJournal } from "../../lib/journal/dexie-journal.ts";
import type { JournalRows } from "../../lib/model/journal-change.ts";
import { INSTRUMENT, META, PROBLEM, accountRows, changeWith } from "./sample-rows.ts";

Dexie.dependencies.indexedDB = indexedDB;
Dexie.dependencies.IDBKeyRange = IDBKeyRange;

let names = 0;
/** Two accounts, each with a follow of a leader of its own; `shared` lets the second follow the first's leader. */
export async function twoAccounts(shared = false): Promise<JournalDatabase> {
  names += 1;
  const database = new JournalDatabase(`damage-${names}`);
  const journal = createJournal(database);
  await journal.keepIdentity(META);
  await journal.commit(accountRows("first", "f1", "a", 1));
  await journal.commit(accountRows("second", "f2", shared ? "a" : "b", 2));
  await journal.commit(changeWith({ problems: { put: [PROBLEM], remove: [] }, instruments: [INSTRUMENT] }));
  return database;
}

/** Writes a row past the journal, as a failing disk or a hand would. */
export async function damage(
  database: JournalDatabase,
  table: string,
  key: string,
  change: (row: Record<string, unknown>) => object,
): Promise<void> {
  const rows = database.table<Record<string, unknown>>(table);
  const row = await rows.get(key);
  if (row === undefined) throw new Error(`no row ${key} in ${table}`);
  const inline = (rows.schema.primKey.keyPath ?? "") !== "";
  await (inline ? rows.put({ ...change(row) }) : rows.put({ ...change(row) }, key));
}

export const touched = (row: Record<string, unknown>) => ({ ...row, checksum: "0000000000000000" });

export function accountsIn(rows: JournalRows): string[] {
  return [
    ...new Set([
      ...rows.follows.map((row) => row.accountId),
      ...rows.accounts.map((row) => row.id),
      ...rows.accountBooks.map((row) => row.accountId),
      ...rows.openIntents.map((row) => row.intent.accountId),
      ...rows.books.map((row) => (row.followId === "f1" ? "first" : "second")),
      ...rows.dayStarts.map((row) => (row.followId === "f1" ? "first" : "second")),
      ...rows.guards.map((row) => (/f1|first/.test(row.id) ? "first" : "second")),
    ]),
  ];
}
