import { type JournalChange, JournalError } from "../model/journal-change.ts";

/** True where something is to be sent once the change is durable. */
export function sendsAnything({ submits, stopSubmits, stopCancels, leverageOrders }: JournalChange): boolean {
  return submits.length + stopSubmits.length + stopCancels.length + leverageOrders.length > 0;
}

/** Throws a JournalError for an order or a stop that is to be sent and that this very change does not commit. */
export function refuseUnwritten({ submits, intents, stopSubmits, stops }: JournalChange): void {
  const committed = new Set([
    ...intents.flatMap((row) => (row.status === "committed" ? [`order ${row.intent.clientOrderId}`] : [])),
    ...stops.flatMap((row) => (row.status === "committed" ? [`stop ${row.stop.clientOrderId}`] : [])),
  ]);
  const missing = [
    ...submits.map(({ clientOrderId }) => `order ${clientOrderId}`),
    ...stopSubmits.map(({ clientOrderId }) => `stop ${clientOrderId}`),
  ].find((name) => !committed.has(name));
  if (missing === undefined) return;
  throw new JournalError("damaged", `The ${missing} is to be sent and not to be committed.`);
}
