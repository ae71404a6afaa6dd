import { Dexie } from "dexie";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { JournalDatabase } from "../../lib/journal/database.ts";
import { createJournal } from "../../lib/journal/dexie-journal.ts";
import { setHalt } from "../../lib/journal/halt-switch.ts";
import type { Journal } from "../../lib/model/journal.ts";
import { MemoryJournal } from "./memory-journal.ts";

/** A journal that outlives the lives. */
export interface SimStore extends Journal {
  setHalt(since: number | null): Promise<void>;
  close(): void;
}

export function memoryStore(): SimStore {
  const journal = new MemoryJournal();
  return Object.assign(journal, { close: () => undefined });
}

/** The real journal over an IndexedDB in memory. */
export function dexieStore(): SimStore {
  Dexie.dependencies.indexedDB = new IDBFactory();
  Dexie.dependencies.IDBKeyRange = IDBKeyRange;
  const database = new JournalDatabase("simulation");
  const journal = createJournal(database);
  return {
    load: () => journal.load(),
    commit: (change) => journal.commit(change),
    keepIdentity: (meta) => journal.keepIdentity(meta),
    setHalt: (since) => setHalt(database, since),
    close: () => database.close(),
  };
}
