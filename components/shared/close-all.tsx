import { X } from "lucide-react";
import { useState } from "react";
import type { Overview } from "../../lib/model/view.ts";
import { formatMoneyWhole } from "../format/money.ts";
import { useCommand } from "../use-command.ts";
import { words } from "../words/current.ts";
import { ActionButton } from "./action-button.tsx";
import { ConfirmDialog } from "./confirm-dialog.tsx";

interface Props {
  readonly overview: Overview;
  readonly size: "small" | "medium";
}

/**
 * Stops every follow and closes what it holds, after saying what that does to the money. Not there where no follow
 * runs.
 */
export function CloseAll({ overview, size }: Props) {
  const [open, setOpen] = useState(false);
  const command = useCommand();
  const say = words.control;
  const { closeAllDialog } = say;
  const running = overview.follows.filter(({ follow }) => follow.status !== "stopped");
  if (running.length === 0 && !open) return null;
  const positions = running.reduce((sum, view) => sum + view.openPositions, 0);
  const worth = formatMoneyWhole(running.reduce((sum, view) => sum + view.notional, 0));
  const body = closeAllDialog.body(running.length, positions, worth);
  return (
    <>
      <ActionButton icon={X} size={size} wide={size === "medium"} onPress={() => setOpen(true)}>
        {say.closeAll}
      </ActionButton>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={closeAllDialog.title}
        body={overview.haltedSince === null ? body : `${body} ${closeAllDialog.lifts}`}
        confirm={command.busy ? closeAllDialog.closing : closeAllDialog.confirm}
        cancel={closeAllDialog.cancel}
        command={command}
        onConfirm={() => command.run({ type: "close-all" })}
      />
    </>
  );
}
