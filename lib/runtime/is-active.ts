import type { EngineState } from "../engine/engine-state.ts";

/**
 * True while the worker must stay awake: a follow runs, a position is open, an order or a protective stop is not final,
 * or an account was not read in this life. An account without a key that can be used is not read, however long one
 * waits.
 */
export function isActive({ follows, books, openIntents, stops, accounts }: EngineState): boolean {
  return (
    [...follows.values()].some((follow) => follow.status !== "stopped") ||
    [...books.values()].some((book) => book.held !== "0") ||
    openIntents.size > 0 ||
    stops.size > 0 ||
    [...accounts.values()].some(({ reconciled, access }) => !reconciled && CAN_BE_READ.has(access.state))
  );
}

const CAN_BE_READ: ReadonlySet<string> = new Set(["ready", "unchecked", "restricted"]);
