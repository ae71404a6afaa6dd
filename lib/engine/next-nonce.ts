import type { AccountId } from "../model/identity.ts";
import type { Work } from "./work.ts";

/**
 * The number under which the account's signer signs its next act: max(our clock, the last one + 1), ms. It is durable
 * with what it is for, so that no restart and no clock that is set back gives one twice. Null where nothing is signed.
 */
export function nextNonce(work: Work, accountId: AccountId): number | null {
  const account = work.accounts.get(accountId);
  if (account === undefined || account.kind === "paper") return null;
  const nonce = Math.max(work.at, account.lastNonce + 1);
  work.accounts.put(accountId, { ...account, lastNonce: nonce });
  return nonce;
}
