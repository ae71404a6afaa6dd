import { type Facts, nameOf } from "./facts.ts";
import type { Standings } from "./standing.ts";
import type { Find } from "./violation.ts";

/** "Halt for everything: persisted, checked inside the transaction that commits an intent": nothing at all is sent. */
export function halted(facts: Facts, standings: Standings, find: Find): void {
  behindTheSwitch(facts, find);
  const received = new Map(facts.record.venue.orders.map((order) => [order.clientOrderId, order.at]));
  for (const { intent, born, rows } of facts.intents.values()) {
    if (!standings.end(born.index).halted || rows[0]?.row.status === "not-sent") continue;
    const at = received.get(intent.clientOrderId);
    find(
      `${nameOf(intent)} was committed at ${born.at}, after the halt` +
        (at === undefined ? "" : `, and received at ${at}`),
    );
  }
  for (const { chapter, row } of facts.fills) {
    if (row.fill.cause !== "cross") continue;
    // A halt that was lifted and set again within one commit leaves a moment between.
    const before = standings.end(chapter - 1).halted;
    if (before && standings.during(chapter, row.fill.time).every(({ halted: set }) => set))
      find(`${row.fill.id} was crossed inside the account while everything was halted`);
  }
}

/** The switch in the journal alone is enough, before the engine hears of it. */
function behindTheSwitch(facts: Facts, find: Find): void {
  for (const { intent, born, rows } of facts.intents.values()) {
    if (rows[0]?.row.status === "not-sent") continue;
    const last = facts.record.haltSwitch.findLast(({ at }) => at <= born.at);
    if (last !== undefined && last.since !== null)
      find(`${nameOf(intent)} became durable at ${born.at}; the switch was set at ${last.at}`);
  }
}
