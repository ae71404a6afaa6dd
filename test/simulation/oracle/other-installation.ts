import type { VenueReport } from "../../../lib/model/order.ts";
import { type Facts, nameOf } from "./facts.ts";
import type { Standings } from "./standing.ts";
import type { Find } from "./violation.ts";

/**
 * "An order with our id mark that the journal does not know means another installation trades the account: that
 * account halts and says so." Nothing more is sent until the user says that it is gone.
 */
export function otherInstallation(facts: Facts, standings: Standings, find: Find): void {
  const others = new Set<string>(
    facts.record.venue.orders.flatMap((order) => (order.from === "other" ? [order.clientOrderId] : [])),
  );
  if (others.size === 0) return;
  const cleared = standings.said.filter(({ command }) => command.kind === "clear-other-installation");
  const seen = facts.record.venue.told.flatMap(({ at, life, report }) =>
    named(report).flatMap((id) => (others.has(id) ? [{ at, life, id }] : [])),
  );
  const first = new Map(seen.toReversed().map(({ id, at }) => [id, at]));
  for (const { intent, born, rows } of facts.intents.values()) {
    if (rows[0]?.row.status === "not-sent") continue;
    // A life that dies before it has written down what it was told is told again in the next.
    const told = seen.find(
      ({ at, life, id }) =>
        life === born.life &&
        facts.shown(at) < intent.committedAt &&
        at < born.at &&
        // What the user has put away once is told again with every reading.
        !cleared.some(
          ({ chapter }) => chapter <= born.index && (facts.chapters[chapter]?.at ?? 0) > (first.get(id) ?? 0),
        ),
    );
    if (told !== undefined)
      find(
        `${nameOf(intent)} of ${born.at} was made although another installation's order was told at ${told.at}`,
      );
  }
  for (const { intent, born, rows } of facts.intents.values()) {
    const stopped = stoppedAt(facts, intent.accountId, born.index - 1);
    if (stopped && stoppedAt(facts, intent.accountId, born.index) && rows[0]?.row.status !== "not-sent")
      find(`${nameOf(intent)} of ${born.at} was made while the account was stopped by another installation`);
  }
}

/** Whether the journal had the account stopped at the end of a chapter. */
function stoppedAt(facts: Facts, accountId: string, chapter: number): boolean {
  for (let index = chapter; index >= 0; index -= 1) {
    const row = facts.chapters[index]?.change.accounts.put.find(({ id }) => id === accountId);
    if (row !== undefined) return row.foreignOrder !== null;
  }
  return false;
}

/** The client order ids that a reading of the account names. */
function named(report: VenueReport): string[] {
  if (report.kind !== "account-read" && report.kind !== "foreign-fills") return [];
  const orders = report.kind === "account-read" ? report.openOrders : [];
  return [...orders, ...report.fills].flatMap(({ clientOrderId }) => clientOrderId ?? []);
}
