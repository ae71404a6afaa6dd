import { type EngineState, emptyState, pairKey } from "../engine/engine-state.ts";
import type { JournalRows } from "../model/journal-change.ts";
import type { EngineMeta } from "../model/state.ts";

/** The engine's state as the journal has it; an empty one where there is no journal. Marks are never kept. */
export function restoreState(rows: JournalRows | null, meta: EngineMeta): EngineState {
  const empty = emptyState(meta);
  if (rows === null) return empty;
  return {
    ...empty,
    leaders: new Map(rows.leaders.map((row) => [row.id, row])),
    leaderBooks: new Map(rows.leaderBooks.map((row) => [pairKey(row.leaderId, row.instrument), row])),
    follows: new Map(rows.follows.map((row) => [row.id, row])),
    books: new Map(rows.books.map((row) => [pairKey(row.followId, row.instrument), row])),
    accountBooks: new Map(rows.accountBooks.map((row) => [pairKey(row.accountId, row.instrument), row])),
    openIntents: new Map(rows.openIntents.map((row) => [row.intent.clientOrderId, row])),
    dayStarts: new Map(rows.dayStarts.map((row) => [row.followId, row])),
    problems: new Map(rows.problems.map((row) => [row.id, row])),
    instruments: new Map(rows.instruments.map((row) => [row.id, row])),
  };
}
