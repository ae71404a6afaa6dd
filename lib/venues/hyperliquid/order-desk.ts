import { decimal } from "../../model/decimal.ts";
import type { ClientOrderId, Millis } from "../../model/identity.ts";
import type { CommittedIntent, Intent, RejectReason, VenueFill, VenueReport } from "../../model/order.ts";
import { placing } from "./actions.ts";
import { type WireOrder, buildOrder } from "./build-order.ts";
import type { ActAnswer, ActStatus } from "./exchange-answer.ts";
import { NOT_LISTED, findAsset } from "./find-asset.ts";
import type { HandOver } from "./hand-over.ts";
import { unsentPause } from "./pause.ts";
import type { HyperliquidPorts, OrderFills, VenueMarket } from "./ports.ts";
import { isNoMatch, rejectReasonOf } from "./reject-reason.ts";
import type { Signer } from "./signer.ts";

/** So long the fills of an answered order are waited for, ms; they come by the same socket within a block. */
const FILLS_WITHIN_MS = 3_000;
/** Longest part of the exchange's own words that is kept. */
const MOST_WORDS = 400;
/** Orders whose reports are kept, so that one that is handed over twice is sent once. */
const MOST_KEPT = 500;

interface OrderDeskPorts extends Pick<HyperliquidPorts, "clock"> {
  readonly market: VenueMarket;
  readonly fills: OrderFills;
  readonly signer: Signer;
  readonly handOver: HandOver;
}

/** What the stream told before the answer came. */
interface Told {
  readonly kind: "told";
  readonly fills: readonly VenueFill[];
  readonly handedAt: Millis | null;
}

interface OrderDesk {
  /**
   * Sends one immediate-or-cancel order, once. `order-done`, `order-rejected`, `order-unknown`, and `order-not-sent`
   * where it surely never left. An order that was handed over before gets the report that it got then.
   */
  submit(intent: CommittedIntent): Promise<VenueReport>;
}

export function createOrderDesk(ports: OrderDeskPorts): OrderDesk {
  const { clock, market, fills, signer, handOver } = ports;
  const submitted = new Map<ClientOrderId, Promise<VenueReport>>();

  async function execute(intent: Intent): Promise<VenueReport> {
    const asset = await findAsset(market, intent.instrument);
    if (typeof asset === "string") {
      await unsentPause(clock);
      return notSent(intent, asset);
    }
    if (asset === null) return rejected(intent, null, "unknown-instrument", NOT_LISTED);
    // What is still held of it may be reduced as long as the exchange lets it.
    if (asset.instrument.delisted && !intent.reduceOnly) {
      return rejected(intent, null, "delisted", "The exchange no longer trades it.");
    }
    if (intent.nonce === null) return rejected(intent, null, "nonce", "It has no signer's number.");
    const order = buildOrder(signer, asset, { ...intent, triggerPrice: null });
    if ("reason" in order) return rejected(intent, null, order.reason, order.detail);
    const answer = await sendOrHear(intent, intent.nonce, order);
    switch (answer.kind) {
      case "told":
        return { ...done(intent, answer.handedAt), fills: [...answer.fills], unfilled: null };
      case "not-sent":
        return notSent(intent, answer.words);
      case "unknown":
        return unknown(intent, answer.words);
      case "done":
        return unknown(intent, "The exchange answered without a word on the order.");
      case "refused":
        return rejected(intent, answer.handedAt, rejectReasonOf(answer.words), answer.words);
      case "status":
        return settle(intent, answer.status, answer.handedAt);
    }
  }

  /** Hands it over, and ends the wait for the answer early where the stream has told fills of the whole order. */
  async function sendOrHear(
    { expiresAt, clientOrderId, size }: Intent,
    nonce: number,
    order: WireOrder,
  ): Promise<ActAnswer | Told> {
    const over = new AbortController();
    let handedAt: Millis | null = null;
    const onHanded = (at: Millis): void => {
      handedAt = at;
    };
    const answered = handOver({ action: placing(order), nonce, expiresAt, onHanded });
    const hear = async (): Promise<ActAnswer | Told> => {
      const told = await fills.toldWhole(clientOrderId, size, over.signal);
      return told === null ? answered : { kind: "told", fills: told, handedAt };
    };
    const first = await Promise.race([answered, hear()]);
    over.abort();
    return first;
  }

  async function settle(intent: Intent, status: ActStatus, handedAt: Millis): Promise<VenueReport> {
    if (status.said === "error") {
      if (isNoMatch(status.words)) {
        return { ...done(intent, handedAt), fills: [], unfilled: "price-left-limit" };
      }
      return rejected(intent, handedAt, rejectReasonOf(status.words), status.words.slice(0, MOST_WORDS));
    }
    if (status.said !== "filled") {
      // An immediate-or-cancel order rests nowhere and waits for nothing.
      return unknown(intent, "The exchange says that an order rests which must not.");
    }
    const { totalSize, oid } = status;
    const told = await fills.fillsOf(intent.clientOrderId, oid, totalSize, FILLS_WITHIN_MS);
    if (told === null) return unknown(intent, "Accepted; its fills were not told yet.");
    const whole = decimal(totalSize).gte(intent.size);
    return { ...done(intent, handedAt), fills: [...told], unfilled: whole ? null : "depth-ran-out" };
  }

  const of = ({ accountId, clientOrderId, instrument }: Intent) => ({
    accountId,
    at: clock.now(),
    clientOrderId,
    instrument,
  });
  const done = (intent: Intent, handedAt: Millis | null) =>
    ({ kind: "order-done", ...of(intent), handedAt }) as const;
  const notSent = (intent: Intent, detail: string): VenueReport => ({
    kind: "order-not-sent",
    ...of(intent),
    detail,
  });
  const unknown = (intent: Intent, detail: string): VenueReport => ({
    kind: "order-unknown",
    ...of(intent),
    detail,
  });
  const rejected = (
    intent: Intent,
    handedAt: Millis | null,
    reason: RejectReason,
    detail: string,
  ): VenueReport => ({ kind: "order-rejected", ...of(intent), handedAt, reason, detail });

  return {
    submit(intent) {
      const before = submitted.get(intent.clientOrderId);
      if (before !== undefined) return before;
      const report = execute(intent);
      submitted.set(intent.clientOrderId, report);
      for (const oldest of submitted.keys()) {
        if (submitted.size <= MOST_KEPT) break;
        submitted.delete(oldest);
      }
      return report;
    },
  };
}
