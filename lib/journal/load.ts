import type { z } from "zod";
import type { AccountId } from "../model/identity.ts";
import { type DamagedRow, JournalError, type JournalRows } from "../model/journal-change.ts";
import { ownersOf } from "./damage-owners.ts";
import type { JournalDatabase } from "./database.ts";
import { readHalt } from "./halt-switch.ts";
import { type FoundDamage, inspectTable } from "./inspect-table.ts";
import { readFailure } from "./journal-failure.ts";
import { lostRows } from "./lost-rows.ts";
import type { SoundRows } from "./sound-rows.ts";
import {
  FINAL_STATUSES,
  FINAL_STOP_STATUSES,
  HISTORY_TABLES,
  STATE_TABLES,
  type StateTable,
  type TableRule,
} from "./tables.ts";
import { tradedWithoutBook } from "./traded-pairs.ts";
import { withoutAccounts } from "./without-accounts.ts";

/**
 * Reads what the engine needs to go on, at one moment. A damaged row is never replaced by a default: the
 * accounts that it belongs to are left out whole, and told. Rejects with a JournalError when the journal
 * cannot be read, and when a damaged row concerns all accounts. `history`: rows of the history that were found
 * to be damaged before; their accounts are left out as well.
 */
export async function loadJournal(
  database: JournalDatabase,
  history: readonly DamagedRow[] = [],
): Promise<JournalRows> {
  try {
    return await database.transaction("r", database.tables, async () => {
      const found: FoundDamage[] = [];
      const rows = await readSound(database, found);
      const traded = await tradedWithoutBook(database, rows.follows, rows.books);
      found.push(...lostRows(rows, found, traded));
      const damaged = [...(await ownersOf(database, rows, found)), ...history];
      const stopped = new Set<AccountId>();
      for (const row of damaged) {
        if (row.accounts === "all") throw unreadable(row);
        for (const accountId of row.accounts) stopped.add(accountId);
      }
      return {
        ...withoutAccounts(rows, stopped),
        haltedSince: await readHalt(database),
        damaged,
      };
    });
  } catch (error) {
    throw readFailure(error);
  }
}

async function readSound(database: JournalDatabase, found: FoundDamage[]): Promise<SoundRows> {
  const read = async <Schema extends z.ZodType>(
    name: StateTable,
    rule: TableRule<Schema>,
  ): Promise<readonly z.output<Schema>[]> => {
    const { rows, damages } = await inspectTable(database.table(name), rule);
    found.push(...damages);
    return rows;
  };
  const intents = await inspectTable(database.table("intents"), HISTORY_TABLES.intents, () =>
    // One whose status is none of ours may be under way as well.
    database.table("intents").where("status").noneOf(FINAL_STATUSES),
  );
  found.push(...intents.damages);
  const stops = await inspectTable(database.table("stops"), HISTORY_TABLES.stops, () =>
    database.table("stops").where("status").noneOf(FINAL_STOP_STATUSES),
  );
  found.push(...stops.damages);
  const [meta] = await read("meta", STATE_TABLES.meta);
  return {
    meta: meta ?? null,
    leaders: await read("leaders", STATE_TABLES.leaders),
    leaderBooks: await read("leaderBooks", STATE_TABLES.leaderBooks),
    follows: await read("follows", STATE_TABLES.follows),
    books: await read("books", STATE_TABLES.books),
    accounts: await read("accounts", STATE_TABLES.accounts),
    accountBooks: await read("accountBooks", STATE_TABLES.accountBooks),
    guards: await read("guards", STATE_TABLES.guards),
    dayStarts: await read("dayStarts", STATE_TABLES.dayStarts),
    problems: await read("problems", STATE_TABLES.problems),
    openIntents: intents.rows,
    openStops: stops.rows,
    instruments: await read("instruments", STATE_TABLES.instruments),
  };
}

function unreadable({ table, key, detail }: DamagedRow): JournalError {
  return new JournalError("unreadable", `A row of "${table}" is damaged: ${detail} (${key})`.slice(0, 400));
}
