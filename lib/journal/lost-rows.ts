import type { FoundDamage } from "./inspect-table.ts";
import type { SoundRows } from "./sound-rows.ts";
import { META_KEY, pairKey } from "./tables.ts";

/**
 * Rows that must be there because of others. A journal without its identity would number its orders from the
 * beginning; a book without its follow is held for nobody; a follow needs what is
 * known of its leader; an order whose counter is lost would be given again.
 */
export function lostRows(rows: SoundRows, found: readonly FoundDamage[]): FoundDamage[] {
  const known = new Set(found.map(({ table, key }) => `${table} ${key}`));
  const lost: FoundDamage[] = [];
  const miss = (table: string, key: string, detail: string): void => {
    if (known.has(`${table} ${key}`)) return;
    known.add(`${table} ${key}`);
    lost.push({ table, key, detail, stored: null });
  };

  const begun = rows.follows.length + rows.books.length + rows.openIntents.length > 0;
  if (rows.meta === null && begun) miss("meta", META_KEY, "It is missing.");
  const follows = new Set<string>(rows.follows.map((follow) => follow.id));
  for (const { followId } of rows.books) {
    if (!follows.has(followId)) miss("follows", followId, "It is missing; its books are there.");
  }
  const leaders = new Set<string>(rows.leaders.map((leader) => leader.id));
  for (const { leaderId } of rows.follows) {
    if (!leaders.has(leaderId)) miss("leaders", leaderId, "It is missing; he is followed.");
  }
  const counters = new Map<string, number>(
    rows.accountBooks.map((book) => [pairKey(book.accountId, book.instrument), book.sequence]),
  );
  for (const { intent } of rows.openIntents) {
    const key = pairKey(intent.accountId, intent.instrument);
    if ((counters.get(key) ?? 0) < intent.sequence) {
      miss("accountBooks", key, "It is missing or older than an order that it has numbered.");
    }
  }
  return lost;
}
