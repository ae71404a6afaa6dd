import type { Account } from "../accounts/account.ts";
import { exact, wire } from "../exact.ts";
import type { Exchange } from "../exchange.ts";
import type { OrderAnswer, OrderRequest } from "./order-request.ts";

/** The answer to an order whose client order id was used before, as `Unconfirmed` has it; undefined: it goes on. */
export function answerToDuplicate(
  exchange: Exchange,
  account: Account,
  request: OrderRequest,
): OrderAnswer | undefined {
  const mode = exchange.unconfirmed.duplicateCloid;
  if (mode === "accepted" || request.c === undefined || request.c === null) return undefined;
  const first = [...account.orders.values()].find((order) => order.cloid === request.c);
  if (first === undefined) return undefined;
  // A refused order never used its id up.
  if (first.status.endsWith("Rejected") && first.status !== "iocCancelRejected") return undefined;
  if (mode === "refused") return { error: `Duplicate cloid ${request.c} asset=${request.a}` };
  const ids = { oid: first.oid, cloid: request.c };
  if (first.status === "open") return { resting: ids };
  const fills = account.fills.filter((fill) => fill.oid === first.oid);
  const size = fills.reduce((sum, fill) => sum.plus(fill.sz), exact(0));
  if (size.isZero())
    return { error: `Order could not immediately match against any resting orders. asset=${request.a}` };
  const value = fills.reduce((sum, fill) => sum.plus(exact(fill.px).times(fill.sz)), exact(0));
  return { filled: { totalSz: wire(size), avgPx: wire(value.div(size).toSignificantDigits(8)), ...ids } };
}
