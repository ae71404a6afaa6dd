import { Lock } from "lucide-react";
import { ActionButton } from "../shared/action-button.tsx";
import { ControlFailure } from "../shared/control-failure.tsx";
import { useVaultCommand } from "../use-vault-command.ts";
import { words } from "../words/current.ts";

interface Props {
  /** ghost: a single word, where there is little room. */
  readonly kind: "secondary" | "ghost";
}

/** Locks the vault now. */
export function LockButton({ kind }: Props) {
  const { busy, failure, run } = useVaultCommand();
  const say = words.vault;
  const label = kind === "ghost" ? say.lock : say.lockNow;
  return (
    <>
      <ActionButton
        kind={kind}
        {...(kind === "ghost" ? {} : { icon: Lock })}
        busy={busy}
        onPress={() => void run({ type: "lock-vault" })}
      >
        {busy ? say.locking : label}
      </ActionButton>
      <ControlFailure text={failure} />
    </>
  );
}
