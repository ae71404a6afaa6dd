import type { ClientOrderId } from "../../model/identity.ts";
import type { LeverageSetting } from "../../model/leverage-setting.ts";
import type { WireOrder } from "./build-order.ts";
import type { Action } from "./signer.ts";

/**
 * The acts of the exchange that are ever made (docs, "Exchange endpoint"), their keys in the order in which they are
 * signed. No builder, no fee, no referral, no `scheduleCancel`.
 */
export function placing(order: WireOrder): Action {
  return { type: "order", orders: [order], grouping: "na" };
}

/** Puts an order in the place of a resting one, in one act. The resting one may be named by its client order id. */
export function replacing(resting: ClientOrderId, order: WireOrder): Action {
  return { type: "batchModify", modifies: [{ oid: resting, order }] };
}

export function cancelling(assetIndex: number, clientOrderId: ClientOrderId): Action {
  return { type: "cancelByCloid", cancels: [{ asset: assetIndex, cloid: clientOrderId }] };
}

export function settingLeverage(assetIndex: number, setting: LeverageSetting): Action {
  const isCross = setting.marginMode === "cross";
  return { type: "updateLeverage", asset: assetIndex, isCross, leverage: setting.times };
}
