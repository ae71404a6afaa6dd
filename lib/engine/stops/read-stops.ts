import { decimal } from "../../model/decimal.ts";
import type { AccountId } from "../../model/identity.ts";
import type { RestingStop, StopOrder } from "../../model/stop.ts";
import { hasOurMark } from "../client-order-id.ts";
import type { AccountReading } from "../engine-state.ts";
import type { AccountRead } from "../position-check.ts";
import { madeHere } from "../venue-fill.ts";
import type { Work } from "../work.ts";
import { askToCancel, removeStop } from "./commit-stop.ts";
import { moveStop } from "./move-stop.ts";
import { openStops } from "./open-stops.ts";
import { stopOfId } from "./stop-fired.ts";
import { noteResting } from "./stop-reports.ts";
import { isChanging } from "./stop-state.ts";
import { putWatch, watchOf } from "./stop-watch.ts";
import { whyNoOrders } from "../may-order.ts";

type OpenOrder = AccountRead["openOrders"][number];

/** True for a stop, and for what became of one of ours: both are looked at here, and are no orders of ours. */
export function isStop(
  work: Work,
  accountId: AccountId,
  { clientOrderId: id, stop, instrument }: OpenOrder,
): boolean {
  if (id === null) return stop !== null;
  if (work.stops.get(id) !== undefined) return true;
  // One of another installation is a matter of the account.
  return (
    madeHere(work, accountId, instrument, id) &&
    (stop !== null || stopOfId(work, accountId, instrument, id) !== null)
  );
}

/**
 * A reading of the account against the stops that should rest: one that it shows rests; one that it does not show is
 * looked up; one of ours that should not be there is removed, and so is one that was changed at the venue by hand.
 */
export function readStops(work: Work, report: AccountRead, reading: AccountReading): void {
  const shown = new Map(report.openOrders.map((order) => [order.clientOrderId, order]));
  for (const row of work.stops.view.values()) {
    const { accountId, instrument, clientOrderId: id } = row.stop;
    if (accountId !== report.accountId) continue;
    const order = shown.get(id);
    if (order !== undefined) {
      noteResting(work, row);
      const changed = differs(row.stop, order.stop) || isCut(work, report, reading, row.stop, order.stop);
      if (changed && whyNoOrders(work, accountId, instrument) === null) {
        removeStop(work, row.stop, "It was changed at the exchange: another one takes its place.");
      }
    } else if (row.status === "resting" && !reading.stopsTouched.has(instrument)) {
      moveStop(work, id, "missing", { detail: "The exchange did not show it." });
    }
  }
  settleFired(work, report.accountId, reading);
  for (const order of report.openOrders) removeOrphan(work, report.accountId, order, reading);
}

/** All fills of a stop that fired before the question are in the answer. */
function settleFired(work: Work, accountId: AccountId, reading: AccountReading): void {
  for (const { accountId: of, instrument } of work.accountBooks.view.values()) {
    if (of !== accountId || reading.stopsTouched.has(instrument)) continue;
    if (watchOf(work, accountId, instrument).fired !== null)
      putWatch(work, accountId, instrument, { fired: null });
  }
}

/**
 * Smaller than it was placed and than the position: a venue cuts a reduce-only order down to the position, and no
 * further. Not judged where the reading may be of before something that happened meanwhile, or a change is under way.
 */
function isCut(
  work: Work,
  { positions }: AccountRead,
  { touched, stopsTouched }: AccountReading,
  { accountId, instrument, side, size }: StopOrder,
  shown: RestingStop | null,
): boolean {
  if (shown === null || decimal(shown.size).gte(size)) return false;
  if (touched.has(instrument) || stopsTouched.has(instrument)) return false;
  if (openStops(work.stops.view, accountId, instrument).some(({ status }) => isChanging(status)))
    return false;
  const position = decimal(positions.find((one) => one.instrument === instrument)?.size ?? 0);
  const held = side === "sell" ? position : position.negated();
  return decimal(shown.size).lt(held);
}

/** Whether it is smaller, see isCut. */
function differs(ours: StopOrder, shown: RestingStop | null): boolean {
  if (shown === null) return false;
  return (
    !shown.reduceOnly ||
    shown.side !== ours.side ||
    decimal(shown.size).gt(ours.size) ||
    !decimal(shown.triggerPrice).eq(ours.triggerPrice)
  );
}

/** A stop that this journal made, and that it no longer knows as resting. */
function removeOrphan(work: Work, accountId: AccountId, order: OpenOrder, reading: AccountReading): void {
  const { clientOrderId: id, instrument } = order;
  if (id === null || !hasOurMark(id) || work.stops.get(id) !== undefined) return;
  if (!isStop(work, accountId, order) || reading.stopsTouched.has(instrument)) return;
  if (whyNoOrders(work, accountId, instrument) !== null) return;
  askToCancel(work, { accountId, instrument, clientOrderId: id });
}
