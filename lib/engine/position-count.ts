import type { Follow, FollowBook } from "../model/follow.ts";
import { booksBeside, exposedCoins } from "./exposure.ts";
import { because, type Refusal } from "./refusal.ts";
import type { Work } from "./work.ts";

/** The limits of the number of instruments with a position, of the follow and of its account. */
export function positionsRefusal(work: Work, follow: Follow, book: FollowBook): Refusal | null {
  const own = follow.settings.limits.maxPositions;
  const first = own === null ? null : positionsWith(work, follow, book, "follow");
  if (own !== null && first !== null && first > own) return because("max-positions", first, own);
  const common = work.accounts.get(follow.accountId)?.settings.limits.maxPositions ?? null;
  const all = common === null ? null : positionsWith(work, follow, book, "account");
  return common !== null && all !== null && all > common
    ? because("account-max-positions", all, common)
    : null;
}

/** How many there would be with this one; null when it is one of them already, so that it makes no more. */
function positionsWith(
  work: Work,
  follow: Follow,
  book: FollowBook,
  of: "follow" | "account",
): number | null {
  const beside = booksBeside(work, follow, book.instrument, of);
  const held = new Set(
    [...beside, { follow, book }]
      .filter((one) => !exposedCoins(work, one.follow, one.book).isZero())
      .map((one) => one.book.instrument),
  );
  return held.has(book.instrument) ? null : held.size + 1;
}
