import { useState } from "react";
import { readJournalExport, readTradesExport } from "../../lib/journal/read/exports.ts";
import type { Millis } from "../../lib/model/identity.ts";
import { formatFileStamp } from "../format/time.ts";
import { saveFile } from "../save-file.ts";
import { words } from "../words/current.ts";

export type ExportKind = "everything" | "trades";

export interface Export {
  readonly busy: boolean;
  /** What became of the last one; null before the first. */
  readonly outcome: { readonly failed: boolean; readonly text: string; readonly detail: string } | null;
  readonly run: (kind: ExportKind) => Promise<void>;
}

/** Damaged rows are in it, too; only a table that cannot be read is not. Answers what to say. */
async function saveEverything(name: string, now: Millis): Promise<string> {
  const { parts, unread } = await readJournalExport(now);
  saveFile(name, parts, "application/json");
  return unread.length === 0 ? words.menu.exported(name, 0) : words.menu.exportedInPart(name, unread);
}

async function saveTrades(name: string): Promise<string> {
  const { csv, leftOut } = await readTradesExport();
  saveFile(name, [csv], "text/csv;charset=utf-8");
  return words.menu.exported(name, leftOut);
}

/** Saves the journal as a file, as it is at this moment. */
export function useExport(): Export {
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Export["outcome"]>(null);
  const run = async (kind: ExportKind): Promise<void> => {
    const now = Date.now();
    const all = kind === "everything";
    const name = `pilotfish-${kind}-${formatFileStamp(now)}.${all ? "json" : "csv"}`;
    setBusy(true);
    setOutcome(null);
    try {
      const text = await (all ? saveEverything(name, now) : saveTrades(name));
      setOutcome({ failed: false, text, detail: "" });
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      setOutcome({ failed: true, text: words.menu.exportFailed, detail });
    } finally {
      setBusy(false);
    }
  };
  return { busy, outcome, run };
}
