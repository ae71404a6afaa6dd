import type { EngineState } from "../engine/engine-state.ts";
import type { AccountId } from "../model/identity.ts";

/** True while a follow of the account runs or holds something, or an order or a protective stop of it is not final. */
export function isAccountInUse(
  { follows, books, openIntents, stops }: Pick<EngineState, "follows" | "books" | "openIntents" | "stops">,
  accountId: AccountId,
): boolean {
  const own = new Set(
    [...follows.values()].filter((follow) => follow.accountId === accountId).map(({ id }) => id),
  );
  return (
    [...own].some((id) => follows.get(id)?.status !== "stopped") ||
    [...books.values()].some((book) => own.has(book.followId) && book.held !== "0") ||
    [...openIntents.values()].some(({ intent }) => intent.accountId === accountId) ||
    [...stops.values()].some(({ stop }) => stop.accountId === accountId)
  );
}
