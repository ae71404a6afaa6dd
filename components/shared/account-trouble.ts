import type { Problem } from "../../lib/model/state.ts";
import type { VaultStatus } from "../../lib/model/vault-status.ts";
import type { Overview, RealAccountView } from "../../lib/model/view.ts";

/** An account that mirrors or holds something and can't be used in full. A locked vault is told by itself. */
export function isTroubled({ access, follows, openPositions }: RealAccountView): boolean {
  const inUse = follows > 0 || openPositions > 0;
  return inUse && access.state !== "ready" && access.state !== "locked";
}

/** True while the vault's own notice is on a surface, with its field to unlock or the way to the accounts. */
export function isVaultTold(vault: VaultStatus | null | undefined, { real }: Overview): boolean {
  return real.length > 0 && (vault?.state === "locked" || vault?.state === "damaged");
}

/** A problem of a key that the notices of the vault and of the accounts say already, with more to do about it. */
export function isToldOfKey(
  { kind, about }: Problem,
  overview: Overview,
  vault: VaultStatus | null | undefined,
): boolean {
  if (kind === "vault-locked") return isVaultTold(vault, overview);
  if (kind !== "key-restricted" && kind !== "key-unusable") return false;
  return overview.real.some((account) => account.id === about && isTroubled(account));
}
