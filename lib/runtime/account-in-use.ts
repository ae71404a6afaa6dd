import type { EngineState } from "../engine/engine-state.ts";
import type { AccountId } from "../model/identity.ts";

/** True while a follow of the account runs, holds something, or has an order that is not final. */
export function isAccountInUse(
  { follows, books, openIntents }: Pick<EngineState, "follows" | "books" | "openIntents">,
  accountId: AccountId,
): boolean {
  const own = new Set(
    [...follows.values()].filter((follow) => follow.accountId === accountId).map(({ id }) => id),
  );
  return (
    [...own].some((id) => follows.get(id)?.status !== "stopped") ||
    [...books.values()].some((book) => own.has(book.followId) && book.held !== "0") ||
    [...openIntents.values()].some(({ intent }) => intent.accountId === accountId)
  );
}
