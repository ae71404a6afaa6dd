import type { Table } from "dexie";
import type { JournalChange, RowsChange } from "../model/journal-change.ts";
import type { Committed } from "../model/journal.ts";
import { committedOf } from "./committed-of.ts";
import type { JournalDatabase } from "./database.ts";
import { refuseWhileHalted } from "./halt-switch.ts";
import { writeFailure } from "./journal-failure.ts";
import { refuseUnwritten, sendsAnything } from "./refuse-unwritten.ts";
import { ENGINE_TABLES, type EngineTable } from "./tables.ts";
import { writableRows } from "./writable-rows.ts";

/** Writes that are to happen in one transaction. */
class Writes {
  readonly tables = new Set<Table>();
  readonly #actions: (() => PromiseLike<unknown>)[] = [];

  add(table: Table, action: () => PromiseLike<unknown>): void {
    this.tables.add(table);
    this.#actions.push(action);
  }
  run(): Promise<unknown> {
    return Promise.all(this.#actions.map((action) => action()));
  }
}

/**
 * Writes a change in one transaction: all of it is durable afterwards, or nothing. Only what this returns may
 * be sent. With orders, stops, cancels or leverage to send the halt switch is read in the same transaction, so that none is
 * committed behind a halt. Rejects with a JournalError; then nothing may be sent and the state must not be adopted.
 */
export async function commitChange(database: JournalDatabase, change: JournalChange): Promise<Committed> {
  const writes = new Writes();
  const put = (name: EngineTable, rows: readonly object[]): void => {
    if (rows.length === 0) return;
    const table = database.table<object, string>(name);
    const written = writableRows(name, rows);
    const { keyOf } = ENGINE_TABLES[name];
    const inline = (table.schema.primKey.keyPath ?? "") !== "";
    writes.add(table, () =>
      inline || keyOf === null
        ? table.bulkPut(written)
        : table.bulkPut(written, written.map(keyOf as (row: unknown) => string)),
    );
  };
  const rows = (name: EngineTable, { put: changed, remove }: RowsChange<object, string>): void => {
    put(name, changed);
    if (remove.length > 0)
      writes.add(database.table(name), () => database.table(name).bulkDelete([...remove]));
  };
  const { instruments, meta } = change;

  refuseUnwritten(change);
  put("events", change.events);
  put("meta", meta === null ? [] : [meta]);
  rows("leaders", change.leaders);
  rows("leaderBooks", change.leaderBooks);
  rows("follows", change.follows);
  rows("books", change.books);
  rows("accounts", change.accounts);
  rows("accountBooks", change.accountBooks);
  rows("guards", change.guards);
  rows("dayStarts", change.dayStarts);
  rows("problems", change.problems);
  put("intents", change.intents);
  put("stops", change.stops);
  put("fills", change.fills);
  put("decisions", change.decisions);
  if (change.marks.length > 0) writes.add(database.marks, () => database.marks.bulkPut([...change.marks]));
  if (instruments !== null) {
    writes.add(database.instruments, () => database.instruments.clear());
    put("instruments", instruments);
  }
  if (sendsAnything(change)) writes.add(database.switches, () => refuseWhileHalted(database));
  try {
    if (writes.tables.size > 0) await database.transaction("rw", [...writes.tables], () => writes.run());
  } catch (error) {
    throw writeFailure(error);
  }
  return committedOf(change);
}
