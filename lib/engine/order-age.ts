import type { ClientOrderId } from "../model/identity.ts";
import type { IntentRow } from "../model/state.ts";
import type { Work } from "./work.ts";

/**
 * True when the venue cannot accept the order any more, and `more` ms have passed since: by our clock, or, where
 * that was set back, by how long the order has been open in this life.
 */
export function isPastExpiry(work: Work, row: IntentRow, more = 0): boolean {
  const { clientOrderId, committedAt, expiresAt } = row.intent;
  if (work.at > expiresAt + more) return true;
  const since = work.openSince.get(clientOrderId);
  return since !== undefined && work.age.ms - since > expiresAt - committedAt + more;
}

/** At the end of a step: since when each open order has been known in this life. */
export function noteOpenSince(work: Work): void {
  const open = work.intents.view;
  if (open.size === 0 && work.openSince.size === 0) return;
  const same = open.size === work.openSince.size && [...open.keys()].every((id) => work.openSince.has(id));
  if (same) return;
  work.openSince = new Map<ClientOrderId, number>(
    [...open.keys()].map((id) => [id, work.openSince.get(id) ?? work.age.ms]),
  );
}
