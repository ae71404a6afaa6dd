import type { Facts } from "./facts.ts";
import type { Find } from "./violation.ts";

/**
 * "Every venue order has an intent committed before it." "An intent is committed before it is sent, and only the
 * worker life that committed it may send it, once, before its expiry."
 */
export function intentFirst(facts: Facts, find: Find): void {
  const { record, intents } = facts;
  for (const { at, life, clientOrderId } of record.venue.sent) {
    const story = intents.get(clientOrderId);
    const name = `order ${clientOrderId}, handed over at ${at} by life ${life},`;
    if (story === undefined) {
      find(`${name} is in no durable intent`);
      continue;
    }
    const { born, intent } = story;
    if (born.at > at) find(`${name} was durable only at ${born.at}`);
    if (born.life !== life) find(`${name} was committed by life ${born.life}`);
    const shown = facts.shown(at);
    if (shown > intent.expiresAt) find(`${name} had expired at ${intent.expiresAt}; the clock said ${shown}`);
    const before = story.rows.filter(({ chapter }) => (facts.chapters[chapter]?.at ?? at) < at).at(-1);
    if (before !== undefined && before.row.status !== "committed")
      find(`${name} was ${before.row.status} by then`);
  }
  const handed = new Map(record.venue.sent.map((sent) => [sent.clientOrderId, sent]));
  for (const order of record.venue.orders) {
    if (order.from === "other") continue;
    const name = `order ${order.clientOrderId}, received at ${order.at},`;
    const intent = intents.get(order.clientOrderId)?.intent;
    const sent = handed.get(order.clientOrderId);
    if (sent === undefined || sent.at > order.at) find(`${name} was handed over by nobody`);
    if (intent === undefined) {
      find(`${name} is in no durable intent`);
      continue;
    }
    for (const field of ["instrument", "side", "size", "limitPrice", "reduceOnly", "nonce"] as const) {
      if (order[field] !== intent[field])
        find(`${name} has the ${field} ${String(order[field])}, its intent ${String(intent[field])}`);
    }
  }
}
