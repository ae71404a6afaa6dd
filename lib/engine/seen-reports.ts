import type { AccountId, InstrumentId } from "../model/identity.ts";
import { newAccountBook } from "./account-book.ts";
import { pairKey } from "./engine-state.ts";
import type { Work } from "./work.ts";

/**
 * How many reports are remembered per account and instrument: a month of funding, and more fills of the user than
 * come between two readings of the account.
 */
const SEEN = 1_000;

/** A venue tells such reports until it knows that they are durable here, and a reading tells them again: each counts once. */
export function isNews(work: Work, accountId: AccountId, instrument: InstrumentId, report: string): boolean {
  const key = pairKey(accountId, instrument);
  const book = work.accountBooks.get(key) ?? newAccountBook(accountId, instrument);
  if (book.seenReports.includes(report)) return false;
  work.accountBooks.put(key, { ...book, seenReports: [...book.seenReports, report].slice(-SEEN) });
  return true;
}
