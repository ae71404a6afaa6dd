import { MAX_CLOCK_OFFSET_MS } from "./entry-limits.ts";
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

/** Tells of every leader whose clock and ours are too far apart to buy by. */
export function tellClocks(work: Work): void {
  for (const leader of work.leaders.view.values()) {
    const id = `clock-off:${leader.id}`;
    const off = leader.clockOffsetMs !== null && Math.abs(leader.clockOffsetMs) > MAX_CLOCK_OFFSET_MS;
    const told = work.problems.get(id);
    if (!off) {
      if (told !== undefined) work.problems.remove(id);
      continue;
    }
    if (told?.measured === leader.clockOffsetMs) continue;
    work.problems.put(id, {
      id,
      kind: "clock-off",
      about: leader.id,
      detail: null,
      measured: leader.clockOffsetMs,
      since: told?.since ?? work.at,
      dismissible: false,
    });
  }
}
