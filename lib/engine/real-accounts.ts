import type { AccountAccess, AccountKey } from "../model/account-key.ts";
import { decimal } from "../model/decimal.ts";
import { accountGuardId } from "../model/guard.ts";
import { type AccountId, isAccountOf } from "../model/identity.ts";
import { askForAccount } from "./account-readings.ts";
import { openAccount } from "./open-account.ts";
import type { Work } from "./work.ts";

/**
 * An account whose key was audited just now and is in the vault, or the new key of one that is there: it can sign. It is
 * read before anything is done in it.
 */
export function addAccount(work: Work, accountId: AccountId, key: AccountKey): void {
  if (!isAccountOf(accountId, key.owner) || work.damaged.has(accountId)) return;
  const account = openAccount(work, accountId);
  const access = { state: "ready", since: work.at, finding: null, detail: null } as const;
  work.accounts.put(accountId, { ...account, key, access });
  askForAccount(work, accountId);
}

/** Whether orders can be signed. What the audit told of the key is kept for the views. */
export function setAccess(
  work: Work,
  accountId: AccountId,
  access: Omit<AccountAccess, "since">,
  key: AccountKey | null,
): void {
  const account = work.accounts.get(accountId);
  if (account === undefined || account.kind === "paper") return;
  // Its key was removed: nothing that is said of it makes it sign again, but a new one.
  if (account.key === null && key === null && access.state !== "unusable") return;
  const same = account.access.state === access.state && account.access.finding === access.finding;
  const since = same ? account.access.since : work.at;
  work.accounts.put(accountId, { ...account, access: { ...access, since }, key: key ?? account.key });
}

/** A new life knows of no key whether it can sign: nothing is ordered before it is told so. */
export function lockAccounts(work: Work): void {
  for (const { id } of work.accounts.view.values()) {
    setAccess(work, id, { state: "locked", finding: null, detail: null }, null);
  }
}

/** True while something of the account is still to be done, or is held for a follow. */
export function isAccountUsed(work: Work, accountId: AccountId): boolean {
  const follows = [...work.follows.view.values()].filter((follow) => follow.accountId === accountId);
  const holds = [...work.books.view.values()].some(
    (book) => follows.some(({ id }) => id === book.followId) && !decimal(book.held).isZero(),
  );
  const running = follows.some(({ status }) => status !== "stopped");
  const open = [...work.intents.view.values()].some(({ intent }) => intent.accountId === accountId);
  const stops = [...work.stops.view.values()].some(({ stop }) => stop.accountId === accountId);
  return holds || running || open || stops;
}

/** What was told of the account, or of an instrument in it. */
function forgetProblems(work: Work, accountId: AccountId): void {
  for (const id of work.problems.view.keys()) {
    if (id.endsWith(`:${accountId}`) || id.includes(`:${accountId}|`)) work.problems.remove(id);
  }
}

/** Forgets an account that is not used. Its history stays; where stopped follows name it, so does its row. */
export function removeAccount(work: Work, accountId: AccountId): void {
  const account = work.accounts.get(accountId);
  if (account === undefined || account.kind === "paper" || isAccountUsed(work, accountId)) return;
  const named = [...work.follows.view.values()].some((follow) => follow.accountId === accountId);
  const traded = [...work.accountBooks.view.values()].some((book) => book.accountId === accountId);
  forgetProblems(work, accountId);
  if (named || traded) {
    work.accounts.put(accountId, { ...account, key: null });
    return setAccess(work, accountId, { state: "unusable", finding: null, detail: null }, null);
  }
  work.accounts.remove(accountId);
  work.guards.remove(accountGuardId(accountId));
}
