import type { AccountId, LeaderId } from "../model/identity.ts";
import { MAX_CLOCK_OFFSET_MS, MAX_ROUND_TRIP_MS } from "./clock-limits.ts";
import type { Work } from "./work.ts";

/** Tells a problem in somebody's words, or (null) that it is over. */
export function setProblem(
  work: Work,
  kind: "instruments-unavailable" | "paper-unavailable",
  words: string | null,
): void {
  const told = work.problems.get(kind);
  if (words === null) return work.problems.remove(kind);
  const detail = words.slice(0, 500);
  if (told?.detail === detail) return;
  work.problems.put(kind, {
    id: kind,
    kind,
    about: null,
    detail,
    measured: null,
    since: told?.since ?? work.at,
    dismissible: false,
  });
}

/** Tells of every leader, and of every account's venue, by whose clock or answers nothing can be bought. */
export function tellClocks(work: Work): void {
  for (const { id, clockOffsetMs } of work.leaders.view.values()) {
    tellMeasured(work, "clock-off", id, clockOffsetMs, MAX_CLOCK_OFFSET_MS);
  }
  for (const { id, clock } of work.accounts.view.values()) {
    tellMeasured(work, "venue-clock-off", id, clock?.offsetMs ?? null, MAX_CLOCK_OFFSET_MS);
    tellMeasured(work, "venue-slow", id, clock?.roundTripMs ?? null, MAX_ROUND_TRIP_MS);
  }
}

/** Tells what was measured, in ms, while it is past its limit on either side. */
function tellMeasured(
  work: Work,
  kind: "clock-off" | "venue-clock-off" | "venue-slow",
  about: LeaderId | AccountId,
  measured: number | null,
  limit: number,
): void {
  const id = `${kind}:${about}`;
  const told = work.problems.get(id);
  if (measured === null || Math.abs(measured) <= limit) {
    if (told !== undefined) work.problems.remove(id);
    return;
  }
  if (told?.measured === measured) return;
  const since = told?.since ?? work.at;
  work.problems.put(id, { id, kind, about, detail: null, measured, since, dismissible: false });
}
