import { InstrumentId } from "../../lib/model/identity.ts";
import { Decision } from "../../lib/model/follow.ts";
import type { ApprovedIntent } from "../../lib/model/order.ts";
import { FillRow, IntentRow } from "../../lib/model/state.ts";
import { T0, leaderId } from "./sample-values.ts";

const ETH = InstrumentId.parse("ETH");

export const clientOrderId = (n: number): string => `0x${n.toString(16).padStart(32, "0")}`;

export interface SampleOrder {
  readonly accountId?: string;
  readonly followId?: string;
  readonly status?: IntentRow["status"];
  readonly at?: number;
}

export function sampleIntent(sequence: number, order: SampleOrder = {}): IntentRow {
  const { accountId = "paper", followId = "f1", status = "committed", at = T0 } = order;
  return IntentRow.parse({
    intent: {
      clientOrderId: clientOrderId(sequence),
      accountId,
      instrument: ETH,
      sequence,
      side: "buy",
      size: "0.1",
      limitPrice: "2003",
      reduceOnly: false,
      shares: [{ followId, size: "0.1", leaderPrice: "2000", growth: true }],
      causedAt: at,
      nonce: null,
      committedAt: at,
      expiresAt: at + 15_000,
    },
    status,
    statusAt: at,
    handedAt: at,
    notFoundAt: [],
    filled: "0",
    averagePrice: null,
    rejectReason: null,
    detail: null,
  });
}

export function sampleFill(sequence: number, order: SampleOrder = {}): FillRow {
  const { accountId = "paper", followId = "f1", at = T0 } = order;
  return FillRow.parse({
    fill: {
      id: `fill-${sequence}`,
      accountId,
      instrument: ETH,
      clientOrderId: clientOrderId(sequence),
      side: "buy",
      price: "2001",
      size: "0.1",
      fee: "0.090045",
      time: at + 700,
      cause: "order",
    },
    shares: [{ followId, size: "0.1", realised: "0", fee: "0.090045", leaderPrice: "2000" }],
  });
}

export function sampleDecision(
  sequence: number,
  order: SampleOrder & { readonly ordered?: boolean } = {},
): Decision {
  const { followId = "f1", at = T0, ordered = true } = order;
  return Decision.parse({
    id: String(sequence).padStart(12, "0"),
    at,
    followId,
    leaderId: leaderId("a"),
    instrument: "ETH",
    source: "live",
    leaderFrom: "0",
    leaderTo: "10",
    leaderPrice: "2000",
    leaderTime: at,
    fillKeys: [`ETH|${at}|${sequence}|1`, `ETH|${at}|${sequence}|2`],
    leaderEquity: "100000",
    leaderEquityAt: at,
    outcome: ordered ? "ordered" : "forgone",
    reason: null,
    targetChange: ordered ? "0.1" : "0",
    forgone: ordered ? [] : [{ reason: "slippage", size: "0.1" }],
    measured: ordered ? null : 24,
    limit: ordered ? null : 15,
    target: "0.1",
    held: "0",
    clientOrderId: ordered ? clientOrderId(sequence) : null,
  });
}

/** An order to be sent, as the engine would have approved it. */
export function order(row: IntentRow): { readonly intents: [IntentRow]; readonly submits: [ApprovedIntent] } {
  return { intents: [row], submits: [row.intent as ApprovedIntent] };
}
