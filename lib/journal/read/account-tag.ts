import type { Account } from "../../model/account.ts";
import { type AccountId, PAPER_ACCOUNT } from "../../model/identity.ts";
import type { AccountTag } from "../../model/view.ts";

/** Of an account without a row nobody knows whether it can be signed for. Whether its money is real its id says. */
export function accountTag(id: AccountId, accounts: ReadonlyMap<AccountId, Account>): AccountTag {
  const account = accounts.get(id);
  if (account !== undefined) return { id, kind: account.kind, access: account.access };
  const paper = id === PAPER_ACCOUNT;
  return {
    id,
    kind: paper ? "paper" : "real",
    access: { state: paper ? "ready" : "unchecked", since: 0, finding: null, detail: null },
  };
}
