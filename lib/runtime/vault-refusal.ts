import type { VaultRefusal, VaultReply } from "../messages/vault-messages.ts";
import type { KeyFinding } from "../model/account-key.ts";
import { VaultError, type VaultProblem } from "../vault/vault-error.ts";

/** A reply takes 500 characters; a longer one could not be read. */
const DETAIL_MAX = 400;

/** What the views are told of each problem. */
const REFUSALS: Readonly<Record<VaultProblem, VaultRefusal>> = {
  "wrong-passphrase": "wrong-passphrase",
  damaged: "vault-damaged",
  changed: "vault-changed",
  locked: "vault-locked",
  missing: "vault-missing",
  exists: "vault-exists",
  unavailable: "vault-unavailable",
};

export function refuse(
  refusal: VaultRefusal,
  detail: string | null = null,
  finding: KeyFinding | null = null,
): VaultReply {
  return { ok: false, refusal, finding, detail: detail?.slice(0, DETAIL_MAX) ?? null };
}

/** The reply to a message that failed. What no VaultError says was foreseen by nobody. */
export function refusalOf(error: unknown): VaultReply {
  if (error instanceof VaultError) return refuse(REFUSALS[error.problem], error.message);
  return refuse("not-possible-now", error instanceof Error ? `${error.name}: ${error.message}` : null);
}
