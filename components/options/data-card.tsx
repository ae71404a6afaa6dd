import { Download } from "lucide-react";
import { ActionButton } from "../shared/action-button.tsx";
import { ExportOutcome } from "../shared/export-outcome.tsx";
import { useExport } from "../shared/use-export.ts";
import { words } from "../words/current.ts";

/** The journal as files. */
export function DataCard() {
  const { busy, outcome, run } = useExport();
  const say = words.options.data;
  return (
    <section className="card box" aria-labelledby="data">
      <h2 className="box-title" id="data" tabIndex={-1}>
        {say.title}
      </h2>
      <p className="secondary">{say.body}</p>
      <div className="box-acts">
        <ActionButton icon={Download} busy={busy} onPress={() => void run("trades")}>
          {say.trades}
        </ActionButton>
        <ActionButton icon={Download} busy={busy} onPress={() => void run("everything")}>
          {say.everything}
        </ActionButton>
      </div>
      <ExportOutcome outcome={outcome} />
    </section>
  );
}
