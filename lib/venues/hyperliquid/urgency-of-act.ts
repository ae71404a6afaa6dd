import { z } from "zod";
import type { Urgency } from "../../model/request.ts";

const ReduceOnly = z.looseObject({ r: z.literal(true) });
const Reduction = z.union([
  z.looseObject({ type: z.enum(["cancel", "cancelByCloid"]) }),
  z.looseObject({ type: z.literal("order"), orders: z.array(ReduceOnly).min(1) }),
  z.looseObject({ type: z.literal("modify"), order: ReduceOnly }),
  z.looseObject({ type: z.literal("batchModify"), modifies: z.array(z.looseObject({ order: ReduceOnly })) }),
]);

/** Whether an action only reduces or cancels, and so may use what is kept back of the request budget. */
export function urgencyOfAct(action: unknown): Urgency {
  return Reduction.safeParse(action).success ? "orders" : "usual";
}
