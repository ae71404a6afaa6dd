import { AlertDialog } from "@base-ui/react/alert-dialog";
import type { ReactNode, RefObject } from "react";
import { useRef, useState } from "react";
import { words } from "../words/current.ts";
import type { CommandState } from "../use-command.ts";
import { ActionButton } from "./action-button.tsx";
import { ControlFailure } from "./control-failure.tsx";

interface Props {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly body: string;
  readonly children?: ReactNode;
  readonly confirm: string;
  readonly cancel?: string;
  /** ink: what it does sends real orders. */
  readonly kind?: "primary" | "ink";
  readonly command: Pick<CommandState, "busy" | "failure">;
  /** Sends the command; true closes the dialog. */
  readonly onConfirm: () => Promise<boolean>;
  /** Where the focus goes when it closes; by default where it came from. */
  readonly returnTo?: RefObject<HTMLElement | null>;
}

/** Asks before something that cannot be undone. It opens on the harmless button, and stays open on a failure. */
export function ConfirmDialog(props: Props) {
  const { open, onOpenChange, title, body, children, confirm, cancel, command, onConfirm, returnTo } = props;
  const { kind = "primary" } = props;
  const harmless = useRef<HTMLButtonElement>(null);
  // What failed when it was open before is not told again.
  const [tried, setTried] = useState(false);
  const change = (next: boolean): void => {
    setTried(false);
    onOpenChange(next);
  };
  const act = async (): Promise<void> => {
    setTried(true);
    if (await onConfirm()) change(false);
  };
  return (
    <AlertDialog.Root open={open} onOpenChange={change}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="scrim" />
        <AlertDialog.Popup
          className="dialog"
          initialFocus={harmless}
          {...(returnTo === undefined ? {} : { finalFocus: returnTo })}
        >
          <AlertDialog.Title className="title">{title}</AlertDialog.Title>
          <AlertDialog.Description className="dialog-body">{body}</AlertDialog.Description>
          {children}
          <ControlFailure text={tried ? command.failure : null} />
          <div className="dialog-actions">
            <AlertDialog.Close ref={harmless} className="button button-secondary button-medium">
              {cancel ?? words.control.cancel}
            </AlertDialog.Close>
            <ActionButton kind={kind} size="medium" busy={command.busy} onPress={() => void act()}>
              {confirm}
            </ActionButton>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
