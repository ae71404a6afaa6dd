import { type Facts, nameOf } from "./facts.ts";
import type { Find } from "./violation.ts";

/**
 * "No order is lost": every durable intent has come to its end once nothing is disturbed any more, what it says of
 * its fills is what the venue did, and every fill of ours at the venue is in the books once.
 */
export function lost(facts: Facts, find: Find): void {
  const received = new Map(facts.record.venue.orders.map((order) => [order.clientOrderId, order]));
  const booked = bookedLots(facts);
  for (const { intent, last } of facts.intents.values()) {
    const name = nameOf(intent);
    if (last.status === "committed" || last.status === "unknown") {
      find(`${name} of ${intent.committedAt} is still ${last.status}`);
      continue;
    }
    const { clientOrderId, instrument } = intent;
    const really = facts
      .venueFillsOf(clientOrderId)
      .reduce((sum, fill) => sum + facts.lots(instrument, fill.size), 0);
    const says = facts.lots(instrument, last.filled);
    if (says !== really) find(`${name} is ${last.status} with ${says} lots; the venue filled ${really}`);
    const inBooks = booked.get(clientOrderId) ?? 0;
    if (inBooks !== really) find(`${name}: ${inBooks} lots are in the books, the venue filled ${really}`);
    const outcome = received.get(clientOrderId)?.outcome.kind;
    const fits = statusFits(last.status, outcome, really, facts.lots(instrument, intent.size));
    if (!fits) find(`${name} ended ${last.status}, at the venue it was ${outcome ?? "never received"}`);
  }
  absentByEvidence(facts, find);
  foreignOnce(facts, find);
}

/** Two readings that find nothing must be so far apart to count as evidence, ms. */
const EVIDENCE_MS = 5_000;

/**
 * "Absent = not found and no fill with its id in two reads five seconds apart, after the last moment at which the venue
 * could still accept it. No timer turns it into rejected."
 */
function absentByEvidence(facts: Facts, find: Find): void {
  for (const { intent, last: row, rows } of facts.intents.values()) {
    if (row.status !== "absent") continue;
    const settled = facts.chapters[rows.at(-1)?.chapter ?? 0]?.at ?? 0;
    const sent = facts.record.venue.sent.find(({ clientOrderId }) => clientOrderId === intent.clientOrderId);
    // The venue counts by its own clock: it was told how long the order may live from when it was handed over.
    const expiry = sent === undefined ? 0 : sent.at + intent.expiresAt - facts.shown(sent.at);
    const notFound = facts.record.venue.told.filter(
      ({ at, report }) =>
        report.kind === "order-not-found" &&
        report.clientOrderId === intent.clientOrderId &&
        at <= settled &&
        at > expiry,
    );
    // In true time: what is done to our clock is no evidence.
    const apart = span(notFound.map(({ at }) => at));
    if (notFound.length < 2 || apart < EVIDENCE_MS)
      find(
        `${nameOf(intent)} is called absent after ${notFound.length} readings within ${apart} ms of not finding it`,
      );
  }
}

const span = (times: readonly number[]): number =>
  times.length < 2 ? 0 : Math.max(...times) - Math.min(...times);

function statusFits(
  status: string,
  outcome: "taken" | "refused" | undefined,
  filled: number,
  size: number,
): boolean {
  switch (status) {
    case "filled":
      return filled === size;
    case "partly-filled":
      return filled > 0 && filled < size;
    case "unfilled":
      return outcome === "taken" && filled === 0;
    case "rejected":
      // A gate before the exchange refuses, too.
      return outcome !== "taken";
    case "not-sent":
      return outcome === undefined;
    default:
      // The venue says of an order that it refused, and of one that it never saw, that it does not know it.
      return outcome !== "taken";
  }
}

/** Lots in the books by client order id. */
function bookedLots(facts: Facts): Map<string, number> {
  const booked = new Map<string, number>();
  for (const { row } of facts.fills) {
    const { clientOrderId, instrument, size } = row.fill;
    if (clientOrderId === null) continue;
    booked.set(clientOrderId, (booked.get(clientOrderId) ?? 0) + facts.lots(instrument, size));
  }
  return booked;
}

/** What no order of ours explains is booked once, too, and was a fill at the venue. */
function foreignOnce(facts: Facts, find: Find): void {
  const venue = new Map(facts.record.venue.fills.map((fill) => [fill.id, fill]));
  const seen = new Set<string>();
  for (const { row } of facts.fills) {
    const { fill } = row;
    if (fill.cause === "cross" || (fill.clientOrderId !== null && facts.intents.has(fill.clientOrderId)))
      continue;
    if (seen.has(fill.id)) find(`fill ${fill.id} (${fill.instrument}) is in the books twice`);
    seen.add(fill.id);
    const truth = venue.get(fill.id);
    if (truth === undefined) find(`fill ${fill.id} (${fill.size} ${fill.instrument}) never was at the venue`);
    else if (facts.signedLots(truth) !== facts.signedLots(fill))
      find(`fill ${fill.id} is booked as ${fill.side} ${fill.size}, it was ${truth.side} ${truth.size}`);
  }
}
