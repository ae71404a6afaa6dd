import { z } from "zod";
import { KeyFinding } from "../model/account-key.ts";
import { AccountId } from "../model/identity.ts";

/** A passphrase as it was typed; a new one has at least 12 characters. */
const Passphrase = z.string().min(1).max(1_000);
export const NEW_PASSPHRASE_MIN = 12;
const NewPassphrase = z.string().min(NEW_PASSPHRASE_MIN).max(1_000);

/** What is pasted into a field for a key or an address: any text, judged by what takes it. */
const Pasted = z.string().min(1).max(1_000);

/**
 * Messages about keys. From the extension's own pages only (sender.ts). Nothing of them is ever logged, journaled or
 * answered back.
 */
export const VaultMessage = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("create-vault"), passphrase: NewPassphrase }),
  z.strictObject({ type: z.literal("unlock-vault"), passphrase: Passphrase }),
  z.strictObject({ type: z.literal("lock-vault") }),
  z.strictObject({ type: z.literal("change-passphrase"), current: Passphrase, next: NewPassphrase }),
  /** Minutes; null: only with the browser. */
  z.strictObject({
    type: z.literal("set-auto-lock"),
    minutes: z.number().int().positive().max(1_440).nullable(),
  }),
  /** Forgets every key for good. Refused while a real account still mirrors or holds something of ours. */
  z.strictObject({ type: z.literal("wipe-vault") }),
  /** Audits a key, and keeps it where the audit allows it. The vault must be unlocked. */
  z.strictObject({
    type: z.literal("connect-account"),
    venue: z.literal("hyperliquid"),
    /** The account's own address, as pasted. */
    address: Pasted,
    /** The API wallet's private key, as pasted. */
    key: Pasted,
  }),
  /** Audits the account's key anew, now. */
  z.strictObject({ type: z.literal("check-account"), accountId: AccountId }),
  /** Forgets an account and its key. Refused while it mirrors or holds something of ours. */
  z.strictObject({ type: z.literal("remove-account"), accountId: AccountId }),
]);
export type VaultMessage = z.infer<typeof VaultMessage>;

/** Why a message about keys was not carried out. Nothing was changed then. */
export const VaultRefusal = z.enum([
  "not-allowed-from-here",
  "not-understood",
  "not-possible-now",
  "vault-exists",
  "vault-missing",
  "vault-locked",
  "wrong-passphrase",
  /** A record or its checksum was damaged: nothing of it was used. */
  "vault-damaged",
  /** A stored parameter (iterations, salt, version) was changed, or is out of its bounds. */
  "vault-changed",
  /** The browser could not read or write the vault; `detail` has its words. */
  "vault-unavailable",
  /** `finding` says why. */
  "key-refused",
  "account-exists",
  "no-such-account",
  /** The account still mirrors, or holds something that Pilotfish bought. */
  "account-in-use",
]);
export type VaultRefusal = z.infer<typeof VaultRefusal>;

export const VaultReply = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), accountId: AccountId.optional() }),
  z.object({
    ok: z.literal(false),
    refusal: VaultRefusal,
    finding: KeyFinding.nullable(),
    /** The exchange's or the browser's own words; never anything of a secret. */
    detail: z.string().max(500).nullable(),
  }),
]);
export type VaultReply = z.infer<typeof VaultReply>;
