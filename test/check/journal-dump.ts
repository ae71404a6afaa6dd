import type { Page } from "@playwright/test";
import { z } from "zod";
import { Decision, Follow, FollowBook } from "../../lib/model/follow.ts";
import { Guard } from "../../lib/model/guard.ts";
import { AccountBook, FillRow, IntentRow } from "../../lib/model/state.ts";
import { StopRow } from "../../lib/model/stop.ts";

const MetaRow = z.looseObject({ paperSince: z.number() });
const EventRow = z.object({ at: z.number(), kind: z.string(), body: z.unknown() });
const PaperOrderRow = z.looseObject({ clientOrderId: z.string() });
const PaperPositionRow = z.looseObject({ instrument: z.string(), size: z.string() });

/** The journal's rows that the checker reads, as they stand in IndexedDB. */
export const JournalDump = z.object({
  meta: z.array(MetaRow),
  events: z.array(EventRow),
  follows: z.array(Follow),
  books: z.array(FollowBook),
  decisions: z.array(Decision),
  accountBooks: z.array(AccountBook),
  guards: z.array(Guard),
  intents: z.array(IntentRow),
  stops: z.array(StopRow),
  fills: z.array(FillRow),
  paperOrders: z.array(PaperOrderRow),
  paperPositions: z.array(PaperPositionRow),
});
export type JournalDump = z.infer<typeof JournalDump>;

export const EMPTY_DUMP: JournalDump = {
  meta: [],
  events: [],
  follows: [],
  books: [],
  decisions: [],
  accountBooks: [],
  guards: [],
  intents: [],
  stops: [],
  fills: [],
  paperOrders: [],
  paperPositions: [],
};

/** Runs in a page of the extension: all tables in one transaction; null while there is no journal. */
async function readTables(tables: readonly string[]): Promise<Record<string, unknown[]> | null> {
  const known = await indexedDB.databases();
  if (!known.some((database) => database.name === "pilotfish")) return null;
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open("pilotfish");
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("open failed")));
  });
  try {
    const transaction = database.transaction([...tables], "readonly");
    const read = (table: string): Promise<[string, unknown[]]> =>
      new Promise((resolve, reject) => {
        const request = transaction.objectStore(table).getAll();
        request.addEventListener("success", () => resolve([table, request.result]));
        request.addEventListener("error", () => reject(request.error ?? new Error("read failed")));
      });
    return Object.fromEntries(await Promise.all(tables.map(read)));
  } finally {
    database.close();
  }
}

/**
 * The journal at one moment. The page must be one of the extension's origin; its manifest.json will do, and
 * runs none of the extension's code. Rejects when a row is not as the model says.
 */
export async function dumpJournal(page: Page): Promise<JournalDump> {
  const rows = await page.evaluate(readTables, Object.keys(JournalDump.shape));
  return rows === null ? EMPTY_DUMP : JournalDump.parse(rows);
}
