import type { Millis } from "../../model/identity.ts";
import { JOURNAL_NAME, journalDatabase } from "../database.ts";
import { type JournalExport, exportJournal } from "../export/export-journal.ts";
import { exportTrades, type TradesExport } from "../export/export-trades.ts";

/** The whole journal as JSON in parts. Works on a damaged journal, too. Rejects with a JournalError. */
export async function readJournalExport(now: Millis): Promise<JournalExport> {
  return exportJournal(JOURNAL_NAME, now);
}

/** All trades as CSV, and how many damaged ones are not in it. Rejects with a JournalError. */
export async function readTradesExport(): Promise<TradesExport> {
  return exportTrades(journalDatabase());
}
