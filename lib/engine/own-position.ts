import { type Decimal, ZERO, decimal } from "../model/decimal.ts";
import type { FollowBook } from "../model/follow.ts";
import type { AccountId, InstrumentId } from "../model/identity.ts";
import { accountNet } from "./account-book.ts";
import type { Work } from "./work.ts";

/** The books of the account's follows in one instrument, also of follows that are stopped and kept their position. */
export function booksThere(work: Work, accountId: AccountId, instrument: InstrumentId): FollowBook[] {
  return [...work.books.view.values()].filter(
    (book) => book.instrument === instrument && work.follows.get(book.followId)?.accountId === accountId,
  );
}

/**
 * What the user holds himself, signed coins: the account's net less what its follows hold. Pilotfish never trades
 * it.
 */
export function ownPosition(work: Work, accountId: AccountId, instrument: InstrumentId): Decimal {
  const held = booksThere(work, accountId, instrument).reduce((sum, book) => sum.plus(book.held), ZERO);
  return accountNet(work, accountId, instrument).minus(decimal(held));
}
