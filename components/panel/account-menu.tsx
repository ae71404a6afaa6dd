import { Menu } from "@base-ui/react/menu";
import { Download, SlidersHorizontal, Upload, Wallet } from "lucide-react";
import { useRef, useState } from "react";
import type { AccountId } from "../../lib/model/identity.ts";
import type { Overview } from "../../lib/model/view.ts";
import { openOptions } from "../open-options.ts";
import { accountChoices } from "../shared/account-choices.ts";
import { ControlFailure } from "../shared/control-failure.tsx";
import { ExportOutcome } from "../shared/export-outcome.tsx";
import { useExport } from "../shared/use-export.ts";
import { words } from "../words/current.ts";
import { ImportDialog } from "./import-dialog.tsx";
import { MenuItem } from "./menu-item.tsx";

interface Props {
  /** Undefined while nothing is read: then no account can be edited. */
  readonly overview: Overview | undefined;
  readonly onEditAccount: (id: AccountId) => void;
}

/** The account's guardrails, and the journal as a file. */
export function AccountMenu({ overview, onEditAccount }: Props) {
  /** Numbered, so that the dialog of one file says nothing about the one before. */
  const [chosen, setChosen] = useState<{ readonly file: File; readonly nth: number } | null>(null);
  const [asking, setAsking] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const { outcome, run } = useExport();
  const [failed, setFailed] = useState(false);
  const say = words.menu;
  const accounts = overview === undefined ? [] : accountChoices(overview);
  const openAccounts = (): void => {
    setFailed(false);
    openOptions().catch(() => setFailed(true));
  };
  return (
    <>
      <Menu.Root>
        <Menu.Trigger className="button button-icon" aria-label={say.label}>
          <SlidersHorizontal size={16} aria-hidden="true" />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner align="end" sideOffset={4} className="menu-positioner">
            <Menu.Popup className="menu">
              {accounts.map(({ id, name }) => (
                <MenuItem
                  key={id}
                  icon={SlidersHorizontal}
                  title={accounts.length === 1 ? say.guardrails : say.guardrailsOf(name)}
                  body={say.guardrailsBody}
                  onPress={() => onEditAccount(id)}
                />
              ))}
              <MenuItem icon={Wallet} title={say.accounts} body={say.accountsBody} onPress={openAccounts} />
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
      <ControlFailure text={failed ? words.accounts.openFailed : null} />
    </>
  );
}
