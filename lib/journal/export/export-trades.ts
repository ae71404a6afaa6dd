import type { FollowId } from "../../model/identity.ts";
import type { FillRow } from "../../model/state.ts";
import type { JournalDatabase } from "../database.ts";
import { inspectTable } from "../inspect-table.ts";
import { readFailure } from "../journal-failure.ts";
import { HISTORY_TABLES } from "../tables.ts";
import { tradesCsv } from "./trades-csv.ts";

export interface TradesExport {
  readonly csv: string;
  /** Fills that are damaged and not in it. */
  readonly leftOut: number;
}

/** All trades as CSV, as of one moment. Rejects with a JournalError when they cannot be read. */
export async function exportTrades(database: JournalDatabase): Promise<TradesExport> {
  try {
    return await database.transaction(
      "r",
      [database.fills, database.decisions, database.follows],
      async () => {
        const { rows, damages } = await inspectTable(database.table("fills"), HISTORY_TABLES.fills);
        const leaders = await leadersOf(database, rows);
        return { csv: tradesCsv(rows, (id) => leaders.get(id) ?? null), leftOut: damages.length };
      },
    );
  } catch (error) {
    throw readFailure(error);
  }
}

/** A follow that was removed is still named in its decisions. */
async function leadersOf(
  database: JournalDatabase,
  rows: readonly FillRow[],
): Promise<ReadonlyMap<FollowId, string>> {
  const leaders = new Map(
    (await database.follows.toArray()).map(({ id, leaderId }) => [id, String(leaderId)]),
  );
  const ids = new Set(rows.flatMap(({ shares }) => shares.map((share) => share.followId)));
  for (const id of ids) {
    if (leaders.has(id)) continue;
    const decision = await database.decisions.where("followId").equals(id).first();
    if (decision !== undefined) leaders.set(id, decision.leaderId);
  }
  return leaders;
}
