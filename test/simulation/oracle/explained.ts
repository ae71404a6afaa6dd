import type { Decision } from "../../../lib/model/follow.ts";
import type { Facts } from "./facts.ts";
import type { Find } from "./violation.ts";

/**
 * "The decision record answers for every leader change what did you do and why": one order for one decision, each
 * follow's part in an order with exactly one decision that names it, and none that names an order which is not there.
 */
export function explained(facts: Facts, find: Find): void {
  const named = new Map<string, Decision>();
  let newest = "";
  for (const { change } of facts.chapters) {
    for (const decision of change.decisions) {
      const { id, clientOrderId, outcome, reason, followId } = decision;
      const name = `decision ${id} (${followId} ${decision.instrument})`;
      if (id <= newest) find(`${name} comes after decision ${newest}`);
      newest = id;
      // That T was raised stays told, also where the order was withdrawn before it was durable.
      const raised = reason === "raised-to-minimum" && clientOrderId !== null;
      const ordered = outcome === "ordered" || outcome === "partly";
      const withdrawn = !ordered && (reason === "overtaken" || raised);
      if ((!ordered && !withdrawn) || reason === "crossed-inside") continue;
      if (clientOrderId === null) {
        find(`${name} says ${outcome} and names no order`);
        continue;
      }
      const key = `${clientOrderId}|${followId}`;
      const other = named.get(key);
      // What one step decided about one order may be told in two parts: the act, and that it was raised.
      if (other !== undefined && other.at !== decision.at)
        find(`decisions ${other.id} and ${id} name one order, ${clientOrderId}`);
      named.set(key, decision);
      const story = facts.intents.get(clientOrderId as never);
      const intent = story?.intent;
      if (intent === undefined) find(`${name} names order ${clientOrderId}, which has no intent`);
      else if (withdrawn && story?.last.status !== "not-sent")
        find(`${name} says ${outcome}, but its order ${clientOrderId} is ${story?.last.status}`);
      else if (
        !intent.shares.some((share) => share.followId === followId) ||
        intent.instrument !== decision.instrument
      )
        find(`${name} names order ${clientOrderId}, in which it has no part`);
    }
  }
  for (const { intent } of facts.intents.values()) {
    for (const { followId } of intent.shares) {
      if (!named.has(`${intent.clientOrderId}|${followId}`))
        find(
          `no decision stands behind the part of ${followId} in order ${intent.clientOrderId} (${intent.instrument})`,
        );
    }
  }
}
