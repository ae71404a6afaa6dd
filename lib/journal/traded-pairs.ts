import { Dexie } from "dexie";
import type { Follow, FollowBook } from "../model/follow.ts";
import type { JournalDatabase } from "./database.ts";
import { inspectRow } from "./inspect-row.ts";
import { HISTORY_TABLES, TRADED_INDEX, pairKey } from "./tables.ts";

/**
 * Pairs (`follow|instrument`) of these follows that have no book although a sound decision says that an order was
 * made for them. Such decisions are kept for good, and books as long as their follow. One look-up a pair, so that it
 * takes as long after years of use.
 */
export async function tradedWithoutBook(
  database: JournalDatabase,
  follows: readonly Pick<Follow, "id">[],
  books: readonly Pick<FollowBook, "followId" | "instrument">[],
): Promise<string[]> {
  const known = new Set(books.map((book) => pairKey(book.followId, book.instrument)));
  const lost: string[] = [];
  for (const { id } of follows) {
    for (const instrument of await tradedBy(database, id)) {
      const pair = pairKey(id, instrument);
      if (!known.has(pair) && (await isProven(database, id, instrument))) lost.push(pair);
    }
  }
  return lost;
}

async function tradedBy(database: JournalDatabase, followId: string): Promise<string[]> {
  const instruments: string[] = [];
  let after: unknown[] = [followId];
  for (;;) {
    const [key] = await database.decisions
      .where(TRADED_INDEX)
      .between(after, [followId, Dexie.maxKey])
      .limit(1)
      .keys();
    if (!Array.isArray(key)) return instruments;
    const [, instrument]: unknown[] = key;
    if (typeof instrument === "string") instruments.push(instrument);
    after = [followId, instrument, Dexie.maxKey];
  }
}

/** A damaged decision proves nothing; it stops its account where the history is read. */
async function isProven(database: JournalDatabase, followId: string, instrument: string): Promise<boolean> {
  const decisions = database.decisions
    .where(TRADED_INDEX)
    .between([followId, instrument], [followId, instrument, Dexie.maxKey]);
  const keys = await decisions.primaryKeys();
  const stored = await decisions.toArray();
  return stored.some(
    (row, index) => "row" in inspectRow("decisions", HISTORY_TABLES.decisions, keys[index], row),
  );
}
