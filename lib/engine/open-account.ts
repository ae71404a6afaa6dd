import { type Account, newAccount } from "../model/account.ts";
import { accountGuardId, newGuard } from "../model/guard.ts";
import type { AccountId } from "../model/identity.ts";
import type { Work } from "./work.ts";

/**
 * The account's row; where there is none yet, a new one, and what its exit rules are to remember. Only the paper
 * account is opened without being asked for: a real one begins with its key.
 */
export function openAccount(work: Work, id: AccountId): Account {
  const known = work.accounts.get(id);
  if (known !== undefined) return known;
  const account = newAccount(id, work.at);
  work.accounts.put(id, account);
  const guardId = accountGuardId(id);
  if (work.guards.get(guardId) === undefined) work.guards.put(guardId, newGuard(guardId));
  return account;
}
