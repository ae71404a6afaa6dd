import { X } from "lucide-react";
import { useState } from "react";
import type { FollowView, Overview } from "../../lib/model/view.ts";
import { formatMoneyWhole } from "../format/money.ts";
import { useCommand } from "../use-command.ts";
import { words } from "../words/current.ts";
import { runningByKind, usesRealMoney } from "./money-kinds.ts";
import { ActionButton } from "./action-button.tsx";
import { ConfirmDialog } from "./confirm-dialog.tsx";

interface Props {
  readonly overview: Overview;
  readonly size: "small" | "medium";
}

function worthOf(views: readonly FollowView[]): readonly [positions: number, worth: string] {
  const positions = views.reduce((sum, view) => sum + view.openPositions, 0);
  return [positions, formatMoneyWhole(views.reduce((sum, view) => sum + view.notional, 0))];
}

/** What it does to the money; paper and real are told apart, each with its own worth. */
function closingText(overview: Overview): string {
  const say = words.control.closeAllDialog;
  const { real, paper } = runningByKind(overview);
  const onPaper = say.paper(...worthOf(paper));
  const onReal = say.real(...worthOf(real));
  const what = real.length === 0 ? onPaper : paper.length === 0 ? onReal : say.both(onReal, onPaper);
  const locked = real.some(({ account }) => account.access.state === "locked");
  return [
    say.body(real.length + paper.length, what),
    real.length === 0 ? say.noReal : say.orders,
    ...(locked ? [say.locked] : []),
    say.final,
    ...(overview.haltedSince === null ? [] : [say.lifts]),
  ].join(" ");
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
  const real = usesRealMoney(overview);
  return (
    <>
      <ActionButton icon={X} size={size} wide={size === "medium"} onPress={() => setOpen(true)}>
        {say.closeAll}
      </ActionButton>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={closeAllDialog.title}
        body={closingText(overview)}
        kind={real ? "ink" : "primary"}
        confirm={command.busy ? closeAllDialog.closing : closeAllDialog.confirm}
        cancel={closeAllDialog.cancel}
        command={command}
        onConfirm={() => command.run({ type: "close-all" })}
      />
    </>
  );
}
