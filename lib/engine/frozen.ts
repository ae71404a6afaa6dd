import type { AccountId, ClientOrderId, InstrumentId } from "../model/identity.ts";
import { newAccountBook } from "./account-book.ts";
import { pairKey } from "./engine-state.ts";
import type { Work } from "./work.ts";

const LONGEST = 500;

/** One problem for each order (or for the account itself) that an impossible report was about. */
function problemId(accountId: AccountId, instrument: InstrumentId, about: ClientOrderId | null): string {
  return `impossible-report:${pairKey(accountId, instrument)}|${about ?? "account"}`;
}

/**
 * The venue told what cannot be: nothing is ordered in the instrument until that is explained, or the user has
 * looked at it.
 */
export function freeze(
  work: Work,
  accountId: AccountId,
  instrument: InstrumentId,
  about: ClientOrderId | null,
  words: string,
): void {
  const key = pairKey(accountId, instrument);
  const book = work.accountBooks.get(key) ?? newAccountBook(accountId, instrument);
  const detail = words.slice(0, LONGEST);
  if (book.frozen === null) work.accountBooks.put(key, { ...book, frozen: detail });
  const id = problemId(accountId, instrument, about);
  if (work.problems.get(id) !== undefined) return;
  work.problems.put(id, {
    id,
    kind: "impossible-report",
    about: instrument,
    detail,
    measured: null,
    since: work.at,
    dismissible: false,
  });
}

/** What was impossible about one order is explained; the instrument is free when nothing else is left to explain. */
export function explain(
  work: Work,
  accountId: AccountId,
  instrument: InstrumentId,
  about: ClientOrderId,
): void {
  const id = problemId(accountId, instrument, about);
  if (work.problems.get(id) === undefined) return;
  work.problems.remove(id);
  if (reasons(work, accountId, instrument).length === 0) clearFrozen(work, accountId, instrument);
}

/** Frees the instrument, whatever froze it. */
export function clearFrozen(work: Work, accountId: AccountId, instrument: InstrumentId): void {
  for (const id of reasons(work, accountId, instrument)) work.problems.remove(id);
  const key = pairKey(accountId, instrument);
  const book = work.accountBooks.get(key);
  if (book !== undefined && book.frozen !== null) work.accountBooks.put(key, { ...book, frozen: null });
}

function reasons(work: Work, accountId: AccountId, instrument: InstrumentId): string[] {
  const prefix = `impossible-report:${pairKey(accountId, instrument)}|`;
  return [...work.problems.view.keys()].filter((id) => id.startsWith(prefix));
}
