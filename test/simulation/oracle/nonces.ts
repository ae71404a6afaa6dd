import { PAPER_ACCOUNT } from "../../../lib/model/identity.ts";
import type { Facts } from "./facts.ts";
import type { Find } from "./violation.ts";

interface Signed {
  readonly at: number;
  readonly nonce: number | null;
  readonly name: string;
}

/**
 * "Where a signer needs a nonce it is max(clock, last + 1), committed": each act that was handed over has a number of
 * its own, and what is handed over later has a higher one, over restarts and clocks that are set. Paper signs nothing.
 */
export function nonces(facts: Facts, find: Find): void {
  const { venue, accountId } = facts.record;
  const orders = venue.sent.map(({ at, clientOrderId }): Signed => {
    const nonce = facts.intents.get(clientOrderId)?.intent.nonce ?? null;
    return { at, nonce, name: `order ${clientOrderId}` };
  });
  const settings = venue.sentSettings.map(({ at, order }): Signed => ({
    at,
    nonce: order.nonce,
    name: `the leverage of ${order.instrument}`,
  }));
  const stops = venue.stopsSent.map(({ at, clientOrderId, kind, nonce }, index): Signed => ({
    at,
    nonce: accountId === PAPER_ACCOUNT && nonce === 0 ? null : nonce,
    name: `${kind === "place" ? "stop" : `removal ${index} of stop`} ${clientOrderId}`,
  }));
  const owners = new Map<number, string>();
  let highest: Signed | null = null;
  // What is handed over in one moment has no order.
  let before: Signed | null = null;
  for (const act of [...orders, ...settings, ...stops].toSorted((a, b) => a.at - b.at)) {
    const { at, nonce, name } = act;
    if ((nonce === null) !== (accountId === PAPER_ACCOUNT)) {
      find(`${name}, handed over at ${at}, has the number ${nonce}`);
    }
    if (nonce === null) continue;
    const owner = owners.get(nonce);
    // The same order handed over twice is another rule's.
    if (owner !== undefined && owner !== name) find(`${name} has the number ${nonce} of ${owner}`);
    owners.set(nonce, name);
    if (highest !== null && highest.at < at) before = highest;
    if (before !== null && before.name !== name && (before.nonce ?? 0) > nonce)
      find(`${name}, handed over at ${at}, has the number ${nonce}, below ${before.nonce} of ${before.name}`);
    if (highest === null || nonce > (highest.nonce ?? 0)) highest = act;
  }
}
