import { useState } from "react";
import type { RealAccountView } from "../../lib/model/view.ts";
import { ActionButton } from "../shared/action-button.tsx";
import { ConfirmDialog } from "../shared/confirm-dialog.tsx";
import { ControlFailure } from "../shared/control-failure.tsx";
import { useVaultCommand } from "../use-vault-command.ts";
import { words } from "../words/current.ts";

interface Props {
  readonly account: RealAccountView;
  readonly name: string;
}

/** Audits an account's key now, or forgets the account. */
export function AccountActs({ account, name }: Props) {
  const check = useVaultCommand();
  const remove = useVaultCommand();
  const [checked, setChecked] = useState(false);
  const [asking, setAsking] = useState(false);
  const say = words.options.real;
  const dialog = say.removeDialog;
  const audit = async (): Promise<void> => {
    setChecked(false);
    setChecked(await check.run({ type: "check-account", accountId: account.id }));
  };
  return (
    <div className="account-acts">
      <ActionButton busy={check.busy} onPress={() => void audit()}>
        {check.busy ? say.checking : say.check}
      </ActionButton>
      <ActionButton onPress={() => setAsking(true)}>{say.remove}</ActionButton>
      <output className="secondary" hidden={!checked}>
        {say.checked}
      </output>
      <ControlFailure text={check.failure} />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={dialog.title(name)}
        body={dialog.body}
        confirm={remove.busy ? dialog.removing : dialog.confirm}
        cancel={dialog.cancel}
        command={remove}
        onConfirm={() => remove.run({ type: "remove-account", accountId: account.id })}
      />
    </div>
  );
}
