import { ActionButton } from "../shared/action-button.tsx";
import { ControlFailure } from "../shared/control-failure.tsx";
import { SecretField } from "../shared/secret-field.tsx";
import { useVaultCommand } from "../use-vault-command.ts";
import { words } from "../words/current.ts";
import { useNewPassphrase } from "./new-passphrase.ts";

/** Makes the vault with a new passphrase. */
export function CreateForm() {
  const typed = useNewPassphrase();
  const { busy, failure, run } = useVaultCommand();
  const say = words.vault;
  const create = async (): Promise<void> => {
    const passphrase = typed.take();
    if (passphrase === null || (await run({ type: "create-vault", passphrase }))) return;
    typed.first.current?.focus();
  };
  return (
    <form
      className="vault-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void create();
      }}
    >
      <SecretField
        label={say.newPassphrase}
        input={typed.first}
        error={typed.firstError}
        hint={say.passphraseHint}
      />
      <SecretField label={say.again} input={typed.again} error={typed.againError} />
      <ControlFailure text={failure} />
      <div className="vault-actions">
        <ActionButton kind="primary" size="medium" submit busy={busy}>
          {busy ? say.creating : say.create}
        </ActionButton>
      </div>
    </form>
  );
}
