import type { Millis } from "../../lib/model/identity.ts";
import type { Overview } from "../../lib/model/view.ts";
import { formatClock } from "../format/time.ts";
import { words } from "../words/current.ts";
import { staleSince } from "./stale.ts";

/** "Figures are from 14:05:32", when they are. */
export function StaleNote({ overview, now }: { readonly overview: Overview; readonly now: Millis }) {
  const since = staleSince(overview, now);
  return since === null ? null : <p className="secondary stale">{words.stale(formatClock(since))}</p>;
}
