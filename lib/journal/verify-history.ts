import type { Collection, Table } from "dexie";
import type { DamagedRow } from "../model/journal-change.ts";
import { Follow } from "../model/follow.ts";
import { ownersOf } from "./damage-owners.ts";
import type { JournalDatabase } from "./database.ts";
import { type FoundDamage, inspectRows } from "./inspect-table.ts";
import { readFailure } from "./journal-failure.ts";
import { HISTORY_TABLES, type TableRule } from "./tables.ts";

/** So many rows are read at once: some milliseconds, and then commits have their turn. */
const CHUNK = 200;
/** More damaged rows than these are not listed: the first stop their accounts, the export marks them all. */
const MOST = 100;

/**
 * Reads all history (events, orders, fills, decisions) and tells the damaged rows with the accounts that must
 * stop because of them. Takes about 10 µs a row, in chunks between which others get their turn: once in a
 * worker's life is enough. Rejects with a JournalError when the journal cannot be read.
 */
export async function verifyHistory(
  database: JournalDatabase,
  pause: () => Promise<void> = nextTurn,
): Promise<readonly DamagedRow[]> {
  try {
    const found: FoundDamage[] = [];
    for (const [name, rule] of Object.entries(HISTORY_TABLES)) {
      await verifyTable(database.table(name), rule as TableRule, found, pause);
    }
    if (found.length === 0) return [];
    const follows = (await database.follows.toArray()).flatMap((row) => Follow.safeParse(row).data ?? []);
    return await ownersOf(database, { follows, books: [] }, found);
  } catch (error) {
    throw readFailure(error);
  }
}

async function verifyTable(
  table: Table<unknown, string | number>,
  rule: TableRule,
  found: FoundDamage[],
  pause: () => Promise<void>,
): Promise<void> {
  let after: string | number | null = null;
  for (;;) {
    const from: string | number | null = after;
    const query = (): Collection<unknown, string | number> =>
      (from === null ? table.toCollection() : table.where(":id").above(from)).limit(CHUNK);
    const { keys, stored } = await table.db.transaction("r", table, async () => ({
      keys: await query().primaryKeys(),
      stored: await query().toArray(),
    }));
    found.push(...inspectRows(table.name, rule, keys, stored).damages);
    const last = keys.at(-1);
    if (last === undefined || keys.length < CHUNK || found.length >= MOST) return;
    after = last;
    await pause();
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
