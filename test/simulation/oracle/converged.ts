import type { FollowBook } from "../../../lib/model/follow.ts";
import type { Chains } from "./chains.ts";
import type { Evidence } from "./evidence.ts";
import type { Facts } from "./facts.ts";
import { near, wholeLots, words } from "./numbers.ts";
import type { Standings } from "./standing.ts";
import type { TargetWalk } from "./target-walk.ts";
import type { Find } from "./violation.ts";
import { sumOf } from "./letters.ts";

/**
 * "Converged within 60 virtual seconds after faults stop": held is the target rounded towards 0 to the lot, or waits
 * for a reason that is true, and the books say what the table says.
 */
export function converged(
  facts: Facts,
  chains: Chains,
  standings: Standings,
  walk: TargetWalk,
  evidence: Evidence,
  finds: { readonly converged: Find; readonly target: Find },
): void {
  const { rows } = facts.record.journal;
  const last = standings.end(facts.chapters.length - 1);
  // The switch holds, also in a life that has written nothing yet.
  const halted = last.halted || (facts.record.haltSwitch.at(-1)?.since ?? null) !== null;
  for (const follow of rows.follows) {
    if (follow.status === "starting") finds.converged(`${follow.id} has not begun`);
    const books = rows.books.filter((one) => one.followId === follow.id);
    const stop = walk.ended.get(follow.id);
    for (const book of books) {
      const name = `${follow.id} ${book.instrument}`;
      const table = walk.of(follow.id, book.instrument).target;
      // Over with nothing held, it may be told to close once more: a part of a lot that it still wanted is nothing.
      const isOver = stop === "close" && follow.status === "stopped" && book.held === "0";
      const isLessThanALot = wholeLots(book.target, facts.instrument(book.instrument).lot) === 0;
      const byTable = isOver && isLessThanALot ? Number(book.target) : table;
      const target = stop === "keep" ? keptTarget(standings, evidence, book) : byTable;
      compareBook(facts, chains, walk, book, target, finds.target);
      const drift = drifted(facts, book);
      const excuse = drift === 0 ? null : excuseOf(facts, book, drift, halted);
      if (drift !== 0 && excuse === null)
        finds.converged(
          `${name} (${follow.status}) holds ${book.held} of a target of ${words(target)}: ${drift} lots are missing`,
        );
    }
    const over = follow.status === "closing" || follow.status === "leaving";
    if (over && !halted && books.every((book) => Number(book.held) === 0))
      finds.converged(`${follow.id} holds nothing and is still ${follow.status}`);
  }
  for (const account of rows.accounts) {
    if (!account.reconciled && account.foreignOrder === null)
      finds.converged(`account ${account.id} does not agree with its journal`);
  }
}

/** What was left to the user stays as it is, but for what he has closed since. */
function keptTarget(standings: Standings, evidence: Evidence, book: FollowBook): number {
  const { followId, instrument } = book;
  const kept = standings.said.findLastIndex(
    ({ command }) => command.kind === "stop" && command.followId === followId && command.positions === "keep",
  );
  const held = standings.said
    .slice(kept + 1)
    .filter(
      ({ command }) =>
        command.kind === "close-position" &&
        command.followId === followId &&
        command.instrument === instrument,
    )
    .map(({ chapter }) => evidence.booksAround(followId, instrument, chapter).map((one) => one.held !== "0"));
  if (held.some((around) => around.length > 0 && around.every(Boolean))) return 0;
  // Where nothing was held there was nothing to close; what was filled in the same chapter came before it or after.
  const may = held.some((around) => around.includes(true));
  return may && Number(book.target) === 0 ? 0 : Number(book.held);
}

/** Signed lots that are still to be traded; that the target is right is looked at beside this. */
function drifted(facts: Facts, book: FollowBook): number {
  const held = facts.lots(book.instrument, book.held);
  return wholeLots(book.target, facts.instrument(book.instrument).lot) - held;
}

/** Why it may not be held yet, where that is so. */
function excuseOf(facts: Facts, book: FollowBook, drift: number, halted: boolean): string | null {
  const { record } = facts;
  const account = record.journal.rows.accountBooks.find(({ instrument }) => instrument === book.instrument);
  if (halted) return "halted";
  if (record.journal.rows.accounts.some(({ foreignOrder }) => foreignOrder !== null))
    return "account stopped";
  if (account !== undefined && account.frozen !== null) return "frozen";
  const { lot, minNotional } = facts.instrument(book.instrument);
  const mark = facts.marks.between(book.instrument, record.endedAt - MARKS_MS, record.endedAt);
  const worth = Math.abs(drift) * lot * (mark?.low ?? 0);
  const held = facts.lots(book.instrument, book.held);
  const reduces = held * drift < 0;
  const net = facts.lots(book.instrument, account?.net ?? "0");
  // An order that closes the whole position is free of the minimum.
  const closesAll = reduces && net === held && drift === -held;
  return worth < minNotional * 1.02 && !closesAll ? "below the minimum" : null;
}

const MARKS_MS = 15_000;

/** The books that the surfaces show say what the table says. */
function compareBook(
  facts: Facts,
  chains: Chains,
  walk: TargetWalk,
  book: FollowBook,
  target: number,
  find: Find,
): void {
  const { lot } = facts.instrument(book.instrument);
  const letters = walk.of(book.followId, book.instrument);
  const name = `book ${book.followId} ${book.instrument}`;
  const pairs: [string, number, number][] = [["target", Number(book.target), target]];
  if (!walk.ended.has(book.followId) && chains.stories.get(book.followId)?.overFrom === null) {
    pairs.push(
      ["baseline", Number(book.baseline), letters.baseline],
      ["copyable", Number(book.copyable), letters.copyable],
    );
  }
  if (!walk.ended.has(book.followId)) {
    const told = sumOf(book.forgone.map(({ size }) => Number(size)));
    pairs.push(["forgone", told, sumOf(letters.forgone.values())]);
  }
  for (const [what, told, ours] of pairs) {
    if (!near(told, ours, lot)) find(`${name}: ${what} is ${words(told)}, by the table ${words(ours)}`);
  }
}
