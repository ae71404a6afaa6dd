import type { FollowBook } from "../../../lib/model/follow.ts";
import type { Trip } from "../../../lib/model/guard.ts";
import type { Facts } from "./facts.ts";
import { newestAt } from "./marks.ts";

interface Written<Row> {
  readonly chapter: number[];
  readonly row: Row[];
}

/** Rows as they stood at the end of each chapter: what the product had written down, which others judge. */
export class Evidence {
  readonly #facts: Facts;
  readonly #books = new Map<string, Written<FollowBook>>();
  readonly #trips = new Map<string, Written<readonly Trip[]>>();
  readonly #accounts = new Map<string, string>();

  constructor(facts: Facts) {
    this.#facts = facts;
    for (const { change, index } of facts.chapters) {
      for (const book of change.books.put)
        note(this.#books, `${book.followId}|${book.instrument}`, index, book);
      for (const { id, trips } of change.guards.put) note(this.#trips, id, index, trips);
      for (const { id, accountId } of change.follows.put) this.#accounts.set(id, accountId);
    }
  }

  accountOf(followId: string): string {
    return this.#accounts.get(followId) ?? "";
  }

  /** A book before a chapter and after it, as far as there was one. */
  booksAround(followId: string, instrument: string, chapter: number): FollowBook[] {
    const written = this.#books.get(`${followId}|${instrument}`);
    if (written === undefined) return [];
    const last = newestAt(written.chapter, chapter);
    const before = written.chapter[last] === chapter ? last - 1 : last;
    return [written.row[before], written.row[last]].filter((book) => book !== undefined);
  }

  /** What a book held, and at which average entry, before a chapter, after each of its fills, and after it. */
  heldThrough(followId: string, instrument: string, chapter: number): Held[] {
    const around = this.booksAround(followId, instrument, chapter).map((book) => ({
      held: Number(book.held),
      entry: Number(book.entryPrice),
    }));
    const all = around.slice(0, 1);
    for (const { chapter: booked, row } of this.#facts.fills) {
      if (booked !== chapter || row.fill.instrument !== instrument) continue;
      for (const share of row.shares) {
        if (share.followId !== followId) continue;
        const before = all.at(-1) ?? { held: 0, entry: 0 };
        all.push(after(before, Number(share.size), Number(row.fill.price)));
      }
    }
    return [...all, ...around];
  }

  /** Rules that had tripped by the end of a chapter or at its beginning, of a follow and of its account. */
  trips(followId: string, chapter: number): Trip[] {
    return [`follow:${followId}`, `account:${this.accountOf(followId)}`].flatMap((id) => {
      const written = this.#trips.get(id);
      if (written === undefined) return [];
      const last = newestAt(written.chapter, chapter);
      const rows = [written.row[last], written.chapter[last] === chapter ? written.row[last - 1] : undefined];
      return rows.flatMap((row) => row ?? []);
    });
  }

  /** Every trip of a guard that was written down by a chapter, also those that the user has reset since. */
  everTripped(guardId: string, chapter: number): Trip[] {
    const written = this.#trips.get(guardId);
    return written === undefined ? [] : written.row.slice(0, newestAt(written.chapter, chapter) + 1).flat();
  }

  /** All books of a follow, or of every follow, that had been written by a chapter. */
  keys(): Iterable<string> {
    return this.#books.keys();
  }

  /** Coins that a book may have counted with: the most of what it held, with all growth of open orders on top. */
  mostHeld(followId: string, instrument: string, chapter: number): number {
    const held = this.booksAround(followId, instrument, chapter).map((book) => Math.abs(Number(book.held)));
    return Math.max(0, ...held) + this.#underWay(followId, instrument, chapter);
  }

  #underWay(followId: string, instrument: string, chapter: number): number {
    let coins = 0;
    for (const { intent, born, rows } of this.#facts.intents.values()) {
      if (intent.instrument !== instrument || born.index > chapter) continue;
      const share = intent.shares.find((one) => one.followId === followId && one.growth);
      if (share === undefined) continue;
      // Until the chapter that ended it.
      const before = rows.findLast((row) => row.chapter < chapter)?.row.status ?? "committed";
      if (before === "committed" || before === "unknown") coins += Math.abs(Number(share.size));
    }
    return coins;
  }
}

/** Coins, signed, and their average entry price in USD. */
export interface Held {
  readonly held: number;
  readonly entry: number;
}

/** A reduction leaves the average entry as it is. */
function after({ held, entry }: Held, size: number, price: number): Held {
  const now = held + size;
  if (held * size >= 0) return { held: now, entry: (held * entry + size * price) / now };
  return { held: now, entry: now * held < 0 ? price : entry };
}

function note<Row>(all: Map<string, Written<Row>>, key: string, chapter: number, row: Row): void {
  const written = all.get(key) ?? { chapter: [], row: [] };
  written.chapter.push(chapter);
  written.row.push(row);
  all.set(key, written);
}
