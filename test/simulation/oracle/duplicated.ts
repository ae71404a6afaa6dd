import type { Facts } from "./facts.ts";
import type { Find } from "./violation.ts";

/** "Each client order id at most once at the venue." "Only the worker life that committed it may send it, once." */
export function duplicated({ record }: Facts, find: Find): void {
  const received = new Set<string>();
  for (const { clientOrderId, from, at, instrument } of record.venue.orders) {
    if (from === "other") continue;
    if (received.has(clientOrderId))
      find(`at ${at} the venue received order ${clientOrderId} (${instrument}) again`);
    received.add(clientOrderId);
  }
  const handed = new Set<string>();
  for (const { clientOrderId, at, life } of record.venue.sent) {
    if (handed.has(clientOrderId)) find(`at ${at} life ${life} handed order ${clientOrderId} over again`);
    handed.add(clientOrderId);
  }
}
