import { decimal } from "../model/decimal.ts";
import type { Follow } from "../model/follow.ts";
import { accountGuardId, followGuardId } from "../model/guard.ts";
import type { FoundDamage } from "./inspect-table.ts";
import type { SoundRows } from "./sound-rows.ts";
import { META_KEY, pairKey } from "./tables.ts";

/** A follow's books change with its leader's while it is in one of these. */
const FOLLOWING: readonly Follow["status"][] = ["mirroring", "paused", "leaving"];

/**
 * Rows that must be there because of others. A journal without its identity would number its orders from the
 * beginning; a book without its follow is held for nobody; a follow needs what is
 * known of its leader; an order or a stop whose counter is lost would be given again; an account, or what exit rules
 * remember, begun anew would have no limits and no losses; a book begun anew would buy again what is held, or what
 * stood before the follow began. `traded`: pairs of follow and instrument for which an order was once made.
 */
export function lostRows(
  rows: SoundRows,
  found: readonly FoundDamage[],
  traded: readonly string[],
): FoundDamage[] {
  const known = new Set(found.map(({ table, key }) => `${table} ${key}`));
  const lost: FoundDamage[] = [];
  const miss = (table: string, key: string, detail: string): void => {
    if (known.has(`${table} ${key}`)) return;
    known.add(`${table} ${key}`);
    lost.push({ table, key, detail, stored: null });
  };

  const begun = rows.follows.length + rows.books.length + rows.openIntents.length + rows.openStops.length > 0;
  if (rows.meta === null && begun) miss("meta", META_KEY, "It is missing.");
  const follows = new Set<string>(rows.follows.map((follow) => follow.id));
  for (const { followId } of rows.books) {
    if (!follows.has(followId)) miss("follows", followId, "It is missing; its books are there.");
  }
  const leaders = new Set<string>(rows.leaders.map((leader) => leader.id));
  for (const { leaderId } of rows.follows) {
    if (!leaders.has(leaderId)) miss("leaders", leaderId, "It is missing; he is followed.");
  }
  const accounts = new Set<string>(rows.accounts.map((account) => account.id));
  const stops = rows.openStops.map(({ stop }) => stop);
  for (const { accountId } of [...rows.follows, ...rows.accountBooks, ...stops]) {
    if (!accounts.has(accountId))
      miss("accounts", accountId, "It is missing; it has follows, books or stops.");
  }
  const guards = new Set(rows.guards.map((guard) => guard.id));
  const guarded = [
    ...rows.follows.map((follow) => followGuardId(follow.id)),
    ...rows.accounts.map((account) => accountGuardId(account.id)),
  ];
  for (const id of guarded) {
    if (!guards.has(id)) miss("guards", id, "It is missing; what it is about is there.");
  }
  const books = new Set(rows.books.map((book) => pairKey(book.followId, book.instrument)));
  for (const key of [...traded, ...copiedPairs(rows)]) {
    if (!books.has(key)) miss("books", key, "It is missing; the follow has traded or followed there.");
  }
  const counters = new Map<string, number>(
    rows.accountBooks.map((book) => [pairKey(book.accountId, book.instrument), book.sequence]),
  );
  for (const { accountId, instrument, sequence } of [
    ...rows.openIntents.map(({ intent }) => intent),
    ...stops,
  ]) {
    const key = pairKey(accountId, instrument);
    if ((counters.get(key) ?? 0) < sequence) {
      miss("accountBooks", key, "It is missing or older than an order or a stop that it has numbered.");
    }
  }
  return lost;
}

/** Where a leader holds something, each follow that goes with him has a book: his copy, or the baseline. */
function copiedPairs({ follows, leaderBooks }: SoundRows): string[] {
  const begun = follows.filter(({ status, baselineAt }) => baselineAt !== null && FOLLOWING.includes(status));
  return leaderBooks
    .filter((book) => !decimal(book.size).isZero())
    .flatMap(({ leaderId, instrument }) =>
      begun.filter((follow) => follow.leaderId === leaderId).map(({ id }) => pairKey(id, instrument)),
    );
}
