import { Dexie } from "dexie";
import { IDBKeyRange, indexedDB } from "fake-indexeddb";
import { vi } from "vitest";
import { JournalDatabase } from "../../../lib/journal/database.ts";
import { createJournal } from "../../../lib/journal/dexie-journal.ts";
import { setHalt } from "../../../lib/journal/halt-switch.ts";
import { breakStore } from "../../journal/break-store.ts";
import type { JournalDriver } from "./driver.ts";
import { journalConformance } from "./suite.ts";

Dexie.dependencies.indexedDB = indexedDB;
Dexie.dependencies.IDBKeyRange = IDBKeyRange;

let names = 0;

async function openDexie(): Promise<JournalDriver> {
  names += 1;
  const name = `conformance-${names}`;
  let database = new JournalDatabase(name);
  return {
    async open() {
      database.close();
      database = new JournalDatabase(name);
      await database.open();
      return createJournal(database);
    },
    setHalt: (since) => setHalt(database, since),
    breakHalt() {
      breakStore("get", (store) => {
        if (store.name === "switches") throw new DOMException("The disk does not answer.", "UnknownError");
      });
    },
    failWrites(how) {
      vi.restoreAllMocks();
      if (how === null) return;
      breakStore("put", () => {
        throw new DOMException("no", how === "full" ? "QuotaExceededError" : "UnknownError");
      });
    },
    count: (table) => database.table(table).count(),
    async close() {
      vi.restoreAllMocks();
      await database.delete();
    },
  };
}

journalConformance("the journal in IndexedDB", openDexie);
