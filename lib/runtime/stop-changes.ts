import { isCancelStillWanted } from "../engine/stops/stop-still-wanted.ts";
import type { Step } from "../engine/step.ts";
import type { JournalChange } from "../model/journal-change.ts";
import type { ClientOrderId } from "../model/identity.ts";
import type { StopCancel, StopRow } from "../model/stop.ts";

type Steps = readonly { readonly step: Step }[];

/** A venue's word about a stop belongs in the journal's events when it changed one. */
export function changesStops({ work }: Step): boolean {
  return work.settledStops.length + work.stops.written.size > 0;
}

/** The stops that these steps changed, each in its last form. */
export function stopRows(steps: Steps): ReadonlyMap<ClientOrderId, StopRow> {
  const rows = new Map<ClientOrderId, StopRow>();
  for (const { step } of steps) {
    for (const id of step.work.stops.written) {
      const row = step.work.stops.get(id);
      if (row !== undefined) rows.set(id, row);
    }
    for (const row of step.work.settledStops) rows.set(row.stop.clientOrderId, row);
  }
  return rows;
}

/** What of them may be sent: what a later step settled or withdrew is not. */
export function sentStops(
  steps: Steps,
  rows: ReadonlyMap<ClientOrderId, StopRow>,
): Pick<JournalChange, "stopSubmits" | "stopCancels"> {
  const last = steps.at(-1)?.step.state;
  const isWanted = (cancel: StopCancel): boolean => last !== undefined && isCancelStillWanted(last, cancel);
  const effects = steps.flatMap(({ step }) => step.work.effects);
  return {
    stopSubmits: effects.flatMap((effect) =>
      effect.kind === "place-stop" && rows.get(effect.stop.clientOrderId)?.status === "committed"
        ? [effect.stop]
        : [],
    ),
    stopCancels: effects.flatMap((effect) => {
      if (effect.kind !== "cancel-stop") return [];
      const row = rows.get(effect.cancel.clientOrderId);
      // An orphan has no row, and no status in which it waits.
      const wanted = row === undefined ? isWanted(effect.cancel) : row.status === "cancelling";
      return wanted ? [effect.cancel] : [];
    }),
  };
}
