import type { StopRow } from "../../model/stop.ts";
import { askForAccount } from "../account-readings.ts";
import type { EngineEvent } from "../engine-event.ts";
import type { Work } from "../work.ts";
import { moveStop } from "./move-stop.ts";
import { giveUpProtected } from "./stop-fired.ts";
import { countStopNotFound, forgetNotFound } from "./stop-evidence.ts";
import { noteRefusal, putWatch } from "./stop-watch.ts";

type StopEventOfVenue = Extract<EngineEvent, { kind: `stop-${string}` }>;

/** What the venue tells of a stop. A word about one that has ended changes nothing. */
export function applyStopReport(work: Work, report: StopEventOfVenue): void {
  const row = work.stops.get(report.clientOrderId);
  if (row === undefined) return;
  const { clientOrderId: id, accountId, instrument } = row.stop;
  switch (report.kind) {
    case "stop-resting":
      return noteResting(work, row);
    case "stop-rejected": {
      if (moveStop(work, id, "rejected", { detail: report.detail }) === null) return;
      noteRefusal(work, accountId, instrument, report.reason ?? null, report.detail);
      if (report.replacedStands !== true) doubtReplaced(work, row);
      return;
    }
    case "stop-ended":
      if (report.how === "fired") return fire(work, row);
      if (moveStop(work, id, "cancelled") !== null) noteReplaced(work, row);
      return;
    case "stop-not-sent":
      // Where it cannot leave at all, trying again keeps a pace.
      if (
        moveStop(work, id, "not-sent", report.detail === undefined ? {} : { detail: report.detail }) ===
        "not-sent"
      )
        noteRefusal(work, accountId, instrument, "not-sent", report.detail ?? null);
      return;
    case "stop-unknown":
      moveStop(work, id, "unknown", { detail: report.detail });
      return;
    case "stop-not-found":
      if (countStopNotFound(work, row, report.askedTick)) {
        // Whether the one in whose place it was to come still rests, nobody knows then.
        if (moveStop(work, id, "not-found-twice") !== null) doubtReplaced(work, row);
      }
      return;
  }
}

/** The venue shows the stop among what rests. */
export function noteResting(work: Work, row: StopRow): void {
  const { clientOrderId: id, accountId, instrument } = row.stop;
  if (moveStop(work, id, "resting", { seenRestingAt: work.at }) === null) return;
  // What did not find it was wrong.
  if (row.status === "unknown") forgetNotFound(work, id);
  noteReplaced(work, row);
  // One that rests still, because another was refused in its place, says nothing of how the next will fare.
  if (row.seenRestingAt === null)
    putWatch(work, accountId, instrument, { refusals: 0, reason: null, words: null });
}

/** It fired: what it protected is given up at once, and its fills are asked for. */
export function fire(work: Work, row: StopRow): void {
  if (moveStop(work, row.stop.clientOrderId, "fired") === null) return;
  noteReplaced(work, row);
  const { accountId, instrument, sequence, side, size } = row.stop;
  putWatch(work, accountId, instrument, { fired: { side, left: size } });
  giveUpProtected(work, accountId, instrument, sequence, side);
  askForAccount(work, accountId);
}

/** A stop that has rested has taken the place of the one before it. */
function noteReplaced(work: Work, { stop }: StopRow): void {
  if (stop.replaces !== null) moveStop(work, stop.replaces, "replaced");
}

/** The stop that was to be replaced may have gone, for another reason than its successor. */
function doubtReplaced(work: Work, { stop }: StopRow): void {
  if (stop.replaces !== null) moveStop(work, stop.replaces, "missing");
}
