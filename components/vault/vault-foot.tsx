import { LockKeyholeOpen } from "lucide-react";
import type { Millis } from "../../lib/model/identity.ts";
import type { VaultStatus } from "../../lib/model/vault-status.ts";
import { words } from "../words/current.ts";
import { LockButton } from "./lock-button.tsx";
import { timeToLock } from "./lock-time.ts";

/** An unlocked vault in one line: when it locks, and Lock. */
export function VaultFoot({ vault, now }: { readonly vault: VaultStatus | null; readonly now: Millis }) {
  if (vault?.state !== "unlocked") return null;
  const say = words.vault.foot;
  const left = timeToLock(vault, now);
  return (
    <div className="vault-line">
      <LockKeyholeOpen size={14} aria-hidden="true" />
      <span className="secondary">{left === null ? say.unlocked : say.locksIn(left)}</span>
      <LockButton kind="ghost" />
    </div>
  );
}
