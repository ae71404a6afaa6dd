import type { ClientOrderId } from "../../../lib/model/identity.ts";
import type { Intent } from "../../../lib/model/order.ts";
import { type Facts, nameOf } from "./facts.ts";
import type { Find } from "./violation.ts";

/**
 * "Per account and instrument there is one order in flight." "While an intent is unknown its instrument takes no
 * growth." What an earlier life left behind is unknown to the next.
 */
export function oneInFlight(facts: Facts, find: Find): void {
  const open = new Map<
    ClientOrderId,
    { readonly intent: Intent; readonly life: number; readonly sure: boolean }
  >();
  for (const { change, life, at, index } of facts.chapters) {
    const fresh: Intent[] = [];
    for (const { intent, status } of change.intents) {
      const earlier = open.get(intent.clientOrderId);
      if (status !== "committed" && status !== "unknown") open.delete(intent.clientOrderId);
      else
        open.set(intent.clientOrderId, { intent, life: earlier?.life ?? life, sure: status === "committed" });
      if (status === "committed" && facts.intents.get(intent.clientOrderId)?.born.index === index)
        fresh.push(intent);
    }
    for (const intent of fresh) {
      for (const other of open.values()) {
        if (other.intent.clientOrderId === intent.clientOrderId) continue;
        if (other.intent.instrument !== intent.instrument || other.intent.accountId !== intent.accountId)
          continue;
        if (other.sure && other.life === life)
          find(`${nameOf(intent)} was committed at ${at} while ${nameOf(other.intent)} was in flight`);
        else if (intent.shares.some((share) => share.growth))
          find(`${nameOf(intent)} grows at ${at} while ${nameOf(other.intent)} was unknown`);
      }
    }
  }
}
