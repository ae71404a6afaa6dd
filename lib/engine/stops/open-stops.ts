import type { AccountId, InstrumentId } from "../../model/identity.ts";
import type { StopRow } from "../../model/stop.ts";
import type { EngineState } from "../engine-state.ts";

/** The stops of one account and instrument that are not final. */
export function openStops(
  stops: EngineState["stops"],
  accountId: AccountId,
  instrument: InstrumentId,
): StopRow[] {
  return [...stops.values()].filter(
    ({ stop }) => stop.accountId === accountId && stop.instrument === instrument,
  );
}
