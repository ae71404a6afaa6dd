import { Command } from "../../lib/model/command.ts";
import type { Follow } from "../../lib/model/follow.ts";
import type { Trip } from "../../lib/model/guard.ts";
import type { JournalDump } from "./journal-dump.ts";

/** The exit rules that tripped and stand, of the follow and of its account. */
function tripsOf(journal: JournalDump, follow: Follow): Trip[] {
  const ids = [`follow:${follow.id}`, `account:${follow.accountId}`];
  return journal.guards.filter((guard) => ids.includes(guard.id)).flatMap((guard) => guard.trips);
}

const aboutPosition = ({ rule }: Trip): boolean =>
  rule === "positionStopLoss" || rule === "positionTakeProfit";

/** When an exit rule closed the whole follow; null when none did. */
export function stoppingTrip(journal: JournalDump, follow: Follow): number | null {
  if (follow.status !== "closing" && follow.status !== "stopped") return null;
  const closing = tripsOf(journal, follow).filter((trip) => trip.action === "close" && !aboutPosition(trip));
  return closing.length === 0 ? null : Math.min(...closing.map((trip) => trip.at));
}

function wasReset(journal: JournalDump, follow: Follow): boolean {
  return journal.events.some(({ kind, body }) => {
    if (kind !== "command") return false;
    const { data } = Command.safeParse((body as { command?: unknown } | null)?.command);
    if (data?.kind !== "reset-guard") return false;
    return data.guardId === `follow:${follow.id}` || data.guardId === `account:${follow.accountId}`;
  });
}

/** Whether an exit rule can have held growth there then. One that was let go since is not in the journal any more. */
export function mayHaveTripped(
  journal: JournalDump,
  follow: Follow,
  instrument: string,
  at: number,
): boolean {
  const stand = tripsOf(journal, follow).some((trip) => holds(trip, instrument) && trip.at <= at);
  return stand || wasReset(journal, follow);
}

/** Whether a rule that still stands held growth there, strictly before the moment. */
export function surelyTripped(journal: JournalDump, follow: Follow, instrument: string, at: number): boolean {
  return tripsOf(journal, follow).some((trip) => holds(trip, instrument) && trip.at < at);
}

/** A position's rule that closed holds growth by the book's own latch, until the leader was flat. */
function holds(trip: Trip, instrument: string): boolean {
  if (trip.action === "warn" || (trip.action === "close" && aboutPosition(trip))) return false;
  return trip.instrument === null || trip.instrument === instrument;
}
