import { useState } from "react";
import { PAPER_BALANCE } from "../../lib/model/follow-settings.ts";
import { formatMoneyWhole } from "../format/money.ts";
import { ActionButton } from "../shared/action-button.tsx";
import { ConfirmDialog } from "../shared/confirm-dialog.tsx";
import { useCommand } from "../use-command.ts";
import { words } from "../words/current.ts";

interface Props {
  readonly kind: "ghost" | "secondary";
  /** Instead of the long one, where the account stands beside it. */
  readonly label?: string;
}

/** Starts the paper account again, after saying what that does. */
export function ResetDialog({ kind, label }: Props) {
  const [open, setOpen] = useState(false);
  const command = useCommand();
  const say = words.positions;
  return (
    <>
      <ActionButton kind={kind} onPress={() => setOpen(true)}>
        {label ?? say.reset}
      </ActionButton>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={say.resetDialog.title}
        body={say.resetDialog.body(formatMoneyWhole(PAPER_BALANCE))}
        confirm={command.busy ? say.resetting : say.resetDialog.confirm}
        command={command}
        onConfirm={() => command.run({ type: "reset-paper" })}
      />
    </>
  );
}
