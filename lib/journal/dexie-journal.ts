import type { AccountId } from "../model/identity.ts";
import type { Journal } from "../model/journal.ts";
import { type DamagedRow, type JournalChange, JournalError } from "../model/journal-change.ts";
import { signed } from "./checksum.ts";
import { commitChange } from "./commit.ts";
import type { JournalDatabase } from "./database.ts";
import { writeFailure } from "./journal-failure.ts";
import { loadJournal } from "./load.ts";
import { META_KEY, STATE_TABLES } from "./tables.ts";

/** What a damaged row stopped when the journal was loaded. */
interface Stopped {
  readonly accounts: ReadonlySet<AccountId>;
  /** The damaged rows themselves, as `table key`. */
  readonly rows: ReadonlySet<string>;
}

/** The journal in IndexedDB. Writes nothing of an account that a damaged row stopped when it was loaded. */
export function createJournal(database: JournalDatabase, history: readonly DamagedRow[] = []): Journal {
  let stopped: Stopped | null = null;
  return {
    async load() {
      const rows = await loadJournal(database, history);
      stopped = rows.damaged.length === 0 ? null : stoppedBy(rows.damaged);
      return rows;
    },

    async commit(change) {
      if (stopped !== null) refuseStopped(change, stopped);
      return commitChange(database, change);
    },

    async keepIdentity(meta) {
      try {
        await database.meta.put(signed("meta", meta), META_KEY);
      } catch (error) {
        throw writeFailure(error);
      }
    },
  };
}

function stoppedBy(damaged: readonly DamagedRow[]): Stopped {
  return {
    accounts: new Set(
      damaged.flatMap(({ accounts }): readonly AccountId[] => (accounts === "all" ? [] : accounts)),
    ),
    rows: new Set(damaged.map(({ table, key }) => `${table} ${key}`)),
  };
}

/**
 * The rows that were left out are still there: a new one in their place would be the default that is never to be.
 * Only what is known of a leader may be written over, because it is read anew from him.
 */
function refuseStopped(change: JournalChange, stopped: Stopped): void {
  const accounts = [
    ...change.follows.put.map((row) => row.accountId),
    ...change.accounts.put.map((row) => row.id),
    ...change.accountBooks.put.map((row) => row.accountId),
    ...change.intents.map((row) => row.intent.accountId),
    ...change.stops.map((row) => row.stop.accountId),
    ...change.fills.map((row) => row.fill.accountId),
  ];
  const accountId = accounts.find((id) => stopped.accounts.has(id));
  if (accountId !== undefined) {
    throw new JournalError("damaged", `The account ${accountId} is stopped: a row of it is damaged.`);
  }
  const { books, guards, dayStarts, follows } = change;
  const keys = [
    ...[...books.put.map(STATE_TABLES.books.keyOf), ...books.remove].map((key) => `books ${key}`),
    ...[...guards.put.map(STATE_TABLES.guards.keyOf), ...guards.remove].map((key) => `guards ${key}`),
    ...[...dayStarts.put.map(STATE_TABLES.dayStarts.keyOf), ...dayStarts.remove].map(
      (key) => `dayStarts ${key}`,
    ),
    ...follows.remove.map((key) => `follows ${key}`),
  ];
  const key = keys.find((one) => stopped.rows.has(one));
  if (key !== undefined) throw new JournalError("damaged", `A damaged row is not written over: ${key}.`);
}
