import { type Facts, nameOf } from "./facts.ts";
import type { Find } from "./violation.ts";

/**
 * "`reduceOnly` is set exactly when the order moves the venue's net towards zero without crossing it; an order that
 * would cross zero is split there." "Reduce-only never grows."
 */
export function reduceOnly(facts: Facts, find: Find): void {
  for (const { intent, nets, at } of withNets(facts)) {
    const size = facts.lots(intent.instrument, intent.size);
    const sign = intent.side === "buy" ? 1 : -1;
    const must = nets.map((net) => net !== 0 && Math.sign(net) !== sign);
    const told = `${nameOf(intent)} of ${at} beside a net of ${nets.join(" or ")} lots`;
    if (must.every((one) => one !== intent.reduceOnly))
      find(`${told} is ${intent.reduceOnly ? "" : "not "}reduce-only`);
    if (nets.every((net, index) => must[index] === true && size > Math.abs(net)))
      find(`${told} crosses zero`);
  }
  for (const order of facts.record.venue.orders) {
    if (order.from === "other" || !order.reduceOnly) continue;
    const before = facts.lots(order.instrument, order.positionBefore);
    const after = facts
      .venueFillsOf(order.clientOrderId)
      .reduce((sum, fill) => sum + facts.signedLots(fill), before);
    if (Math.abs(after) > Math.abs(before) || after * before < 0)
      find(`the reduce-only order ${order.clientOrderId} took the venue from ${before} to ${after} lots`);
  }
}

interface WithNets {
  readonly intent: Parameters<typeof nameOf>[0] & {
    readonly reduceOnly: boolean;
    readonly accountId: string;
  };
  readonly at: number;
  /** What the journal may have explained of the account's net when it was made: several things become durable together. */
  readonly nets: readonly number[];
}

function withNets(facts: Facts): WithNets[] {
  const net = new Map<string, number>();
  const found: WithNets[] = [];
  for (const { change, at, index } of facts.chapters) {
    const born = change.intents.filter(
      ({ intent }) => facts.intents.get(intent.clientOrderId)?.born.index === index,
    );
    const before = new Map(net);
    const passed = new Map<string, number[]>();
    for (const { fill } of change.fills) {
      if (fill.cause === "cross") continue;
      const after = (net.get(fill.instrument) ?? 0) + facts.signedLots(fill);
      net.set(fill.instrument, after);
      passed.set(fill.instrument, [...(passed.get(fill.instrument) ?? []), after]);
    }
    for (const { intent } of born) {
      const nets = [before.get(intent.instrument) ?? 0, ...(passed.get(intent.instrument) ?? [])];
      found.push({ intent, at, nets });
    }
    if (change.events.some(({ kind }) => kind === "venue-reset")) net.clear();
  }
  return found;
}
