import type { AccountId, InstrumentId } from "../model/identity.ts";
import { readingOf } from "./account-readings.ts";
import { hasOurMark } from "./client-order-id.ts";
import type { AccountRead } from "./position-check.ts";
import type { Work } from "./work.ts";

/**
 * The instruments in which a reading shows an order that the user gave himself and that may open a position when it
 * fills. One with our mark is none of his, and a stop that only reduces opens nothing.
 */
export function ownOrdersIn({ openOrders }: AccountRead): ReadonlySet<InstrumentId> {
  const his = openOrders.filter(
    ({ clientOrderId: id, stop }) => (id === null || !hasOurMark(id)) && stop?.reduceOnly !== true,
  );
  return new Set(his.map(({ instrument }) => instrument));
}

/** Whether an order of the user's own rests there, as last read in this life. */
export function hasOwnOrder(work: Work, accountId: AccountId, instrument: InstrumentId): boolean {
  return readingOf(work, accountId).ownOrders.has(instrument);
}
