import { useState } from "react";
import { ActionButton } from "../shared/action-button.tsx";
import { ConfirmDialog } from "../shared/confirm-dialog.tsx";
import { useVaultCommand } from "../use-vault-command.ts";
import { words } from "../words/current.ts";

/** Forgets every key, after saying what that does and does not do. */
export function WipeDialog({ keys }: { readonly keys: number }) {
  const [open, setOpen] = useState(false);
  const command = useVaultCommand();
  const say = words.vault.wipeDialog;
  return (
    <>
      <ActionButton kind="ghost" onPress={() => setOpen(true)}>
        {words.vault.wipe}
      </ActionButton>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={say.title}
        body={say.body(keys)}
        confirm={command.busy ? say.wiping : say.confirm}
        cancel={say.cancel}
        command={command}
        onConfirm={() => command.run({ type: "wipe-vault" })}
      />
    </>
  );
}
