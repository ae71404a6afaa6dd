import { ZERO, decimal } from "../../model/decimal.ts";
import type { Intent, RejectReason, VenueFill, VenueReport } from "../../model/order.ts";
import type { AskInfo, Clock } from "../../model/request.ts";
import { askOrder } from "./ask-order.ts";
import type { FillMemory } from "./fill-memory.ts";
import type { FillDesk } from "./order-fills.ts";
import { orderStateOf } from "./order-status.ts";
import { provenFills } from "./proven-fills.ts";
import type { SharedFills } from "./shared-fills.ts";
import type { ExchangeClock } from "./venue-clock.ts";
import { type FillOwner, isPerpFill, venueFillOf } from "./venue-fill-of.ts";

/** So long a look-up waits for the fills of an order that has ended; then the next one asks again. */
const FILLS_WITHIN_MS = 3_000;
/** Fills of an order are looked for from so long before it was committed: clocks differ. */
const MARGIN_MS = 60_000;

export interface LookupPorts {
  readonly whose: FillOwner;
  readonly ask: AskInfo;
  readonly clock: Clock;
  readonly exchangeClock: ExchangeClock;
  readonly memory: FillMemory;
  readonly fills: FillDesk;
  /** The account's fills, read for all look-ups together. */
  readonly shared: SharedFills;
}

/**
 * What became of an order that was to fill at once or never. It is found by its client order id, and told as done only
 * with fills that add up to the whole of it, or that the account's position proves to be all.
 */
export function createLookup(ports: LookupPorts): (intent: Intent) => Promise<VenueReport> {
  const { whose, ask, clock, fills } = ports;

  async function lookup(intent: Intent): Promise<VenueReport> {
    const { accountId, clientOrderId, instrument } = intent;
    const of = { accountId, clientOrderId, instrument };
    const unknown = (detail: string): VenueReport => ({
      kind: "order-unknown",
      ...of,
      at: clock.now(),
      detail,
    });
    const done = (told: readonly VenueFill[]): VenueReport => ({
      kind: "order-done",
      ...of,
      at: clock.now(),
      handedAt: null,
      fills: [...told],
      unfilled: whyUnfilled(told, intent),
    });
    const rejected = (reason: RejectReason, detail: string): VenueReport => ({
      kind: "order-rejected",
      ...of,
      at: clock.now(),
      handedAt: null,
      reason,
      detail,
    });

    const found = await askOrder(ask, whose.owner, clientOrderId);
    if (found === null) {
      const told = await fillsOfUnknown(ports, intent);
      if (told.length === 0) return { kind: "order-not-found", ...of, at: clock.now() };
      // The exchange keeps its newest orders only, but fills for longer; after its expiry the order has no more of them.
      return clock.now() > intent.expiresAt
        ? done(told)
        : unknown("The exchange shows a fill of the order, but not the order.");
    }
    const { order, status } = found;
    const side = order.side === "B" ? "buy" : "sell";
    if (order.coin !== instrument || side !== intent.side)
      return unknown(`The exchange knows another order by this id: ${side} ${order.origSz} ${order.coin}.`);
    const state = orderStateOf(status);
    if (state === null) return unknown(`The exchange calls the order "${status}", which is not known here.`);
    if (state.kind === "alive" || state.kind === "triggered")
      return unknown(`The exchange says that the order is "${status}", though it may never rest.`);
    // What is left of an order (`sz`) is told as of its last change at best: fills decide, wherever there may be some.
    const claimed = decimal(order.origSz).minus(order.sz);
    if (claimed.isZero() && state.kind === "refused") return rejected(state.reason, state.words);
    if (claimed.isZero() && state.kind === "missed") return done([]);
    const since = Math.max(0, order.timestamp - MARGIN_MS);
    const whole = { clientOrderId, oid: order.oid, totalSize: order.origSz, since, askAfterMs: 0 };
    const told = decimal(order.sz).isZero() ? await fills.fillsOfOrder(whole, FILLS_WITHIN_MS) : null;
    if (told !== null) return done(told);
    const proven = await provenFills(ports, { ...whole, instrument, endedAt: found.statusTimestamp });
    // Nothing is the whole truth only where the exchange says so, too.
    if (proven !== null && (proven.length > 0 || (claimed.isZero() && state.kind === "cancelled")))
      return done(proven);
    return unknown(`The order was accepted and is "${status}"; its fills were not told yet.`);
  }

  return async (intent) => {
    try {
      return await lookup(intent);
    } catch (error) {
      const { accountId, clientOrderId, instrument } = intent;
      const detail = (error instanceof Error ? error.message : String(error)).slice(0, 500);
      return { kind: "order-unknown", accountId, clientOrderId, instrument, at: clock.now(), detail };
    }
  };
}

/** The fills of an order that the exchange does not find; a list is asked for only when the order can have no more. */
async function fillsOfUnknown(
  { whose, clock, exchangeClock, memory, shared }: LookupPorts,
  { clientOrderId, committedAt, expiresAt }: Intent,
): Promise<readonly VenueFill[]> {
  if (clock.now() > expiresAt) {
    const since = Math.max(0, committedAt - (exchangeClock.offsetMs() ?? 0) - MARGIN_MS);
    await shared.readFrom(since);
  }
  const rows = memory.ofClientOrder(clientOrderId).filter(isPerpFill);
  return rows.map((row): VenueFill => ({ ...venueFillOf(row, whose), clientOrderId, cause: "order" }));
}

function whyUnfilled(
  fills: readonly VenueFill[],
  { size }: Intent,
): "price-left-limit" | "depth-ran-out" | null {
  const sum = fills.reduce((total, fill) => total.plus(fill.size), ZERO);
  if (sum.gte(size)) return null;
  return sum.isZero() ? "price-left-limit" : "depth-ran-out";
}
