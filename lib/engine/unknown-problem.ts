import type { ClientOrderId } from "../model/identity.ts";
import type { IntentRow } from "../model/state.ts";
import type { Work } from "./work.ts";

/** After this the user is told of an order that stays unknown. */
const TELL_AFTER_MS = 60_000;

const problemId = (id: ClientOrderId): string => `order-unknown:${id}`;

export function clearUnknown(work: Work, id: ClientOrderId): void {
  work.problems.remove(problemId(id));
}

/** Tells the user of an order that has been unknown for a minute; he may settle it by hand. */
export function tellUnknown(work: Work, row: IntentRow): void {
  const id = problemId(row.intent.clientOrderId);
  // Also where the clock was set back since.
  if (Math.abs(work.at - row.statusAt) < TELL_AFTER_MS || work.problems.get(id) !== undefined) return;
  work.problems.put(id, {
    id,
    kind: "order-unknown",
    about: row.intent.instrument,
    detail: row.detail,
    measured: null,
    since: row.statusAt,
    dismissible: false,
  });
}
