import type { Decision } from "../../model/follow.ts";
import type { FillRow } from "../../model/state.ts";
import type { JournalDatabase } from "../database.ts";

/** The fills that came of a decision: of its order, or of what it crossed with another follow inside the account. */
export async function readFillsOf(
  database: JournalDatabase,
  decisions: readonly Decision[],
): Promise<(decision: Decision) => readonly FillRow[]> {
  const ids = decisions.flatMap((decision) => decision.clientOrderId ?? []);
  const times = decisions.flatMap(({ reason, at }) => (reason === "crossed-inside" ? [at] : []));
  const [ordered, then] = await Promise.all([
    database.fills.where("fill.clientOrderId").anyOf(ids).sortBy("fill.time"),
    times.length === 0 ? [] : database.fills.where("fill.time").anyOf(times).toArray(),
  ]);
  const byOrder = new Map<string, FillRow[]>();
  for (const row of ordered) {
    const order = row.fill.clientOrderId ?? "";
    byOrder.set(order, [...(byOrder.get(order) ?? []), row]);
  }
  const crossed = then.filter(({ fill }) => fill.cause === "cross");
  return ({ clientOrderId, reason, instrument, at }) => {
    if (clientOrderId !== null) return byOrder.get(clientOrderId) ?? [];
    if (reason !== "crossed-inside") return [];
    return crossed.filter(({ fill }) => fill.time === at && fill.instrument === instrument);
  };
}
