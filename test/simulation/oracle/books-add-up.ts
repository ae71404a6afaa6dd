import type { Facts } from "./facts.ts";
import type { Find } from "./violation.ts";

/**
 * "Attributed books and the user's own add up to the venue's position." The user's own is what the venue's fills
 * leave when the follows' parts of them are taken away.
 */
export function booksAddUp(facts: Facts, find: Find): void {
  const { record } = facts;
  const { accounts, accountBooks } = record.journal.rows;
  // The worker died before it had written down that there is such an account, and the user does not say it again.
  const known = accounts.some(({ id }) => id === record.accountId);
  if (!known && facts.fills.length === 0 && accountBooks.length === 0) return;
  const held = new Map<string, number>();
  const byFollow = new Map<string, number>();
  const net = new Map<string, number>();
  const add = (sums: Map<string, number>, key: string, lots: number): void => {
    sums.set(key, (sums.get(key) ?? 0) + lots);
  };
  for (const { row } of facts.fills) {
    const { fill, shares } = row;
    if (fill.cause !== "cross") add(net, fill.instrument, facts.signedLots(fill));
    for (const { followId, size } of shares) {
      add(held, fill.instrument, facts.lots(fill.instrument, size));
      add(byFollow, `${followId}|${fill.instrument}`, facts.lots(fill.instrument, size));
    }
  }
  const unread = untold(facts);
  for (const { id } of record.instruments) {
    const venue = facts.lots(id, record.venue.positions.get(id) ?? "0") - (unread.get(id) ?? 0);
    const book = accountBooks.find((one) => one.instrument === id);
    const told = facts.lots(id, book?.net ?? "0");
    if (told !== venue) find(`${id}: the venue holds ${venue} lots, the account's book says ${told}`);
    const fills = net.get(id) ?? 0;
    if (fills !== venue) find(`${id}: the venue holds ${venue} lots, the booked fills add up to ${fills}`);
    const books = record.journal.rows.books.filter((one) => one.instrument === id);
    const sum = books.reduce((lots, one) => lots + facts.lots(id, one.held), 0);
    if (sum !== (held.get(id) ?? 0))
      find(`${id}: the follows' books hold ${sum} lots, their parts of the fills ${held.get(id) ?? 0}`);
    for (const one of books) {
      const parts = byFollow.get(`${one.followId}|${id}`) ?? 0;
      const says = facts.lots(id, one.held);
      if (parts !== says)
        find(`${id}: ${one.followId} holds ${says} lots, its parts of the fills are ${parts}`);
      if (!Number.isInteger(says)) find(`${id}: ${one.followId} holds ${one.held}, not whole lots`);
    }
  }
}

/** Lots that nobody could know of: where no follow runs and none holds anything, the account is read no more. */
function untold(facts: Facts): Map<string, number> {
  const { rows } = facts.record.journal;
  const lots = new Map<string, number>();
  const busy =
    rows.follows.some(({ status }) => status !== "stopped") || rows.books.some(({ held }) => held !== "0");
  if (busy) return lots;
  const told = new Set(
    facts.record.venue.told.flatMap(({ report }) =>
      "fills" in report ? report.fills.map(({ id }) => id) : [],
    ),
  );
  for (const fill of facts.record.venue.fills) {
    if (told.has(fill.id)) continue;
    lots.set(fill.instrument, (lots.get(fill.instrument) ?? 0) + facts.signedLots(fill));
  }
  return lots;
}
