import { type EngineState, emptyState, pairKey } from "../engine/engine-state.ts";
import type { DamagedRow, JournalRows } from "../model/journal-change.ts";
import type { EngineMeta, Problem } from "../model/state.ts";

/** Derived anew by each life, for as long as the row is there. */
function damageProblem({ table, key, detail }: DamagedRow): Problem {
  return {
    id: `row-damaged:${table}:${key}`,
    kind: "row-damaged",
    about: table,
    detail: `${key}: ${detail}`.slice(0, 500),
    measured: null,
    since: 0,
    dismissible: false,
  };
}

/** The engine's state as the journal has it; an empty one where there is no journal. Marks are never kept. */
export function restoreState(rows: JournalRows | null, meta: EngineMeta): EngineState {
  if (rows === null) return emptyState(meta);
  return {
    // The halt switch alone is enough.
    ...emptyState({ ...meta, haltedSince: meta.haltedSince ?? rows.haltedSince }),
    damaged: new Set(rows.damaged.flatMap(({ accounts }) => (accounts === "all" ? [] : accounts))),
    leaders: new Map(rows.leaders.map((row) => [row.id, row])),
    leaderBooks: new Map(rows.leaderBooks.map((row) => [pairKey(row.leaderId, row.instrument), row])),
    follows: new Map(rows.follows.map((row) => [row.id, row])),
    books: new Map(rows.books.map((row) => [pairKey(row.followId, row.instrument), row])),
    accountBooks: new Map(rows.accountBooks.map((row) => [pairKey(row.accountId, row.instrument), row])),
    accounts: new Map(rows.accounts.map((row) => [row.id, row])),
    guards: new Map(rows.guards.map((row) => [row.id, row])),
    openIntents: new Map(rows.openIntents.map((row) => [row.intent.clientOrderId, row])),
    stops: new Map(rows.openStops.map((row) => [row.stop.clientOrderId, row])),
    dayStarts: new Map(rows.dayStarts.map((row) => [row.followId, row])),
    problems: new Map([...rows.problems, ...rows.damaged.map(damageProblem)].map((row) => [row.id, row])),
    instruments: new Map(rows.instruments.map((row) => [row.id, row])),
  };
}
