import { useEffect, useRef, useState } from "react";
import { ActionButton } from "../shared/action-button.tsx";
import { ControlFailure } from "../shared/control-failure.tsx";
import { SecretField, takeSecret } from "../shared/secret-field.tsx";
import { useVaultCommand } from "../use-vault-command.ts";
import { words } from "../words/current.ts";
import { useNewPassphrase } from "./new-passphrase.ts";

interface Props {
  readonly onDone: (changed: boolean) => void;
}

/** Gives the vault another passphrase; the keys in it stay. */
export function ChangeForm({ onDone }: Props) {
  const current = useRef<HTMLInputElement>(null);
  const typed = useNewPassphrase();
  const [missing, setMissing] = useState(false);
  const { busy, failure, run } = useVaultCommand();
  const say = words.vault;
  useEffect(() => current.current?.focus(), []);
  const change = async (): Promise<void> => {
    const none = (current.current?.value ?? "") === "";
    setMissing(none);
    if (none) return current.current?.focus();
    const next = typed.take();
    if (next === null) return;
    if (await run({ type: "change-passphrase", current: takeSecret(current), next })) onDone(true);
    else current.current?.focus();
  };
  return (
    <form
      className="vault-form"
      noValidate
      aria-label={say.change}
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void change();
      }}
    >
      <SecretField label={say.current} input={current} error={missing ? say.missing : null} />
      <SecretField
        label={say.newPassphrase}
        input={typed.first}
        error={typed.firstError}
        hint={say.passphraseHint}
      />
      <SecretField label={say.again} input={typed.again} error={typed.againError} />
      <ControlFailure text={failure} />
      <div className="vault-actions">
        <ActionButton size="medium" onPress={() => onDone(false)}>
          {say.cancel}
        </ActionButton>
        <ActionButton kind="primary" size="medium" submit busy={busy}>
          {busy ? say.changing : say.change}
        </ActionButton>
      </div>
    </form>
  );
}
