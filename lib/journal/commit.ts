import type { Table } from "dexie";
import { z } from "zod";
import { Decision, Follow, FollowBook } from "../model/follow.ts";
import { Instrument } from "../model/instrument.ts";
import { type JournalChange, JournalError, type RowsChange } from "../model/journal-change.ts";
import {
  AccountBook,
  DayStart,
  EngineMeta,
  FillRow,
  IntentRow,
  Leader,
  LeaderBook,
  Problem,
} from "../model/state.ts";
import type { CommittedIntent } from "../model/order.ts";
import type { JournalDatabase } from "./database.ts";
import { writeFailure } from "./journal-failure.ts";

/**
 * Writes a change in one transaction: all of it is durable afterwards, or nothing. Only what this returns may
 * be sent. Rejects with a JournalError; then nothing may be sent and the state must not be adopted.
 */
export async function commitChange(
  database: JournalDatabase,
  change: JournalChange,
): Promise<readonly CommittedIntent[]> {
  const writes: (() => PromiseLike<unknown>)[] = [];
  const tables = new Set<Table>();
  const write = (table: Table, action: () => PromiseLike<unknown>): void => {
    tables.add(table);
    writes.push(action);
  };
  const rows = <Row>(
    table: Table<Row, string>,
    { put, remove }: RowsChange<Row, string>,
    keyOf: ((row: Row) => string) | null,
  ): void => {
    if (put.length > 0) {
      write(table, () =>
        keyOf === null ? table.bulkPut([...put]) : table.bulkPut([...put], put.map(keyOf)),
      );
    }
    if (remove.length > 0) write(table, () => table.bulkDelete([...remove]));
  };
  const { meta, instruments } = change;

  if (change.events.length > 0) write(database.events, () => database.events.bulkAdd([...change.events]));
  if (meta !== null) write(database.meta, () => database.meta.put(meta, "engine"));
  rows(database.leaders, change.leaders, null);
  rows(database.leaderBooks, change.leaderBooks, (row) => `${row.leaderId}|${row.instrument}`);
  rows(database.follows, change.follows, null);
  rows(database.books, change.books, (row) => `${row.followId}|${row.instrument}`);
  rows(database.accountBooks, change.accountBooks, (row) => `${row.accountId}|${row.instrument}`);
  rows(database.dayStarts, change.dayStarts, null);
  rows(database.problems, change.problems, null);
  rows(database.intents, { put: change.intents, remove: [] }, null);
  rows(database.fills, { put: change.fills, remove: [] }, null);
  rows(database.decisions, { put: change.decisions, remove: [] }, null);
  rows(database.marks, { put: change.marks, remove: [] }, null);
  if (instruments !== null) {
    write(database.instruments, async () => {
      await database.instruments.clear();
      await database.instruments.bulkPut([...instruments]);
    });
  }
  if (writes.length === 0) return [];
  refuseDamaged(change);
  try {
    await database.transaction("rw", [...tables], () => Promise.all(writes.map((action) => action())));
  } catch (error) {
    throw writeFailure(error);
  }
  // The one place where an approved intent becomes a committed one.
  return change.submits.map((intent) => intent as CommittedIntent);
}

/** A row that could not be read again is never written: it would halt the next life for good. */
function refuseDamaged(change: JournalChange): void {
  const check = (schema: z.ZodType, rows: readonly unknown[]): void => {
    const parsed = z.array(schema).safeParse(rows);
    if (parsed.success) return;
    const where = parsed.error.issues[0];
    throw new JournalError("damaged", `Not a row: ${where?.path.join(".") ?? ""} ${where?.message ?? ""}`);
  };
  check(Instrument, change.instruments ?? []);
  check(EngineMeta, change.meta === null ? [] : [change.meta]);
  check(Leader, change.leaders.put);
  check(LeaderBook, change.leaderBooks.put);
  check(Follow, change.follows.put);
  check(FollowBook, change.books.put);
  check(AccountBook, change.accountBooks.put);
  check(DayStart, change.dayStarts.put);
  check(Problem, change.problems.put);
  check(IntentRow, change.intents);
  check(FillRow, change.fills);
  check(Decision, change.decisions);
}
