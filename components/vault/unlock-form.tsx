import { useRef, useState } from "react";
import { ActionButton } from "../shared/action-button.tsx";
import { SecretField, takeSecret } from "../shared/secret-field.tsx";
import { useVaultCommand } from "../use-vault-command.ts";
import { words } from "../words/current.ts";

/** Unlocks the vault where it stands. The passphrase leaves the field with the press, right or wrong. */
export function UnlockForm() {
  const input = useRef<HTMLInputElement>(null);
  const [missing, setMissing] = useState(false);
  const { busy, failure, run } = useVaultCommand();
  const say = words.vault;
  const unlock = async (): Promise<void> => {
    const passphrase = takeSecret(input);
    setMissing(passphrase === "");
    if (passphrase !== "" && (await run({ type: "unlock-vault", passphrase }))) return;
    input.current?.focus();
  };
  return (
    <form
      className="unlock-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void unlock();
      }}
    >
      <SecretField bare label={say.passphrase} input={input} error={missing ? say.missing : failure} />
      <ActionButton kind="ink" size="medium" submit busy={busy}>
        {busy ? say.unlocking : say.unlock}
      </ActionButton>
    </form>
  );
}
