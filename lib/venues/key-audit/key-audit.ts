import type { AuditResult } from "../../model/audit-result.ts";
import type { AccountId } from "../../model/identity.ts";
import type { Secret } from "../../model/secret.ts";
import type { PastedConnection } from "./read-connection.ts";

/**
 * Finds out what a key may do, by asking the exchange. Never throws: what cannot be found out is a finding. No answer
 * has anything of the key in it but `secret`.
 */
export interface KeyAudit {
  /** Of what the user pasted, before anything of it is kept. `now` is our clock. */
  connect(pasted: PastedConnection, now: number): Promise<AuditResult>;
  /** Of a key that is kept already. */
  check(accountId: AccountId, secret: Secret, now: number): Promise<AuditResult>;
}
