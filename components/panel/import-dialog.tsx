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
  const say = words.menu.importDialog;
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={say.title}
      body={say.body(file.name)}
      confirm={command.busy ? say.importing : say.confirm}
      cancel={say.cancel}
      command={command}
      onConfirm={async () => command.run({ type: "import-journal", text: await file.text() })}
    />
  );
}
