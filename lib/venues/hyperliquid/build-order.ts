import { z } from "zod";
import type { RejectReason } from "../../model/order.ts";
import type { OrderTerms } from "./order-terms.ts";
import type { VenueAsset } from "./ports.ts";
import type { Signer } from "./signer.ts";

/** One order of an `order` action (docs, "Place an order"); its keys in the order in which they are signed. */
const WireOrder = z.strictObject({
  a: z.number().int().nonnegative(),
  b: z.boolean(),
  p: z.string(),
  s: z.string(),
  r: z.boolean(),
  t: z.union([
    z.strictObject({ limit: z.strictObject({ tif: z.literal("Ioc") }) }),
    z.strictObject({
      trigger: z.strictObject({ isMarket: z.literal(true), triggerPx: z.string(), tpsl: z.literal("sl") }),
    }),
  ]),
  c: z.string(),
});
export type WireOrder = z.infer<typeof WireOrder>;

/** Why an order is not sent although it was approved. */
export interface NotExact {
  readonly reason: Extract<RejectReason, "bad-price" | "bad-size" | "other">;
  readonly detail: string;
}

/**
 * The order as it is signed, or why there is none. ccxt rounds what it is given (sizes half up): an order that it would
 * change in any way is not made, so that what is sent is what the limits approved.
 */
export function buildOrder(signer: Signer, asset: VenueAsset, terms: OrderTerms): WireOrder | NotExact {
  let built: unknown;
  try {
    built = signer.order(asset, terms);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { reason: "bad-size", detail: `The order could not be built: ${detail}`.slice(0, 400) };
  }
  const parsed = WireOrder.safeParse(built);
  if (!parsed.success) return { reason: "other", detail: "The order that was built has another form." };
  const order = parsed.data;
  if (order.s !== terms.size) {
    return { reason: "bad-size", detail: `The size ${terms.size} would have become ${order.s}.` };
  }
  if (order.p !== terms.limitPrice) {
    return { reason: "bad-price", detail: `The price ${terms.limitPrice} would have become ${order.p}.` };
  }
  const trigger = "trigger" in order.t ? order.t.trigger.triggerPx : null;
  if (trigger !== terms.triggerPrice) {
    const became = trigger ?? "none";
    return {
      reason: "bad-price",
      detail: `The trigger ${terms.triggerPrice ?? "none"} would have become ${became}.`,
    };
  }
  const same =
    order.a === asset.index &&
    order.b === (terms.side === "buy") &&
    order.r === terms.reduceOnly &&
    order.c === terms.clientOrderId;
  return same ? order : { reason: "other", detail: "The order that was built is another one." };
}
