import type { AccountId, ClientOrderId } from "../model/identity.ts";
import { askForAccount } from "./account-readings.ts";
import type { Work } from "./work.ts";

const problemId = (accountId: AccountId): string => `other-installation:${accountId}`;

/**
 * An order with our mark that this journal does not know: another installation trades the account. Two that don't
 * know of each other would double every position, so this one stops until the user says that the other is gone.
 */
export function stopForOther(work: Work, accountId: AccountId, order: ClientOrderId): void {
  const account = work.accounts.get(accountId);
  if (account === undefined || account.foreignOrder !== null) return;
  work.accounts.put(accountId, { ...account, foreignOrder: order });
  const id = problemId(accountId);
  work.problems.put(id, {
    id,
    kind: "other-installation",
    about: accountId,
    detail: order,
    measured: null,
    since: work.at,
    dismissible: false,
  });
}

/** The user says that the other installation is gone. The account is read before anything is ordered again. */
export function clearOther(work: Work, accountId: AccountId): void {
  const account = work.accounts.get(accountId);
  if (account === undefined || account.foreignOrder === null) return;
  work.accounts.put(accountId, { ...account, foreignOrder: null, reconciled: false });
  work.problems.remove(problemId(accountId));
  askForAccount(work, accountId);
}
