import { decimal } from "../../model/decimal.ts";
import type { StopOrder, StopReport } from "../../model/stop.ts";
import { askOrder } from "./ask-order.ts";
import type { LookupPorts } from "./lookup-order.ts";
import { orderStateOf } from "./order-status.ts";
import { refusalReasonOfOrder } from "./refusal-reason-of.ts";

/** Fills of a stop are looked for from so long before it was committed: clocks differ. */
const MARGIN_MS = 60_000;

/** What became of a protective stop. One that became an order has fired, filled or not: its fills come as the account's. */
export function createLookupStop(ports: LookupPorts): (stop: StopOrder) => Promise<StopReport> {
  const { whose, ask, clock, exchangeClock, memory, shared } = ports;

  async function wasFilled({ clientOrderId, committedAt }: StopOrder): Promise<boolean> {
    if (memory.ofClientOrder(clientOrderId).length > 0) return true;
    const since = Math.max(0, committedAt - (exchangeClock.offsetMs() ?? 0) - MARGIN_MS);
    await shared.readFrom(since);
    return memory.ofClientOrder(clientOrderId).length > 0;
  }

  function isPartlyFilled(order: {
    readonly sz: string;
    readonly origSz: string;
    readonly oid: number;
  }): boolean {
    return decimal(order.sz).lt(order.origSz) || memory.ofOrder(order.oid).length > 0;
  }

  async function lookup(stop: StopOrder): Promise<StopReport> {
    const { accountId, clientOrderId, instrument } = stop;
    const of = { accountId, clientOrderId, instrument };
    const ended = (how: "fired" | "cancelled"): StopReport => ({
      kind: "stop-ended",
      ...of,
      at: clock.now(),
      how,
    });
    const unknown = (detail: string): StopReport => ({
      kind: "stop-unknown",
      ...of,
      at: clock.now(),
      detail,
    });

    const found = await askOrder(ask, whose.owner, clientOrderId);
    if (found === null)
      return (await wasFilled(stop)) ? ended("fired") : { kind: "stop-not-found", ...of, at: clock.now() };
    const { order, status } = found;
    const side = order.side === "B" ? "buy" : "sell";
    if (order.coin !== instrument || side !== stop.side || !order.isTrigger)
      return unknown(`The exchange knows another order by this id: ${side} ${order.origSz} ${order.coin}.`);
    const state = orderStateOf(status);
    if (state === null) return unknown(`The exchange calls the stop "${status}", which is not known here.`);
    switch (state.kind) {
      case "alive":
        return { kind: "stop-resting", ...of, at: clock.now() };
      case "triggered":
      case "filled":
      case "missed":
        return ended("fired");
      case "cancelled":
        return ended(isPartlyFilled(order) ? "fired" : "cancelled");
      case "refused":
        return {
          kind: "stop-rejected",
          ...of,
          at: clock.now(),
          replacedStands: null,
          reason: refusalReasonOfOrder(state.reason),
          detail: state.words,
        };
    }
  }

  return async (stop) => {
    try {
      return await lookup(stop);
    } catch (error) {
      const { accountId, clientOrderId, instrument } = stop;
      const detail = (error instanceof Error ? error.message : String(error)).slice(0, 500);
      return { kind: "stop-unknown", accountId, clientOrderId, instrument, at: clock.now(), detail };
    }
  };
}
