import { z } from "zod";
import { Address, Millis } from "./identity.ts";

/**
 * Whether orders of an account can be signed now, and which may be made. ready: all. unchecked: its key was not
 * audited yet in this browser session: reductions only. restricted: the audit found rights that a key must not have, or
 * could not read them: reductions only. locked: the vault is locked, nothing can be signed. unusable: the key was
 * revoked, has expired or is gone: nothing can be signed. A paper account is always ready.
 */
export const AccountAccess = z.object({
  state: z.enum(["ready", "unchecked", "restricted", "locked", "unusable"]),
  /** Since when, our clock. */
  since: Millis,
  /** Why, where it is not ready: the audit's finding (KeyFinding), or null. */
  finding: z.string().max(40).nullable(),
  detail: z.string().max(500).nullable(),
});
export type AccountAccess = z.infer<typeof AccountAccess>;

/** What anybody may know of an account's key. The key itself is in the vault alone. */
export const AccountKey = z.object({
  /** Whose account it trades. */
  owner: Address,
  /** The API wallet that signs. */
  agent: Address,
  agentName: z.string().max(80).nullable(),
  /** When the exchange lets it expire; null where it told none. */
  validUntil: Millis.nullable(),
  /** When it was last audited, our clock. */
  checkedAt: Millis,
});
export type AccountKey = z.infer<typeof AccountKey>;

/** Why a key is refused, or an account restricted. Views find the words. */
export const KeyFinding = z.enum([
  /** It is the main wallet's own key, which could withdraw. */
  "main-wallet",
  /** Nobody approved it, or the approval was withdrawn. */
  "not-approved",
  /** It is approved, but for another account than the one that was named. */
  "other-account",
  "expired",
  /** The account does not exist at the exchange. */
  "unknown-account",
  /** It may withdraw. */
  "can-withdraw",
  /** It may move money to other accounts. */
  "can-transfer",
  /** It may not trade. */
  "cannot-trade",
  /** The exchange did not say what it may, or said it in no form that we know. */
  "rights-unreadable",
  /** It has a right whose name we do not know. */
  "right-unknown",
  /** The exchange did not answer. */
  "unreachable",
  /** What was typed is no key: wrong length, other characters. */
  "no-key",
  /** An address was given where the key belongs, or the other way round. */
  "swapped",
]);
export type KeyFinding = z.infer<typeof KeyFinding>;
