import { decimal } from "../model/decimal.ts";
import type { Work } from "./work.ts";

/**
 * So many attempts of one reduction in a row that filled nothing: the fifth is at the widest limit, and a minute of
 * waiting lies between it and the ninth.
 */
const STUCK_ATTEMPTS = 9;

const PREFIX = "reduction-stuck:";

/** Tells of every reduction that does not go through even at the widest limit, until it does or is not wanted. */
export function tellStuck(work: Work): void {
  for (const key of work.books.written) {
    const book = work.books.get(key);
    const id = `${PREFIX}${key}`;
    const stuck = book !== undefined && book.reduceAttempts >= STUCK_ATTEMPTS && !decimal(book.held).isZero();
    if (!stuck) {
      work.problems.remove(id);
      continue;
    }
    if (work.problems.get(id) !== undefined) continue;
    work.problems.put(id, {
      id,
      kind: "reduction-stuck",
      about: book.instrument,
      detail: null,
      measured: book.reduceAttempts,
      since: work.at,
      dismissible: false,
    });
  }
}
