import type { LucideIcon } from "lucide-react";
import type { ExtensionMessage } from "../../lib/messages/protocol.ts";
import { useCommand } from "../use-command.ts";
import { ActionButton } from "./action-button.tsx";
import { ControlFailure } from "./control-failure.tsx";

interface Props {
  readonly message: ExtensionMessage;
  readonly label: string;
  readonly busyLabel: string;
  readonly kind?: "secondary" | "primary" | "ink" | "ghost";
  readonly size?: "small" | "medium" | "large";
  readonly wide?: boolean;
  readonly icon?: LucideIcon;
}

/** A button that sends one command, and says beside it what went wrong. */
export function CommandButton({ message, label, busyLabel, ...looks }: Props) {
  const { busy, failure, run } = useCommand();
  return (
    <>
      <ActionButton {...looks} busy={busy} onPress={() => void run(message)}>
        {busy ? busyLabel : label}
      </ActionButton>
      <ControlFailure text={failure} />
    </>
  );
}
