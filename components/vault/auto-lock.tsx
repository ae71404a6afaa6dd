import type { VaultStatus } from "../../lib/model/vault-status.ts";
import { ControlFailure } from "../shared/control-failure.tsx";
import { SelectField } from "../shared/select-field.tsx";
import { useVaultCommand } from "../use-vault-command.ts";
import { words } from "../words/current.ts";

const NEVER = "never";

/** The choices, and the one that is set where it is none of them. */
function optionsWith(minutes: number | null): Readonly<Record<string, string>> {
  const { autoLocks, afterMinutes } = words.vault;
  const known = minutes === null || Object.hasOwn(autoLocks, String(minutes));
  return known ? autoLocks : { ...autoLocks, [String(minutes)]: afterMinutes(minutes) };
}

/** After how long without use the vault locks by itself. */
export function AutoLock({ minutes }: { readonly minutes: VaultStatus["autoLockMinutes"] }) {
  const { failure, busy, run } = useVaultCommand();
  const say = words.vault;
  return (
    <div className="auto-lock">
      <SelectField
        label={say.autoLock}
        value={minutes === null ? NEVER : String(minutes)}
        options={optionsWith(minutes)}
        hint={say.autoLockHint}
        disabled={busy}
        onChange={(chosen) =>
          void run({ type: "set-auto-lock", minutes: chosen === NEVER ? null : Number(chosen) })
        }
      />
      <ControlFailure text={failure} />
    </div>
  );
}
