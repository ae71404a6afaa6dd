import type { VaultMessage } from "../../lib/messages/vault-messages.ts";
import { Address, realAccountId } from "../../lib/model/identity.ts";

const owner = Address.parse(`0x${"7a".repeat(20)}`);
const accountId = realAccountId("hyperliquid", owner);

/** One message about keys of each kind. */
export const VAULT_MESSAGES: readonly VaultMessage[] = [
  { type: "create-vault", passphrase: "a long passphrase" },
  { type: "unlock-vault", passphrase: "x" },
  { type: "lock-vault" },
  { type: "change-passphrase", current: "x", next: "another long one" },
  { type: "set-auto-lock", minutes: 15 },
  { type: "set-auto-lock", minutes: null },
  { type: "wipe-vault" },
  { type: "connect-account", venue: "hyperliquid", address: owner, key: "c".repeat(64) },
  { type: "check-account", accountId },
  { type: "remove-account", accountId },
];
