import { ZERO, decimalString } from "../model/decimal.ts";
import { netResult } from "./follow-book.ts";
import { freshMark } from "./marks.ts";
import type { Work } from "./work.ts";

/** Net results at the first tick of a local day, so that "today" has a beginning. */
export function startDay(work: Work, day: string): void {
  for (const follow of work.follows.view.values()) {
    const dayStart = work.dayStarts.get(follow.id);
    if (dayStart?.day === day) continue;
    const books = work.booksOf(follow.id);
    // Without a mark of every position the day's start would be wrong; the next tick may have it.
    const marked = books.every((book) => book.held === "0" || freshMark(work, book.instrument) !== null);
    if (!marked) continue;
    const result = books.reduce(
      (sum, book) => sum.plus(netResult(book, freshMark(work, book.instrument))),
      ZERO,
    );
    work.dayStarts.put(follow.id, { followId: follow.id, day, netResult: decimalString(result) });
  }
}
