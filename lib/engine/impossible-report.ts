import { ZERO, decimal } from "../model/decimal.ts";
import type { Intent, VenueFill, VenueReport } from "../model/order.ts";

type OrderDone = Extract<VenueReport, { kind: "order-done" }>;
type AboutOrder = Extract<VenueReport, { kind: "order-done" | "order-rejected" }>;

/** A venue may round an average price to five figures; one beyond the limit by more than this is not rounding. */
const ROUNDING = "0.0001";

/** Why a fill cannot be, in words; null when it can. */
export function impossibleFill(fill: VenueFill): string | null {
  if (decimal(fill.size).lte(0)) return `a fill of ${fill.size} coins`;
  if (decimal(fill.price).lte(0)) return `a fill at a price of ${fill.price}`;
  return null;
}

/** Why a report cannot be true of this order, in words; null when it can. */
export function impossibleReport(intent: Intent, report: AboutOrder): string | null {
  if (report.accountId !== intent.accountId)
    return `an order of the account ${intent.accountId} in ${report.accountId}`;
  if (report.instrument !== intent.instrument)
    return `an order in ${intent.instrument} that is in ${report.instrument}`;
  return report.kind === "order-done" ? impossibleEnd(intent, report) : null;
}

function impossibleEnd(intent: Intent, { fills }: OrderDone): string | null {
  if (new Set(fills.map((fill) => fill.id)).size < fills.length) return "one fill told twice in one report";
  for (const fill of fills) {
    const words = impossibleFill(fill) ?? otherThanOrdered(intent, fill);
    if (words !== null) return words;
  }
  const filled = fills.reduce((sum, fill) => sum.plus(fill.size), ZERO);
  return filled.gt(intent.size) ? `fills of ${filled.toFixed()} of an order of ${intent.size} coins` : null;
}

function otherThanOrdered(intent: Intent, fill: VenueFill): string | null {
  if (fill.side !== intent.side) return `a ${fill.side} for an order to ${intent.side}`;
  if (fill.accountId !== intent.accountId) return `a fill in the account ${fill.accountId}`;
  if (fill.instrument !== intent.instrument) return `a fill in ${fill.instrument}`;
  if (fill.clientOrderId !== null && fill.clientOrderId !== intent.clientOrderId) {
    return "a fill of another order";
  }
  const limit = decimal(intent.limitPrice);
  const worse = intent.side === "buy" ? decimal(fill.price).minus(limit) : limit.minus(fill.price);
  return worse.gt(limit.times(ROUNDING))
    ? `a price of ${fill.price}, past the limit of ${intent.limitPrice}`
    : null;
}
