import { decimal } from "../../model/decimal.ts";
import type { StopCancel, StopOrder } from "../../model/stop.ts";
import type { EngineState } from "../engine-state.ts";
import { heldTogether, mirroredIn } from "./mirrored.ts";
import { whyNoOrders } from "../may-order.ts";

/** Whether a stop that is about to be handed over still is no larger than what it is to protect, when events came between. */
export function isStopStillWanted(
  state: EngineState,
  { accountId, instrument, side, size }: StopOrder,
): boolean {
  if (whyNoOrders(state, accountId, instrument) !== null) return false;
  const together = heldTogether(mirroredIn(state, accountId, instrument));
  return together.isPositive() === (side === "sell") && together.abs().gte(decimal(size));
}

/** Whether a removal may still be sent. */
export function isCancelStillWanted(state: EngineState, { accountId, instrument }: StopCancel): boolean {
  return whyNoOrders(state, accountId, instrument) === null;
}
