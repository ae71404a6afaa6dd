import type { Table } from "dexie";
import type { z } from "zod";
import type { Millis } from "../model/identity.ts";
import { signed } from "./checksum.ts";
import type { JournalDatabase } from "./database.ts";
import { inspectRow } from "./inspect-row.ts";
import { writeFailure } from "./journal-failure.ts";
import {
  NEWEST_KEPT,
  RETENTION_MS,
  type Fate,
  fateOfDecision,
  fateOfEvent,
  fateOfIntent,
  fateOfStop,
} from "./retention.ts";
import { HISTORY_TABLES, type HistoryTable, type TableRule } from "./tables.ts";

/** So many rows go in one transaction: some milliseconds for which a commit may have to wait. */
const CHUNK = 200;

export interface Compaction {
  readonly removed: number;
  readonly condensed: number;
}

interface Task<Schema extends z.ZodType> {
  readonly name: keyof typeof RETENTION_MS & HistoryTable;
  /** The index that says how old a row is. */
  readonly age: "at" | "statusAt";
  readonly rule: TableRule<Schema>;
  readonly fate: (row: z.output<Schema>) => Fate<z.output<Schema>>;
  readonly kept: Kept;
}

/** Rows that stay although they are old enough, and the age of the oldest of them. */
interface Kept {
  readonly keys: ReadonlySet<unknown>;
  readonly since: Millis;
}

const NONE: Kept = { keys: new Set(), since: Infinity };

/**
 * Makes the journal small again: see retention.ts for what goes, when and why. Many small transactions, each of
 * which leaves a whole journal, so that it may be stopped at any moment and goes on from there the next time;
 * between them commits have their turn. A damaged row is left alone. Rejects with a JournalError.
 */
export async function compactJournal(
  database: JournalDatabase,
  now: Millis,
  pause: () => Promise<void> = nextTurn,
): Promise<Compaction> {
  try {
    const { decisions, intents } = await newestKept(database);
    const done = [
      await compactTable(database, now, pause, {
        name: "events",
        age: "at",
        rule: HISTORY_TABLES.events,
        fate: fateOfEvent,
        kept: NONE,
      }),
      await compactTable(database, now, pause, {
        name: "intents",
        age: "statusAt",
        rule: HISTORY_TABLES.intents,
        fate: fateOfIntent,
        kept: intents,
      }),
      await compactTable(database, now, pause, {
        name: "stops",
        age: "statusAt",
        rule: HISTORY_TABLES.stops,
        fate: fateOfStop,
        kept: NONE,
      }),
      await compactTable(database, now, pause, {
        name: "decisions",
        age: "at",
        rule: HISTORY_TABLES.decisions,
        fate: fateOfDecision,
        kept: decisions,
      }),
    ];
    return {
      removed: done.reduce((sum, { removed }) => sum + removed, 0),
      condensed: done.reduce((sum, { condensed }) => sum + condensed, 0),
    };
  } catch (error) {
    throw writeFailure(error);
  }
}

/** The newest decisions of all and of each follow, and their orders. */
async function newestKept(database: JournalDatabase): Promise<{ decisions: Kept; intents: Kept }> {
  const { decisions: table } = database;
  const follows = await table.orderBy("followId").uniqueKeys();
  const lists = await Promise.all([
    table.reverse().limit(NEWEST_KEPT).toArray(),
    ...follows.map((id) =>
      table
        .where("followId")
        .equals(id as string)
        .reverse()
        .limit(NEWEST_KEPT)
        .toArray(),
    ),
  ]);
  const rows = lists.flat();
  const since = rows.reduce((oldest, { at }) => Math.min(oldest, at), Infinity);
  const orders = rows.flatMap((row) => row.clientOrderId ?? []);
  return {
    decisions: { keys: new Set(rows.map((row) => row.id)), since },
    // An order is final after its decision.
    intents: { keys: new Set(orders), since },
  };
}

async function compactTable<Schema extends z.ZodType<object>>(
  database: JournalDatabase,
  now: Millis,
  pause: () => Promise<void>,
  task: Task<Schema>,
): Promise<Compaction> {
  const { name, age, kept } = task;
  const table = database.table<Record<string, unknown>, unknown>(name);
  const until = now - RETENTION_MS[name];
  const note = await database.upkeep.get("compaction");
  const from = note?.doneUntil[name] ?? 0;
  const keys = await table.where(age).between(from, until).primaryKeys();
  let removed = 0;
  let condensed = 0;
  for (let start = 0; start < keys.length; start += CHUNK) {
    const chunk = keys.slice(start, start + CHUNK).filter((key) => !kept.keys.has(key));
    const done = await database.transaction("rw", table, () => compactRows(table, task, chunk));
    removed += done.removed;
    condensed += done.condensed;
    await pause();
  }
  // What was kept for its newness is looked at again when it is no longer among the newest.
  await database.transaction("rw", database.upkeep, async () => {
    const doneUntil = (await database.upkeep.get("compaction"))?.doneUntil;
    await database.upkeep.put({
      id: "compaction",
      doneUntil: { ...doneUntil, [name]: Math.max(from, Math.min(until, kept.since)) },
    });
  });
  return { removed, condensed };
}

async function compactRows<Schema extends z.ZodType<object>>(
  table: Table<unknown, unknown>,
  { name, rule, fate }: Task<Schema>,
  keys: readonly unknown[],
): Promise<Compaction> {
  const remove: unknown[] = [];
  const put: object[] = [];
  for (const [index, stored] of (await table.bulkGet([...keys])).entries()) {
    const inspected = inspectRow(name, rule, keys[index], stored);
    if (!("row" in inspected)) continue;
    const next = fate(inspected.row);
    if (next === "remove") remove.push(keys[index]);
    else if (next !== "keep") put.push(signed(name, next.condensed));
  }
  await table.bulkDelete(remove);
  await table.bulkPut(put);
  return { removed: remove.length, condensed: put.length };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
