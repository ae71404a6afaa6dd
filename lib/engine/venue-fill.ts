import type { AccountId, ClientOrderId, InstrumentId } from "../model/identity.ts";
import type { VenueFill, VenueReport } from "../model/order.ts";
import { hasOurMark, isOurOwn } from "./client-order-id.ts";
import { pairKey } from "./engine-state.ts";
import { takeForeignFill } from "./foreign-fills.ts";
import { freeze } from "./frozen.ts";
import { impossibleFill } from "./impossible-report.ts";
import { stopForOther } from "./other-installation.ts";
import { isNews } from "./seen-reports.ts";
import { forgetNotFound } from "./unknown-orders.ts";
import { takeStopFill } from "./stops/stop-fills.ts";
import type { Work } from "./work.ts";

/** Fills that the venue told without being asked. */
export function applyForeignFills(work: Work, report: Extract<VenueReport, { kind: "foreign-fills" }>): void {
  for (const fill of report.fills) takeVenueFill(work, report.accountId, fill);
}

/** Takes one fill that the venue has on the account, whoever's it is. However often it is told, it counts once. */
export function takeVenueFill(work: Work, accountId: AccountId, fill: VenueFill): void {
  const { instrument, clientOrderId } = fill;
  if (clientOrderId !== null && takeStopFill(work, accountId, fill, clientOrderId)) return;
  if (clientOrderId !== null && isAnswered(work, accountId, fill, clientOrderId)) return;
  if (!isNews(work, accountId, instrument, `fill:${fill.id}`)) return;
  const words =
    fill.accountId === accountId ? impossibleFill(fill) : `a fill in the account ${fill.accountId}`;
  if (words !== null) return freeze(work, accountId, instrument, null, `The venue told ${words}.`);
  if (clientOrderId !== null && hasOurMark(clientOrderId)) stopForOther(work, accountId, clientOrderId);
  takeForeignFill(work, fill);
}

/** True for a fill of an order that this journal made: its own report books it. */
function isAnswered(work: Work, accountId: AccountId, fill: VenueFill, id: ClientOrderId): boolean {
  const open = work.intents.get(id);
  if (open !== undefined) {
    forgetNotFound(work, open);
    return true;
  }
  const booked = work.ended.get(id)?.filled;
  if (booked === undefined) return madeHere(work, accountId, fill.instrument, id);
  if (booked === "0" && isNews(work, accountId, fill.instrument, `late:${fill.id}`)) {
    const words = `The venue told a fill of ${fill.size} of an order that had ended with none.`;
    freeze(work, accountId, fill.instrument, id, words);
  }
  return true;
}

/** True for an id that this journal gave to an order that has ended. */
export function madeHere(
  work: Work,
  accountId: AccountId,
  instrument: InstrumentId,
  id: ClientOrderId,
): boolean {
  const sequence = work.accountBooks.get(pairKey(accountId, instrument))?.sequence ?? 0;
  return hasOurMark(id) && isOurOwn(work.meta.installationId, accountId, instrument, sequence, id);
}
