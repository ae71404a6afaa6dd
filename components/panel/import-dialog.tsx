import { useState } from "react";
import { IMPORT_MAX_LENGTH } from "../../lib/messages/protocol.ts";
import { ConfirmDialog } from "../shared/confirm-dialog.tsx";
import { useCommand } from "../use-command.ts";
import { words } from "../words/current.ts";

interface Props {
  readonly file: File;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Asks before an export takes the place of everything that is here. */
export function ImportDialog({ file, open, onOpenChange }: Props) {
  const command = useCommand();
  const [unread, setUnread] = useState<string | null>(null);
  const say = words.menu.importDialog;
  const take = async (): Promise<boolean> => {
    setUnread(null);
    if (file.size > IMPORT_MAX_LENGTH) {
      setUnread(say.tooLarge);
      return false;
    }
    let text: string;
    try {
      text = await file.text();
    } catch (error) {
      // It was moved or changed after it was chosen.
      setUnread(`${say.unreadable} (${error instanceof Error ? error.message : String(error)})`);
      return false;
    }
    return command.run({ type: "import-journal", text });
  };
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={say.title}
      body={say.body(file.name)}
      confirm={command.busy ? say.importing : say.confirm}
      cancel={say.cancel}
      command={unread === null ? command : { ...command, failure: unread }}
      onConfirm={take}
    />
  );
}
