import type { ClientOrderId } from "../../model/identity.ts";
import type { StopRow, StopStatus } from "../../model/stop.ts";
import type { Work } from "../work.ts";
import { type StopEvent, isFinalStop, stopMove } from "./stop-state.ts";

/**
 * Carries an event through a stop's state machine, with what it tells of the stop. Answers its status now, or null when
 * the event is ignored.
 */
export function moveStop(
  work: Work,
  id: ClientOrderId,
  event: StopEvent,
  told: Partial<Pick<StopRow, "seenRestingAt" | "detail">> = {},
): StopStatus | null {
  const row = work.stops.get(id);
  if (row === undefined) return null;
  const move = stopMove(row.status, event);
  if (move.to === "ignored") return null;
  const status = move.to;
  const moved: StopRow = {
    ...row,
    ...told,
    status,
    statusAt: status === row.status ? row.statusAt : work.at,
  };
  if (isFinalStop(status)) {
    work.stops.remove(id);
    work.settledStops.push(moved);
  } else work.stops.put(id, moved);
  return status;
}
