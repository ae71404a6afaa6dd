import type { Decision } from "../model/follow.ts";
import type { JournalEvent } from "../model/journal-change.ts";
import type { IntentRow } from "../model/state.ts";
import type { StopRow } from "../model/stop.ts";
import { FINAL_STATUSES, FINAL_STOP_STATUSES } from "./tables.ts";

const DAY_MS = 86_400_000;

/**
 * How long what is kept, in ms. Never touched: whatever is younger than two weeks, orders and stops that are not
 * final, fills, funding and books, that is every figure of money.
 *
 * events: the raw news is there to look into a fault, and two weeks are time to tell of one; what came of it
 * stands in decisions, orders and fills. orders: a final order says its limit and its timing; after a quarter
 * its fill says all that still counts (price, size, fee, each follow's part, the leader's price). stops: as orders; what one
 * sold stands in its fill. decisions:
 * what was not bought is asked about for a quarter; what led to an order is kept, only without the list of the
 * leader's fills behind it.
 */
export const RETENTION_MS = {
  events: 14 * DAY_MS,
  intents: 90 * DAY_MS,
  stops: 90 * DAY_MS,
  decisions: 90 * DAY_MS,
} as const;

/**
 * So many of the newest decisions of each follow, and of all, stay as they are with their orders, however old:
 * twice what any view rests its figures on.
 */
export const NEWEST_KEPT = 1_000;

/** Events whose outcome the other tables tell. All others (commands, funding, outages) are kept for good. */
const RETOLD: ReadonlySet<string> = new Set([
  "leader-fills",
  "leader-snapshot",
  "order-done",
  "order-rejected",
  "order-not-sent",
  "order-unknown",
  "order-not-found",
  "stop-resting",
  "stop-rejected",
  "stop-ended",
  "stop-not-found",
  "stop-not-sent",
  "stop-unknown",
  "account-read",
  "account-unreadable",
  "instruments-problem",
  "venue-problem",
  "tick",
  "boot",
]);

/** What becomes of a row that is old enough. */
export type Fate<Row> = "keep" | "remove" | { readonly condensed: Row };

export function fateOfEvent({ kind }: JournalEvent): Fate<JournalEvent> {
  return RETOLD.has(kind) ? "remove" : "keep";
}

export function fateOfIntent({ status }: IntentRow): Fate<IntentRow> {
  return FINAL_STATUSES.includes(status) ? "remove" : "keep";
}

export function fateOfStop({ status }: StopRow): Fate<StopRow> {
  return FINAL_STOP_STATUSES.includes(status) ? "remove" : "keep";
}

export function fateOfDecision(decision: Decision): Fate<Decision> {
  const bought = decision.clientOrderId !== null || decision.reason === "crossed-inside";
  if (!bought) return "remove";
  return decision.fillKeys.length === 0 ? "keep" : { condensed: { ...decision, fillKeys: [] } };
}
