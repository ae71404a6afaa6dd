import { useState } from "react";
import { readJournalExport, readTradesExport } from "../../lib/journal/read/exports.ts";
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
      const parts = await (all ? readJournalExport(now) : readTradesExport());
      saveFile(name, parts, all ? "application/json" : "text/csv;charset=utf-8");
      setOutcome({ failed: false, text: words.menu.exported(name), detail: "" });
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      setOutcome({ failed: true, text: words.menu.exportFailed, detail });
    } finally {
      setBusy(false);
    }
  };
  return { busy, outcome, run };
}
