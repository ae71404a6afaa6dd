import { type JournalChange, JournalError } from "../model/journal-change.ts";

/** Throws a JournalError for an order that is to be sent and that this very change does not commit. */
export function refuseUnwritten({ submits, intents }: JournalChange): void {
  const committed = new Set(
    intents.flatMap((row) => (row.status === "committed" ? [row.intent.clientOrderId] : [])),
  );
  const missing = submits.find((intent) => !committed.has(intent.clientOrderId));
  if (missing === undefined) return;
  throw new JournalError(
    "damaged",
    `The order ${missing.clientOrderId} is to be sent and not to be committed.`,
  );
}
