import type { ClientOrderId } from "../../model/identity.ts";
import type { StopRow } from "../../model/stop.ts";
import { isExpiredAt, isOverdue, surelyBetween } from "../order-age.ts";
import type { Work } from "../work.ts";
import { askToCancel } from "./commit-stop.ts";
import { moveStop } from "./move-stop.ts";
import { whyNoOrders } from "../may-order.ts";

/** As for orders: two readings that do not find a stop must be so far apart to count as evidence. */
const EVIDENCE_MS = 5_000;
const LATE_REPORT_MS = 15_000;
/** A removal that was not answered is asked for again in every how manieth tick, and looked up in all others. */
const CANCEL_AGAIN_TICKS = 5;

/**
 * One look-up that found neither the stop nor a fill of it. As for orders it counts only when it was asked for after the
 * last moment at which the venue could still accept the stop. True where two of them are the evidence that it is gone.
 */
export function countStopNotFound(work: Work, { stop }: StopRow, askedTick: number): boolean {
  const id = stop.clientOrderId;
  if (!isExpiredAt(work, stop, askedTick)) return false;
  const first = work.notFoundTick.get(id);
  if (first !== undefined) return surelyBetween(first, askedTick) >= EVIDENCE_MS;
  if (moveStop(work, id, "not-found-once") === null) return false;
  work.notFoundTick = new Map([...work.notFoundTick, [id, work.ticks]]);
  return false;
}

export function forgetNotFound(work: Work, id: ClientOrderId): void {
  if (!work.notFoundTick.has(id)) return;
  work.notFoundTick = new Map([...work.notFoundTick].filter(([one]) => one !== id));
}

/** A new life: what was under way is unknown. What rests, rests. */
export function bootStops(work: Work): void {
  const detail = "The browser stopped Pilotfish before the answer came.";
  for (const id of work.stops.view.keys()) moveStop(work, id, "boot", { detail });
}

/** Once a second: looks up what nobody knows, and asks again for removals that were not answered. */
export function chaseStops(work: Work): void {
  for (const row of work.stops.view.values()) {
    if (row.status === "committed" && isOverdue(work, row.stop, LATE_REPORT_MS)) {
      moveStop(work, row.stop.clientOrderId, "report-late", { detail: "The venue's report did not come." });
    }
    const now = work.stops.get(row.stop.clientOrderId);
    if (now?.status === "unknown") lookUp(work, now);
    if (now?.status === "cancelling") chaseRemoval(work, now);
  }
}

function chaseRemoval(work: Work, row: StopRow): void {
  const { accountId, instrument } = row.stop;
  if (work.ticks % CANCEL_AGAIN_TICKS !== 0) return lookUp(work, row);
  if (whyNoOrders(work, accountId, instrument) === null) askToCancel(work, row.stop);
}

function lookUp(work: Work, { stop }: StopRow): void {
  work.effects.push({ kind: "lookup-stop", stop, tick: work.ticks });
}
