import type { ClientOrderId } from "../model/identity.ts";
import type { OpenSince } from "./engine-state.ts";
import type { Work } from "./work.ts";

/** Ticks come once a second, and a second that has begun is no second yet. */
const TICK_MS = 1_000;

/** Surely so long lies between two ticks, whatever was done to the clock meanwhile, ms. */
export function surelyBetween(from: number, to: number): number {
  return Math.max(0, to - from - 1) * TICK_MS;
}

/** An order or a stop, as far as its age goes. */
interface Sent {
  readonly clientOrderId: ClientOrderId;
  readonly committedAt: number;
  readonly expiresAt: number;
}

/**
 * True when the order's report is overdue: `more` ms have passed since its expiry by our clock, or, where that was
 * set back, by how long the order has been open in this life.
 */
export function isOverdue(work: Work, sent: Sent, more: number): boolean {
  const { clientOrderId, committedAt, expiresAt } = sent;
  if (work.at > expiresAt + more) return true;
  const since = work.openSince.get(clientOrderId);
  return since !== undefined && work.age.ms - since.ms > expiresAt - committedAt + more;
}

/** True when at a tick the venue surely could not accept the order any more: no clock that is set decides that. */
export function isExpiredAt(work: Work, sent: Sent, tick: number): boolean {
  const since = work.openSince.get(sent.clientOrderId);
  return since !== undefined && surelyBetween(since.tick, tick) >= sent.expiresAt - sent.committedAt;
}

/** At the end of a step: since when each open order and stop has been known in this life. */
export function noteOpenSince(work: Work): void {
  const open = new Set([...work.intents.view.keys(), ...work.stops.view.keys()]);
  if (open.size === 0 && work.openSince.size === 0) return;
  const same = open.size === work.openSince.size && [...open].every((id) => work.openSince.has(id));
  if (same) return;
  const now = { ms: work.age.ms, tick: work.ticks };
  work.openSince = new Map<ClientOrderId, OpenSince>(
    [...open].map((id) => [id, work.openSince.get(id) ?? now]),
  );
  work.notFoundTick = new Map([...work.notFoundTick].filter(([id]) => open.has(id)));
}
