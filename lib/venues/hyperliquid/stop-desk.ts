import type { RefusalReason } from "../../model/refusal-reason.ts";
import type { CommittedStop, StopCancel, StopDesk, StopOrder, StopReport } from "../../model/stop.ts";
import { cancelling, placing, replacing } from "./actions.ts";
import { buildOrder } from "./build-order.ts";
import type { ActStatus } from "./exchange-answer.ts";
import { NOT_LISTED, findAsset } from "./find-asset.ts";
import type { HandOver } from "./hand-over.ts";
import { unsentPause } from "./pause.ts";
import type { HyperliquidPorts, VenueMarket } from "./ports.ts";
import { refusalReasonOf } from "./refusal-reason-of.ts";
import { isGone } from "./reject-reason.ts";
import type { Signer } from "./signer.ts";

/** Longest part of the exchange's own words that is kept. */
const MOST_WORDS = 400;
const NO_NUMBER = "It has no signer's number.";

interface StopDeskPorts extends Pick<HyperliquidPorts, "clock"> {
  readonly market: VenueMarket;
  readonly signer: Signer;
  readonly handOver: HandOver;
}

/** Protective stops as reduce-only trigger orders that become immediate-or-cancel orders (docs, "Trigger orders"). */
export function createStopDesk(ports: StopDeskPorts): Omit<StopDesk, "lookupStop"> {
  const { clock, market, signer, handOver } = ports;
  const notSent = (stop: StopOrder | StopCancel, detail: string): StopReport => ({
    kind: "stop-not-sent",
    ...of(stop),
    detail,
  });

  /** It was never handed over: that is told so late that trying again keeps a pace. */
  async function withheld(stop: StopOrder | StopCancel, detail: string): Promise<StopReport> {
    await unsentPause(clock);
    return notSent(stop, detail);
  }

  const of = ({ accountId, clientOrderId, instrument }: StopOrder | StopCancel) => ({
    accountId,
    at: clock.now(),
    clientOrderId,
    instrument,
  });
  const unknown = (stop: StopOrder | StopCancel, detail: string): StopReport => ({
    kind: "stop-unknown",
    ...of(stop),
    detail: detail.slice(0, MOST_WORDS),
  });
  const rejected = (
    stop: StopOrder,
    replacedStands: boolean | null,
    detail: string,
    reason: RefusalReason = refusalReasonOf(detail),
  ): StopReport => ({
    kind: "stop-rejected",
    ...of(stop),
    replacedStands: stop.replaces === null ? null : replacedStands,
    reason,
    detail: detail.slice(0, MOST_WORDS),
  });

  function placed(stop: CommittedStop, status: ActStatus): StopReport {
    switch (status.said) {
      case "waitingForTrigger":
        return { kind: "stop-resting", ...of(stop) };
      case "resting":
        return status.cloid === null || status.cloid === stop.clientOrderId
          ? { kind: "stop-resting", ...of(stop) }
          : unknown(stop, "The exchange says that it rests under another client order id.");
      case "filled":
        return { kind: "stop-ended", ...of(stop), how: "fired" };
      case "error":
        // A changed order ends the one that it replaces first; whether a refused one does so too is not documented.
        return rejected(stop, isGone(status.words) ? false : null, status.words);
      case "success":
      case "waitingForFill":
        return unknown(stop, "The exchange answered in words of another act.");
    }
  }

  return {
    async placeStop(stop) {
      const asset = await findAsset(market, stop.instrument);
      if (asset === null || typeof asset === "string") return withheld(stop, asset ?? NOT_LISTED);
      if (stop.nonce === 0) return rejected(stop, true, NO_NUMBER, "nonce");
      const order = buildOrder(signer, asset, { ...stop, reduceOnly: true });
      if ("reason" in order) return rejected(stop, true, order.detail, order.reason);
      const action = stop.replaces === null ? placing(order) : replacing(stop.replaces, order);
      const answer = await handOver({ action, nonce: stop.nonce, expiresAt: stop.expiresAt });
      switch (answer.kind) {
        case "not-sent":
          return notSent(stop, answer.words);
        case "unknown":
          return unknown(stop, answer.words);
        case "done":
          return unknown(stop, "The exchange answered without a word on the stop.");
        case "refused":
          return rejected(stop, !isGone(answer.words), answer.words);
        case "status":
          return placed(stop, answer.status);
      }
    },

    async cancelStop(cancel) {
      const asset = await findAsset(market, cancel.instrument);
      if (asset === null || typeof asset === "string") return withheld(cancel, asset ?? NOT_LISTED);
      if (cancel.nonce === 0) return withheld(cancel, NO_NUMBER);
      const { nonce, expiresAt, clientOrderId } = cancel;
      const answer = await handOver({ action: cancelling(asset.index, clientOrderId), nonce, expiresAt });
      if (answer.kind === "not-sent") return notSent(cancel, answer.words);
      // Whatever was refused: the stop may rest still, and asking again does no harm.
      if (answer.kind === "refused" || answer.kind === "unknown") return unknown(cancel, answer.words);
      if (answer.kind === "status" && answer.status.said === "success") {
        return { kind: "stop-ended", ...of(cancel), how: "cancelled" };
      }
      if (answer.kind === "status" && answer.status.said === "error") {
        const { words } = answer.status;
        return isGone(words) ? { kind: "stop-not-found", ...of(cancel) } : unknown(cancel, words);
      }
      return unknown(cancel, "The exchange answered in words of another act.");
    },
  };
}
