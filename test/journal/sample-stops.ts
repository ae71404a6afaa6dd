import { type ApprovedStop, StopCancel, StopRow } from "../../lib/model/stop.ts";
import { clientOrderId } from "./sample-orders.ts";
import { T0 } from "./sample-values.ts";

interface SampleStop {
  readonly accountId?: string;
  readonly status?: StopRow["status"];
  readonly at?: number;
}

/** A stop of an account; its id is none of an order. */
export function sampleStop(sequence: number, stop: SampleStop = {}): StopRow {
  const { accountId = "paper", status = "committed", at = T0 } = stop;
  return StopRow.parse({
    stop: {
      clientOrderId: clientOrderId(10_000 + sequence),
      accountId,
      instrument: "ETH",
      sequence,
      side: "sell",
      size: "0.1",
      triggerPrice: "1900",
      limitPrice: "1710",
      basis: "position-stop",
      replaces: null,
      nonce: 0,
      committedAt: at,
      expiresAt: at + 5_000,
    },
    status,
    statusAt: at,
    seenRestingAt: null,
    detail: null,
  });
}

/** A stop to be sent, as the engine would have approved it. */
export function protection(row: StopRow): {
  readonly stops: [StopRow];
  readonly stopSubmits: [ApprovedStop];
} {
  return { stops: [row], stopSubmits: [row.stop as ApprovedStop] };
}

export function cancelOf({ stop }: StopRow): StopCancel {
  const { accountId, instrument, clientOrderId: id } = stop;
  return StopCancel.parse({ accountId, instrument, clientOrderId: id, nonce: 0, expiresAt: T0 + 5_000 });
}
