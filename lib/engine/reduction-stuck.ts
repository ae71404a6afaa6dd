import { decimal } from "../model/decimal.ts";
import type { DecisionReason, FollowBook } from "../model/follow.ts";
import { isReducing } from "./reduction-steps.ts";
import { lacksPrice } from "./without-price.ts";
import type { Work } from "./work.ts";

/**
 * So many attempts of one reduction in a row that filled nothing: the fifth is at the widest limit, and a minute of
 * waiting lies between it and the ninth.
 */
const STUCK_ATTEMPTS = 9;

const PREFIX = "reduction-stuck:";

/**
 * Tells of every reduction that does not go through even at the widest limit, and of every one that cannot be ordered
 * because there has been no price for a minute; until it goes through or is not wanted. `notOrdered` is why a book has
 * no order of this step.
 */
export function tellStuck(work: Work, notOrdered: ReadonlyMap<string, DecisionReason>): void {
  for (const key of booksToLookAt(work, notOrdered)) {
    const book = work.books.get(key);
    const id = `${PREFIX}${key}`;
    const stuck = book === undefined ? null : stuckAt(work, book, notOrdered.get(key));
    if (book === undefined || stuck === null) {
      work.problems.remove(id);
      continue;
    }
    const told = work.problems.get(id);
    if (told !== undefined && (told.measured === null) === (stuck.attempts === null)) continue;
    work.problems.put(id, {
      id,
      kind: "reduction-stuck",
      about: book.instrument,
      detail: null,
      measured: stuck.attempts,
      since: told?.since ?? work.at,
      dismissible: false,
    });
  }
}

/** Those that changed, that are told of, and that lack a price. */
function booksToLookAt(work: Work, notOrdered: ReadonlyMap<string, DecisionReason>): Set<string> {
  const keys = new Set(work.books.written);
  for (const id of work.problems.view.keys()) if (id.startsWith(PREFIX)) keys.add(id.slice(PREFIX.length));
  for (const [key, reason] of notOrdered) if (reason === "no-price") keys.add(key);
  return keys;
}

/** How often a stuck reduction was tried, null where there is no price to try it at; null when none is stuck. */
function stuckAt(
  work: Work,
  book: FollowBook,
  reason: DecisionReason | undefined,
): { readonly attempts: number | null } | null {
  const held = decimal(book.held);
  if (held.isZero()) return null;
  const waits = reason === "no-price" && isReducing(decimal(book.target), held);
  if (waits && lacksPrice(work, book.instrument)) return { attempts: null };
  return book.reduceAttempts >= STUCK_ATTEMPTS ? { attempts: book.reduceAttempts } : null;
}
