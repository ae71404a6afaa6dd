import type { JournalDatabase } from "../journal/database.ts";
import { type ImportPorts, importJournal } from "../journal/export/import-journal.ts";
import { type LedgerSchemas, readJournalFile } from "../journal/export/read-journal-file.ts";
import {
  PaperAccountRow,
  PaperFundingDue,
  PaperNotice,
  PaperOrder,
  PaperPosition,
  PaperStop,
} from "../venues/paper-store.ts";

const LEDGER: LedgerSchemas = {
  paperAccount: PaperAccountRow,
  paperPositions: PaperPosition,
  paperOrders: PaperOrder,
  paperStops: PaperStop,
  paperFundingDue: PaperFundingDue,
  paperNotices: PaperNotice,
};

export interface ReplacePorts extends Omit<ImportPorts, "ledger"> {
  /** Ends the engine's life. Called only for a file that can be read. */
  stopEngine(): Promise<void>;
}

/**
 * Puts an exported file in the journal's place. Rejects with a JournalFileError, whose message is for the user, when
 * the file cannot be taken, and with a JournalError when it cannot be written; either way nothing was changed.
 */
export async function replaceJournal(
  database: JournalDatabase,
  text: string,
  ports: ReplacePorts,
): Promise<void> {
  // A file that cannot be read must not cost the engine its life.
  readJournalFile(text, LEDGER);
  await ports.stopEngine();
  const { now, newInstallationId } = ports;
  await importJournal(database, text, { now, newInstallationId, ledger: LEDGER });
}
