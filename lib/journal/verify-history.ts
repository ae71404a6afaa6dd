import type { Collection, Table } from "dexie";
import type { DamagedRow } from "../model/journal-change.ts";
import { Follow } from "../model/follow.ts";
import type { AccountId } from "../model/identity.ts";
import { ownersOf } from "./damage-owners.ts";
import type { JournalDatabase } from "./database.ts";
import { type FoundDamage, inspectRows } from "./inspect-table.ts";
import { readFailure } from "./journal-failure.ts";
import { HISTORY_TABLES, type TableRule } from "./tables.ts";

/** So many rows are read at once: some milliseconds, and then commits have their turn. */
const CHUNK = 200;
/** More damaged rows than these are listed only where they stop another account; the export marks them all. */
const MOST = 100;

/**
 * Reads all history (events, orders, fills, decisions) and tells the damaged rows with the accounts that must
 * stop because of them; every such account is among them. Takes about 10 µs a row, in chunks between which others get
 * their turn: once in a worker's life is enough. Rejects with a JournalError when the journal cannot be read.
 */
export async function verifyHistory(
  database: JournalDatabase,
  pause: () => Promise<void> = nextTurn,
): Promise<readonly DamagedRow[]> {
  try {
    const listed = new Listed();
    for (const [name, rule] of Object.entries(HISTORY_TABLES)) {
      for await (const found of damagesOf(database.table(name), rule as TableRule, pause)) {
        const follows = (await database.follows.toArray()).flatMap((row) => Follow.safeParse(row).data ?? []);
        for (const row of await ownersOf(database, { follows, books: [] }, found)) listed.add(row);
        if (listed.stopsAll) return listed.rows;
      }
    }
    return listed.rows;
  } catch (error) {
    throw readFailure(error);
  }
}

/** The first damaged rows, and of the others those that stop an account which none before them stops. */
class Listed {
  readonly rows: DamagedRow[] = [];
  stopsAll = false;
  readonly #stopped = new Set<AccountId>();

  add(row: DamagedRow): void {
    const { accounts } = row;
    if (accounts === "all") this.stopsAll = true;
    const known = accounts !== "all" && accounts.every((id) => this.#stopped.has(id));
    if (known && this.rows.length >= MOST) return;
    this.rows.push(row);
    if (accounts !== "all") for (const id of accounts) this.#stopped.add(id);
  }
}

/** A table's damaged rows, chunk by chunk. */
async function* damagesOf(
  table: Table<unknown, string | number>,
  rule: TableRule,
  pause: () => Promise<void>,
): AsyncGenerator<readonly FoundDamage[]> {
  let after: string | number | null = null;
  for (;;) {
    const from: string | number | null = after;
    const query = (): Collection<unknown, string | number> =>
      (from === null ? table.toCollection() : table.where(":id").above(from)).limit(CHUNK);
    const { keys, stored } = await table.db.transaction("r", table, async () => ({
      keys: await query().primaryKeys(),
      stored: await query().toArray(),
    }));
    const { damages } = inspectRows(table.name, rule, keys, stored);
    if (damages.length > 0) yield damages;
    const last = keys.at(-1);
    if (last === undefined || keys.length < CHUNK) return;
    after = last;
    await pause();
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
