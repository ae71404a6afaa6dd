import type { VaultReply } from "../messages/vault-messages.ts";
import type { Account } from "../model/account.ts";
import type { AccountKey } from "../model/account-key.ts";
import type { AuditResult } from "../model/audit-result.ts";
import { type AccountId, Address } from "../model/identity.ts";
import { Secret } from "../model/secret.ts";
import type { Vault } from "../vault/vault.ts";
import { VaultError } from "../vault/vault-error.ts";
import { refuse } from "./vault-refusal.ts";
import { withoutSecrets } from "./without-secrets.ts";

/** What became of a command to the engine. `late`: it was taken, and is not durable yet; it may still become so. */
export type CommandOutcome = "done" | "refused" | "late" | "halted";

export interface AccountKeysPorts {
  readonly vault: Vault;
  /** Audits what was pasted; never rejects, and never repeats the key but as `secret`. */
  connect(
    venue: "hyperliquid",
    pasted: { readonly address: string; readonly key: string },
  ): Promise<AuditResult>;
  /** Audits an account's key anew and tells the engine; null where it cannot be read. */
  check(accountId: AccountId): Promise<AuditResult | null>;
  /** What the engine knows of an account. Rejects where the engine cannot start. */
  accountOf(accountId: AccountId): Promise<Account | null>;
  /** True while the account mirrors or holds something of ours. Rejects where the engine cannot start. */
  isUsed(accountId: AccountId): Promise<boolean>;
  addAccount(accountId: AccountId, key: AccountKey): Promise<CommandOutcome>;
  removeAccount(accountId: AccountId): Promise<CommandOutcome>;
}

interface Asked {
  readonly venue: "hyperliquid";
  readonly address: string;
  readonly key: string;
}

const LATE = "The journal cannot be written now.";

/**
 * Audits what was pasted; what passes goes into the vault, and only then the engine hears of the account: should the
 * worker die in between, a key lies in the vault that nothing trades with, until the account is connected again. The
 * other way round there would be an account that could not sign.
 */
export async function connectAccount(ports: AccountKeysPorts, asked: Asked): Promise<VaultReply> {
  const { vault } = ports;
  await vault.requireUnlocked();
  const { address, key, venue } = asked;
  const audit = await ports.connect(venue, { address, key });
  if (!audit.ok) return refused(audit, pastedSecrets(asked));
  const { accountId, secret } = audit;
  const known = await ports.accountOf(accountId);
  const before = await readable(vault, accountId);
  const same = known?.key?.agent === audit.key.agent && before?.reveal() === secret.reveal();
  if (same && known.access.state !== "unusable") return refuse("account-exists");
  await vault.keep(accountId, secret);
  const outcome = await ports.addAccount(accountId, audit.key);
  if (outcome === "done") return { ok: true, accountId };
  if (before === null) await vault.forget(accountId);
  else await vault.keep(accountId, before);
  return refuse("not-possible-now", outcome === "late" ? LATE : null);
}

/** Fields are swapped at times: what stands in the address's may be the key. */
export function pastedSecrets({ address, key }: Pick<Asked, "address" | "key">): readonly Secret[] {
  const secrets = [new Secret(key)];
  return Address.safeParse(address).success ? secrets : [...secrets, new Secret(address)];
}

/** Audits an account's key now. */
export async function checkAccount(ports: AccountKeysPorts, accountId: AccountId): Promise<VaultReply> {
  await ports.vault.requireUnlocked();
  if (((await ports.accountOf(accountId))?.key ?? null) === null) return refuse("no-such-account");
  const secret = await ports.vault.secretOf(accountId);
  const audit = await ports.check(accountId);
  if (secret === null || audit === null) return refuse("no-such-account", "Its key is not in the vault.");
  return audit.ok ? { ok: true, accountId } : refused(audit, [secret]);
}

/**
 * Forgets the key first: should the worker die in between, there is an account without a key, which everybody sees and
 * which can be removed again; not a key that nobody sees. The engine has the last word on whether it is used: where a
 * follow came in between, the key is put back.
 */
export async function removeAccount(ports: AccountKeysPorts, accountId: AccountId): Promise<VaultReply> {
  const { vault } = ports;
  await vault.requireUnlocked();
  const account = await ports.accountOf(accountId);
  if (account === null || account.kind === "paper") return refuse("no-such-account");
  if (await ports.isUsed(accountId)) return refuse("account-in-use");
  const secret = await readable(vault, accountId);
  await vault.forget(accountId);
  switch (await ports.removeAccount(accountId)) {
    case "done":
      return { ok: true, accountId };
    case "late":
      return refuse("not-possible-now", `${LATE} The key is forgotten; the account goes when it can be.`);
    case "refused":
    case "halted": {
      if (secret !== null) await vault.keep(accountId, secret);
      return refuse((await ports.isUsed(accountId)) ? "account-in-use" : "not-possible-now");
    }
  }
}

function refused(
  { finding, detail }: Extract<AuditResult, { ok: false }>,
  secrets: readonly Secret[],
): VaultReply {
  return refuse("key-refused", detail === null ? null : withoutSecrets(detail, secrets), finding);
}

/** The key that is there; null also for one that cannot be read, which is no loss when it is replaced. */
async function readable(vault: Vault, accountId: AccountId): Promise<Secret | null> {
  try {
    return await vault.secretOf(accountId);
  } catch (error) {
    if (error instanceof VaultError && error.problem !== "unavailable") return null;
    throw error;
  }
}
