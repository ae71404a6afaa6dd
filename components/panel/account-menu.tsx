import { Menu } from "@base-ui/react/menu";
import { Download, SlidersHorizontal, Upload } from "lucide-react";
import { useRef, useState } from "react";
import { ExportOutcome } from "../shared/export-outcome.tsx";
import { useExport } from "../shared/use-export.ts";
import { words } from "../words/current.ts";
import { ImportDialog } from "./import-dialog.tsx";
import { MenuItem } from "./menu-item.tsx";

interface Props {
  readonly onEditAccount: () => void;
}

/** The account's guardrails, and the journal as a file. */
export function AccountMenu({ onEditAccount }: Props) {
  /** Numbered, so that the dialog of one file says nothing about the one before. */
  const [chosen, setChosen] = useState<{ readonly file: File; readonly nth: number } | null>(null);
  const [asking, setAsking] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const { outcome, run } = useExport();
  const say = words.menu;
  return (
    <>
      <Menu.Root>
        <Menu.Trigger className="button button-icon" aria-label={say.label}>
          <SlidersHorizontal size={16} aria-hidden="true" />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner align="end" sideOffset={4} className="menu-positioner">
            <Menu.Popup className="menu">
              <MenuItem
                icon={SlidersHorizontal}
                title={say.guardrails}
                body={say.guardrailsBody}
                onPress={onEditAccount}
              />
              <MenuItem
                icon={Download}
                title={say.exportAll}
                body={say.exportAllBody}
                onPress={() => void run("everything")}
              />
              <MenuItem
                icon={Download}
                title={say.exportTrades}
                body={say.exportTradesBody}
                onPress={() => void run("trades")}
              />
              <MenuItem
                icon={Upload}
                title={say.import}
                body={say.importBody}
                onPress={() => input.current?.click()}
              />
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        aria-label={say.import}
        hidden
        onChange={({ target }) => {
          const file = target.files?.[0];
          // The same file can be chosen again.
          target.value = "";
          if (file === undefined) return;
          setChosen((before) => ({ file, nth: (before?.nth ?? 0) + 1 }));
          setAsking(true);
        }}
      />
      {chosen !== null && (
        <ImportDialog key={chosen.nth} file={chosen.file} open={asking} onOpenChange={setAsking} />
      )}
      <ExportOutcome outcome={outcome} />
    </>
  );
}
