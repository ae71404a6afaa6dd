import type { Account } from "../accounts/account.ts";
import type { Exchange } from "../exchange.ts";
import { removeRest } from "./match.ts";
import type { OrderRecord } from "./order-record.ts";
import { noteOrder } from "./settlement.ts";

/** An open order by its id or its client order id. */
export function findOpen(account: Account, id: number | string): OrderRecord | undefined {
  return account.openOrders().find((order) => order.oid === id || order.cloid === id);
}

export function cancelOrder(
  exchange: Exchange,
  account: Account,
  order: OrderRecord,
  status: "canceled" | "liquidatedCanceled" | "delistedCanceled",
): void {
  removeRest(exchange.markets.get(order.coin), order.oid);
  noteOrder(exchange, account, order, status);
}
