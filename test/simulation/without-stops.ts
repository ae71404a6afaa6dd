import type { RealVenue } from "../../lib/runtime/real-account-ports.ts";
import type { StopReport } from "../../lib/model/stop.ts";
import type { Life } from "./life.ts";
import type { VenueLine } from "./venue-line.ts";

/** An exchange at which no stop can rest. */
export function withoutStops(line: VenueLine, { clock }: Life): RealVenue {
  const of = (stop: Pick<StopReport, "accountId" | "instrument" | "clientOrderId">) => {
    const { accountId, instrument, clientOrderId } = stop;
    return { accountId, instrument, clientOrderId, at: clock.now() };
  };
  return Object.assign(line, {
    placeStop: async (stop: Parameters<RealVenue["placeStop"]>[0]): Promise<StopReport> => ({
      kind: "stop-rejected",
      ...of(stop),
      replacedStands: null,
      detail: "Stops are not taken here.",
    }),
    cancelStop: async (stop: Parameters<RealVenue["cancelStop"]>[0]): Promise<StopReport> => ({
      kind: "stop-not-found",
      ...of(stop),
    }),
    lookupStop: async (stop: Parameters<RealVenue["lookupStop"]>[0]): Promise<StopReport> => ({
      kind: "stop-not-found",
      ...of(stop),
    }),
  });
}
