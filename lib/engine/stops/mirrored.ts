import { type Decimal, ZERO, decimal } from "../../model/decimal.ts";
import type { FollowBook } from "../../model/follow.ts";
import type { AccountId, InstrumentId } from "../../model/identity.ts";
import { type EngineState, pairKey } from "../engine-state.ts";

/** What of the state says what is mirrored; a step in progress has it, too. */
export interface Mirrors {
  readonly books: ReadonlyMap<string, FollowBook>;
  readonly follows: EngineState["follows"];
  readonly accountBooks: EngineState["accountBooks"];
}

/** The same of a step in progress. */
interface WorkMirrors {
  readonly books: { readonly view: Mirrors["books"] };
  readonly follows: { readonly view: Mirrors["follows"] };
  readonly accountBooks: { readonly view: Mirrors["accountBooks"] };
}

export function mirrorsOf({ books, follows, accountBooks }: WorkMirrors): Mirrors {
  return { books: books.view, follows: follows.view, accountBooks: accountBooks.view };
}

/**
 * The books of the account's follows in one instrument that a stop protects. A follow that was stopped and left its
 * positions to the user is none of them: what it holds is the user's, and nobody sells it for him.
 */
export function mirroredIn(state: Mirrors, accountId: AccountId, instrument: InstrumentId): FollowBook[] {
  return [...state.books.values()].filter((book) => {
    if (book.instrument !== instrument) return false;
    const follow = state.follows.get(book.followId);
    return follow?.accountId === accountId && follow.status !== "stopped";
  });
}

export function mirroredBooks(
  work: WorkMirrors,
  accountId: AccountId,
  instrument: InstrumentId,
): FollowBook[] {
  return mirroredIn(mirrorsOf(work), accountId, instrument);
}

/** What these books hold together, signed coins. */
export function heldTogether(books: readonly FollowBook[]): Decimal {
  return books.reduce((sum, { held }) => sum.plus(decimal(held)), ZERO);
}

/** What the user holds beside them, signed coins: positions that follows left to him are among it. */
export function beside(
  state: Mirrors,
  accountId: AccountId,
  instrument: InstrumentId,
  books: readonly FollowBook[],
): Decimal {
  const net = decimal(state.accountBooks.get(pairKey(accountId, instrument))?.net ?? 0);
  return net.minus(heldTogether(books));
}
