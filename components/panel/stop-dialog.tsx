import type { RefObject } from "react";
import { useState } from "react";
import type { FollowView } from "../../lib/model/view.ts";
import { shortAddress } from "../format/address.ts";
import { formatMoneyWhole } from "../format/money.ts";
import { ChoiceGroup } from "../shared/choice-group.tsx";
import { ConfirmDialog } from "../shared/confirm-dialog.tsx";
import { useCommand } from "../use-command.ts";
import { words } from "../words/current.ts";

interface Props {
  readonly view: FollowView;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly returnTo: RefObject<HTMLElement | null>;
}

/** Stops a follow; the user says what happens to its positions. */
export function StopDialog({ view, open, onOpenChange, returnTo }: Props) {
  const [positions, setPositions] = useState<"close" | "leader-out" | "keep">("close");
  const command = useCommand();
  const say = words.follows.stopDialog;
  const { openPositions, notional } = view;
  const { kind, access } = view.account;
  const orders = kind === "real" && openPositions > 0;
  const body =
    openPositions === 0 ? say.none[kind] : say.body(kind, openPositions, formatMoneyWhole(notional));
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      returnTo={returnTo}
      title={say.title(shortAddress(view.address))}
      body={orders && access.state === "locked" ? `${body} ${say.locked}` : body}
      kind={orders && positions !== "keep" ? "ink" : "primary"}
      confirm={command.busy ? say.stopping : say.stop}
      cancel={say.cancel}
      command={command}
      onConfirm={() => command.run({ type: "stop-follow", followId: view.follow.id, positions })}
    >
      {openPositions > 0 && (
        <ChoiceGroup
          name={say.choose}
          value={positions}
          onChange={setPositions}
          choices={[
            { value: "close", label: say.close, hint: say.closeBody[kind] },
            { value: "leader-out", label: say.leaderOut, hint: say.leaderOutBody },
            { value: "keep", label: say.keep, hint: say.keepBody[kind] },
          ]}
        />
      )}
    </ConfirmDialog>
  );
}
