import { useState } from "react";
import type { Intent } from "../../lib/model/order.ts";
import type { IntentRow } from "../../lib/model/state.ts";
import { words } from "../words/current.ts";
import { ActionButton } from "./action-button.tsx";
import { SettleDialog } from "./settle-dialog.tsx";

interface Props {
  readonly instrument: string | null;
  readonly orders: readonly IntentRow[];
}

/** Lets the user say what became of the unknown orders of an instrument, one after the other. */
export function SettleOrders({ instrument, orders }: Props) {
  const [settling, setSettling] = useState<Intent | null>(null);
  const [open, setOpen] = useState(false);
  const next = orders.find((row) => row.intent.instrument === instrument)?.intent;
  return (
    <>
      {next !== undefined && (
        <ActionButton
          onPress={() => {
            setSettling(next);
            setOpen(true);
          }}
        >
          {words.problemActs.settle}
        </ActionButton>
      )}
      {settling !== null && (
        <SettleDialog key={settling.clientOrderId} intent={settling} open={open} onOpenChange={setOpen} />
      )}
    </>
  );
}
