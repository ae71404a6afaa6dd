import type { AccountKey, KeyFinding } from "./account-key.ts";
import type { AccountId } from "./identity.ts";
import type { Secret } from "./secret.ts";

/** What the audit of a pasted key found. Only a key that passed has a secret to be kept. */
export type AuditResult =
  | { readonly ok: true; readonly accountId: AccountId; readonly key: AccountKey; readonly secret: Secret }
  | { readonly ok: false; readonly finding: KeyFinding; readonly detail: string | null };
