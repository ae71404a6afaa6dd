import { Download } from "lucide-react";
import { words } from "../words/current.ts";
import { ActionButton } from "./action-button.tsx";
import { ExportOutcome } from "./export-outcome.tsx";
import { useExport } from "./use-export.ts";

/** Saves everything, where a journal is damaged. */
export function ExportButton() {
  const { busy, outcome, run } = useExport();
  const say = words.menu;
  return (
    <>
      <ActionButton icon={Download} busy={busy} onPress={() => void run("everything")}>
        {busy ? say.exporting : say.exportAll}
      </ActionButton>
      <ExportOutcome outcome={outcome} />
    </>
  );
}
