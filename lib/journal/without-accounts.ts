import { accountGuardId, followGuardId } from "../model/guard.ts";
import type { AccountId } from "../model/identity.ts";
import type { SoundRows } from "./sound-rows.ts";

/**
 * The rows without those of accounts that are stopped; the others go on. Of the leaders go those whom only a
 * stopped account follows.
 */
export function withoutAccounts(rows: SoundRows, stopped: ReadonlySet<AccountId>): SoundRows {
  if (stopped.size === 0) return rows;
  const goesOn = (accountId: AccountId): boolean => !stopped.has(accountId);
  const follows = rows.follows.filter((follow) => goesOn(follow.accountId));
  const accounts = rows.accounts.filter((account) => goesOn(account.id));
  const accountIds = new Set([...follows.map((follow) => follow.accountId), ...accounts.map(({ id }) => id)]);
  const followIds = new Set<string>(follows.map((follow) => follow.id));
  const wanted = new Set(follows.map((follow) => follow.leaderId));
  const guards = new Set([
    ...follows.map((follow) => followGuardId(follow.id)),
    ...[...accountIds].map((id) => accountGuardId(id)),
  ]);
  return {
    ...rows,
    leaders: rows.leaders.filter((leader) => wanted.has(leader.id)),
    leaderBooks: rows.leaderBooks.filter((book) => wanted.has(book.leaderId)),
    follows,
    books: rows.books.filter((book) => followIds.has(book.followId)),
    accounts,
    accountBooks: rows.accountBooks.filter((book) => goesOn(book.accountId)),
    guards: rows.guards.filter((guard) => guards.has(guard.id)),
    dayStarts: rows.dayStarts.filter((day) => followIds.has(day.followId)),
    openStops: rows.openStops.filter(({ stop }) => goesOn(stop.accountId)),
    openIntents: rows.openIntents.filter(({ intent }) => goesOn(intent.accountId)),
  };
}
