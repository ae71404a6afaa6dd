import { Dexie } from "dexie";
import { IDBKeyRange, indexedDB } from "fake-indexeddb";
import { JournalDatabase } from "../../../lib/journal/database.ts";
import { createJournal } from "../../../lib/journal/dexie-journal.ts";
import { exportJournal } from "../../../lib/journal/export/export-journal.ts";
import type { JournalFile } from "../../../lib/journal/export/journal-file.ts";
import { paperTables } from "../../../lib/journal/paper-tables.ts";
import {
  PaperAccountRow,
  PaperFundingDue,
  PaperNotice,
  PaperOrder,
  PaperPosition,
  PaperStop,
} from "../../../lib/venues/paper-store.ts";
import { META, accountRows, changeWith, sampleFollow, sampleGuard } from "../sample-rows.ts";
import { T0 } from "../sample-values.ts";

Dexie.dependencies.indexedDB = indexedDB;
Dexie.dependencies.IDBKeyRange = IDBKeyRange;

export const NEW_ID = "e".repeat(32);
export const PORTS = {
  now: T0 + 1_000,
  newInstallationId: NEW_ID,
  ledger: {
    paperAccount: PaperAccountRow,
    paperPositions: PaperPosition,
    paperOrders: PaperOrder,
    paperStops: PaperStop,
    paperFundingDue: PaperFundingDue,
    paperNotices: PaperNotice,
  },
};
const NONE = { put: [], remove: [] };

let names = 0;

export function nextDatabase(): JournalDatabase {
  names += 1;
  return new JournalDatabase(`file-${names}`);
}

/** A journal with a running, a closing and a stopped follow, and a paper ledger. */
export async function filledDatabase(): Promise<JournalDatabase> {
  const database = nextDatabase();
  const journal = createJournal(database);
  await journal.keepIdentity(META);
  await journal.commit(accountRows("paper", "f1", "a", 1));
  await journal.commit(
    changeWith({
      follows: {
        put: [
          { ...sampleFollow("f2"), status: "closing" },
          { ...sampleFollow("f3"), status: "stopped" },
        ],
        remove: [],
      },
      guards: { put: ["follow:f2", "follow:f3"].map(sampleGuard), remove: [] },
      marks: [{ instrument: "ETH" as never, price: "2000" as never, at: T0 }],
    }),
  );
  await paperTables(database).apply({
    account: {
      accountId: "paper",
      cash: "9998.5",
      startBalance: "10000",
      since: T0,
      lastFundingHour: T0,
      lastSeenAt: T0,
      fillSequence: 4,
    },
    positions: { put: [{ instrument: "ETH", size: "0.1", entryPrice: "2001" }], remove: [] },
    orders: NONE,
    stops: NONE,
    fundingDue: NONE,
    notices: NONE,
  });
  return database;
}

export async function exported(database: JournalDatabase): Promise<string> {
  return (await exportJournal(database.name, T0)).parts.join("");
}

/** The file with something changed in it. */
export async function tampered(
  database: JournalDatabase,
  change: (file: JournalFile) => void,
): Promise<string> {
  const file: JournalFile = JSON.parse(await exported(database));
  change(file);
  return JSON.stringify(file);
}
