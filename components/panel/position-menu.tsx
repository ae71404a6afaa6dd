import { Menu } from "@base-ui/react/menu";
import { Ellipsis, X } from "lucide-react";
import { useRef, useState } from "react";
import { decimal, decimalString } from "../../lib/model/decimal.ts";
import type { PositionView } from "../../lib/model/view.ts";
import { UNKNOWN } from "../format/grouped.ts";
import { formatMoneyWhole } from "../format/money.ts";
import { formatSize } from "../format/size.ts";
import { ConfirmDialog } from "../shared/confirm-dialog.tsx";
import { useCommand } from "../use-command.ts";
import { words } from "../words/current.ts";
import { MenuItem } from "./menu-item.tsx";

/** "Buys back 0.540 ETH, about $1,060 of real money, at the price of now. The stop at the exchange is cancelled." */
function closingSentence({ account, held, mark, instrument, lotSize, stop }: PositionView): string {
  const say = words.positions.closeDialog;
  const size = decimal(held);
  const worth = mark === null ? UNKNOWN : formatMoneyWhole(decimalString(size.abs().times(mark)));
  const what = (size.isNegative() ? say.buysBack : say.sells)(formatSize(held, lotSize), instrument, worth);
  const sentence = say.whole(what, account.kind);
  if (stop === null) return sentence;
  return `${sentence} ${(stop.shared ? say.stopShrinks : say.stopGoes)[account.kind]}`;
}

/** What can be done about one position. */
export function PositionMenu({ position }: { readonly position: PositionView }) {
  const [open, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const command = useCommand();
  const { menu, close, closeDialog } = words.positions;
  const { followId, instrument } = position;
  const sentence = closingSentence(position);
  const locked = position.account.access.state === "locked";
  return (
    <>
      <Menu.Root>
        <Menu.Trigger ref={trigger} className="button button-icon" aria-label={menu(instrument)}>
          <Ellipsis size={16} aria-hidden="true" />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner align="end" sideOffset={4} className="menu-positioner">
            <Menu.Popup className="menu">
              <MenuItem icon={X} title={close} body={sentence} onPress={() => setOpen(true)} />
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        returnTo={trigger}
        title={closeDialog.title(instrument)}
        body={[sentence, ...(locked ? [closeDialog.locked] : []), closeDialog.later].join(" ")}
        kind={position.account.kind === "real" ? "ink" : "primary"}
        confirm={command.busy ? closeDialog.closing : closeDialog.confirm}
        cancel={closeDialog.cancel}
        command={command}
        onConfirm={() => command.run({ type: "close-position", followId, instrument })}
      />
    </>
  );
}
