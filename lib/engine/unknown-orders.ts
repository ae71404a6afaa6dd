import type { ClientOrderId } from "../model/identity.ts";
import type { IntentRow } from "../model/state.ts";
import type { Work } from "./work.ts";

/** Two readings that do not find an order must be so far apart to count as evidence. */
const EVIDENCE_MS = 5_000;
/** After this the user is told. */
const TELL_AFTER_MS = 60_000;

/** An order whose report has not come so long after its expiry is looked up. */
const LATE_REPORT_MS = 15_000;

const problemId = (id: ClientOrderId): string => `order-unknown:${id}`;

export function clearUnknown(work: Work, id: ClientOrderId): void {
  work.problems.remove(problemId(id));
}

export function markUnknown(work: Work, id: ClientOrderId, detail: string): void {
  const row = work.intents.get(id);
  if (row === undefined || row.status === "unknown") return;
  work.intents.put(id, { ...row, status: "unknown", statusAt: work.at, detail });
}

/**
 * One reading that found neither the order nor a fill of it. It counts only after the last moment at which
 * the venue could still accept the order; two that are five seconds apart settle it as absent. Answers the
 * row when it is settled.
 */
export function countNotFound(work: Work, id: ClientOrderId): IntentRow | null {
  const row = work.intents.get(id);
  if (row === undefined || row.status !== "unknown" || work.at <= row.intent.expiresAt) return null;
  const [first] = row.notFoundAt;
  if (first === undefined) {
    work.intents.put(id, { ...row, notFoundAt: [work.at] });
    return null;
  }
  return work.at - first >= EVIDENCE_MS ? row : null;
}

/** Looks every unknown order up again, and tells the user of one that stays unknown for a minute. */
export function chaseUnknown(work: Work): void {
  for (const row of work.intents.view.values()) {
    if (row.status === "committed" && work.at > row.intent.expiresAt + LATE_REPORT_MS) {
      markUnknown(work, row.intent.clientOrderId, "The venue's report did not come.");
    }
    if (work.intents.get(row.intent.clientOrderId)?.status !== "unknown") continue;
    work.effects.push({ kind: "lookup", intent: row.intent });
    const id = problemId(row.intent.clientOrderId);
    if (work.at - row.statusAt < TELL_AFTER_MS || work.problems.get(id) !== undefined) continue;
    work.problems.put(id, {
      id,
      kind: "order-unknown",
      about: row.intent.instrument,
      detail: row.detail,
      measured: null,
      since: row.statusAt,
    });
  }
}
