import type { Effect, EngineEvent } from "../engine/engine-event.ts";
import type { EngineState } from "../engine/engine-state.ts";
import { isStillWanted } from "../engine/still-wanted.ts";
import { isCancelStillWanted, isStopStillWanted } from "../engine/stops/stop-still-wanted.ts";

/** The event that withdraws what an effect would send, where later events made it unwanted; null where it stays. */
export function withdrawalOf(state: EngineState, effect: Effect, at: number): EngineEvent | null {
  if (effect.kind === "submit") {
    const { accountId, clientOrderId, instrument } = effect.intent;
    if (!state.openIntents.has(clientOrderId) || isStillWanted(state, effect.intent)) return null;
    return { kind: "order-not-sent", at, accountId, clientOrderId, instrument };
  }
  if (effect.kind === "place-stop") {
    const { accountId, clientOrderId, instrument } = effect.stop;
    const waits = state.stops.get(clientOrderId)?.status === "committed";
    if (!waits || isStopStillWanted(state, effect.stop)) return null;
    return { kind: "stop-not-sent", at, accountId, clientOrderId, instrument };
  }
  if (effect.kind === "cancel-stop") {
    const { accountId, clientOrderId, instrument } = effect.cancel;
    const waits = state.stops.get(clientOrderId)?.status === "cancelling";
    if (!waits || isCancelStillWanted(state, effect.cancel)) return null;
    return { kind: "stop-not-sent", at, accountId, clientOrderId, instrument };
  }
  return null;
}
