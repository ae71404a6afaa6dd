import { z } from "zod";
import type { Account } from "../accounts/account.ts";
import type { Exchange } from "../exchange.ts";
import { setLeverage } from "../accounts/set-leverage.ts";
import { cancelOrder, findOpen } from "../trading/cancel-order.ts";
import { OrderRequest, type OrderAnswer } from "../trading/order-request.ts";
import { placeOrder, refusalOfRequest } from "../trading/place-order.ts";

const Oid = z.union([z.number().int(), z.string()]);

const Order = z.looseObject({
  orders: z.array(OrderRequest).min(1),
  grouping: z.enum(["na", "normalTpsl", "positionTpsl"]),
  builder: z.unknown().optional(),
});
const Cancel = z.looseObject({
  cancels: z.array(z.looseObject({ a: z.number().int(), o: z.number().int() })).min(1),
});
const CancelByCloid = z.looseObject({
  cancels: z.array(z.looseObject({ asset: z.number().int(), cloid: z.string() })).min(1),
});
const Modify = z.looseObject({ oid: Oid, order: OrderRequest });
const BatchModify = z.looseObject({ modifies: z.array(Modify).min(1) });
const UpdateLeverage = z.looseObject({
  asset: z.number().int(),
  isCross: z.boolean(),
  leverage: z.number().int().positive(),
});

/** Carries out one action of an account. Throws a ZodError when the action has not its form. */
export type Action = (exchange: Exchange, account: Account, action: unknown) => unknown;

const DEFAULT_ANSWER = { status: "ok", response: { type: "default" } };

function answered(type: string, statuses: readonly unknown[]) {
  return { status: "ok", response: { type, data: { statuses } } };
}

function cancelled(exchange: Exchange, account: Account, asset: number, id: number | string): unknown {
  const order = findOpen(account, id);
  if (order === undefined || exchange.markets.all[asset]?.spec.coin !== order.coin) {
    return { error: `Order was never placed, already canceled, or filled. asset=${asset}` };
  }
  cancelOrder(exchange, account, order, "canceled");
  return "success";
}

function modified(exchange: Exchange, account: Account, modify: z.infer<typeof Modify>): OrderAnswer {
  const order = findOpen(account, modify.oid);
  if (order === undefined) return { error: "Cannot modify canceled or filled order" };
  const refusal = refusalOfRequest(exchange, account, modify.order);
  if (refusal !== undefined && exchange.unconfirmed.refusedModify === "old-stands") return refusal;
  cancelOrder(exchange, account, order, "canceled");
  return placeOrder(exchange, account, modify.order, undefined);
}

/** Accepted and remembered, so that a test can fail on it. */
function recorded(exchange: Exchange, account: Account, action: unknown) {
  exchange.recordedActions.push({ at: exchange.clock.now(), address: account.address, action });
  return DEFAULT_ANSWER;
}

export const L1_ACTIONS: Readonly<Record<string, Action>> = {
  order: (exchange, account, action) => {
    const { orders, builder } = Order.parse(action);
    return answered(
      "order",
      orders.map((order) => placeOrder(exchange, account, order, builder ?? null)),
    );
  },
  cancel: (exchange, account, action) =>
    answered(
      "cancel",
      Cancel.parse(action).cancels.map(({ a, o }) => cancelled(exchange, account, a, o)),
    ),
  cancelByCloid: (exchange, account, action) =>
    answered(
      "cancel",
      CancelByCloid.parse(action).cancels.map(({ asset, cloid }) =>
        cancelled(exchange, account, asset, cloid),
      ),
    ),
  modify: (exchange, account, action) => {
    const answer = modified(exchange, account, Modify.parse(action));
    return "error" in answer ? { status: "err", response: answer.error } : DEFAULT_ANSWER;
  },
  batchModify: (exchange, account, action) =>
    answered(
      "order",
      BatchModify.parse(action).modifies.map((modify) => modified(exchange, account, modify)),
    ),
  updateLeverage: (exchange, account, action) => {
    const { asset, isCross, leverage } = UpdateLeverage.parse(action);
    const setting = { type: isCross ? "cross" : "isolated", value: leverage } as const;
    const refusal = setLeverage(exchange, account, exchange.markets.all[asset], setting);
    return refusal === undefined ? DEFAULT_ANSWER : { status: "err", response: refusal };
  },
  noop: () => DEFAULT_ANSWER,
  scheduleCancel: recorded,
  setReferrer: recorded,
};
