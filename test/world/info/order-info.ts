import type { Account } from "../accounts/account.ts";
import { basicOrder, frontendOrder } from "../trading/order-record.ts";
import { UNREADABLE, UnreadableRequest, addressIn, isOtherDex, type InfoHandler } from "./info-request.ts";

const REMEMBERED = 2000;

function newestFirst(account: Account | undefined) {
  return [...(account?.orders.values() ?? [])].toReversed().slice(0, REMEMBERED);
}

function orderStatus(account: Account | undefined, wanted: unknown) {
  if (typeof wanted !== "number" && typeof wanted !== "string") throw new UnreadableRequest(UNREADABLE);
  const found = newestFirst(account).find((order) => order.oid === wanted || order.cloid === wanted);
  if (found === undefined) return { status: "unknownOid" };
  return {
    status: "order",
    order: { order: frontendOrder(found), status: found.status, statusTimestamp: found.statusTime },
  };
}

export const ORDER_INFO: Readonly<Record<string, InfoHandler>> = {
  openOrders: (exchange, request) => {
    const account = exchange.known(addressIn(request));
    return isOtherDex(request) ? [] : (account?.openOrders() ?? []).map(basicOrder);
  },
  frontendOpenOrders: (exchange, request) => {
    const account = exchange.known(addressIn(request));
    return isOtherDex(request) ? [] : (account?.openOrders() ?? []).map(frontendOrder);
  },
  orderStatus: (exchange, request) => orderStatus(exchange.known(addressIn(request)), request["oid"]),
  historicalOrders: (exchange, request) =>
    newestFirst(exchange.known(addressIn(request))).map((order) => ({
      order: frontendOrder(order),
      status: order.status,
      statusTimestamp: order.statusTime,
    })),
};
