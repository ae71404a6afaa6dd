import type { ClientOrderId } from "../model/identity.ts";
import type { IntentRow } from "../model/state.ts";
import { moveOrder } from "./move-order.ts";
import { isExpiredAt, isOverdue, surelyBetween } from "./order-age.ts";
import { tellUnknown } from "./unknown-problem.ts";
import type { Work } from "./work.ts";

/** Two readings that do not find an order must be so far apart to count as evidence. */
const EVIDENCE_MS = 5_000;
/** An order whose report has not come so long after its expiry is looked up. */
const LATE_REPORT_MS = 15_000;

/** Sent, and no readable answer came. */
export function markUnknown(work: Work, id: ClientOrderId, detail: string): void {
  const row = work.intents.get(id);
  if (row !== undefined) moveOrder(work, row, "unknown", { detail });
}

/** A new life: whatever was under way is unknown. */
export function markAllUnknown(work: Work): void {
  const detail = "The browser stopped Pilotfish before the answer came.";
  for (const row of work.intents.view.values()) moveOrder(work, row, "boot", { detail });
}

/**
 * One reading that found neither the order nor a fill of it, asked for in a tick of this life. It counts only when it
 * was asked for after the last moment at which the venue could still accept the order; two, of which
 * the second was asked for five seconds after the first had come, are the evidence that it is absent. Both are counted in ticks: a clock that is set ahead proves nothing. Answers the
 * row for which that evidence is complete.
 */
export function countNotFound(work: Work, id: ClientOrderId, askedTick: number): IntentRow | null {
  const row = work.intents.get(id);
  if (row === undefined || !isExpiredAt(work, row.intent, askedTick)) return null;
  const first = work.notFoundTick.get(id);
  if (first !== undefined) return surelyBetween(first, askedTick) >= EVIDENCE_MS ? row : null;
  // Its answer may have been long under way: nobody knows when the venue looked, but that it was not after now.
  work.notFoundTick = new Map([...work.notFoundTick, [id, work.ticks]]);
  moveOrder(work, row, "not-found-once", { notFoundAt: [work.at] });
  return null;
}

/** The venue showed a fill of it: what did not find it was wrong. */
export function forgetNotFound(work: Work, row: IntentRow): void {
  const id = row.intent.clientOrderId;
  work.notFoundTick = new Map([...work.notFoundTick].filter(([one]) => one !== id));
  if (row.notFoundAt.length > 0) work.intents.put(id, { ...row, notFoundAt: [] });
}

/** Looks every unknown order up again, and tells the user of one that stays unknown for a minute. */
export function chaseUnknown(work: Work): void {
  for (const row of work.intents.view.values()) {
    if (row.status === "committed" && isOverdue(work, row.intent, LATE_REPORT_MS)) {
      moveOrder(work, row, "report-late", { detail: "The venue's report did not come." });
    }
    const now = work.intents.get(row.intent.clientOrderId);
    if (now?.status !== "unknown") continue;
    work.effects.push({ kind: "lookup", intent: now.intent, tick: work.ticks });
    tellUnknown(work, now);
  }
}
