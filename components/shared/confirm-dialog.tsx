import { AlertDialog } from "@base-ui/react/alert-dialog";
import type { ReactNode, RefObject } from "react";
import { useRef } from "react";
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
  readonly command: CommandState;
  /** Sends the command; true closes the dialog. */
  readonly onConfirm: () => Promise<boolean>;
  /** Where the focus goes when it closes; by default where it came from. */
  readonly returnTo?: RefObject<HTMLElement | null>;
}

/** Asks before something that cannot be undone. It opens on the harmless button, and stays open on a failure. */
export function ConfirmDialog(props: Props) {
  const { open, onOpenChange, title, body, children, confirm, cancel, command, onConfirm, returnTo } = props;
  const harmless = useRef<HTMLButtonElement>(null);
  const act = async (): Promise<void> => {
    if (await onConfirm()) onOpenChange(false);
  };
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange}>
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
          <ControlFailure text={command.failure} />
          <div className="dialog-actions">
            <AlertDialog.Close ref={harmless} className="button button-secondary button-medium">
              {cancel ?? words.control.cancel}
            </AlertDialog.Close>
            <ActionButton kind="primary" size="medium" busy={command.busy} onPress={() => void act()}>
              {confirm}
            </ActionButton>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
