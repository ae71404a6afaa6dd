import type { Decision } from "../../../lib/model/follow.ts";
import { PAPER_ACCOUNT } from "../../../lib/model/identity.ts";
import { BEGAN, change, row } from "./hand-made-rows.ts";

/** An order that is told at `at`, goes out a moment later, is filled whole at once and booked 30 ms after that. */
export interface Trade {
  readonly number: number;
  readonly at: number;
  readonly side: "buy" | "sell";
  readonly size: string;
  readonly price: string;
  readonly fee: string;
  readonly realised: string;
  readonly before: string;
  readonly after: string;
  readonly decision: Decision;
}

export function tradeParts(trade: Trade) {
  const { number, at, side, size, price, fee, realised, before, after } = trade;
  const open = row(number, at, { side, size });
  const { clientOrderId } = open.intent;
  const closed = { ...open, status: "filled", filled: size, averagePrice: price };
  const fill = { id: `v${number}`, instrument: "BTC", cause: "order", clientOrderId, side, size, price, fee };
  const share = {
    followId: "f1",
    size: `${side === "buy" ? "" : "-"}${size}`,
    realised,
    fee,
    leaderPrice: null,
  };
  const told = { ...trade.decision, clientOrderId };
  return {
    changes: [
      { at: BEGAN + at + 5, life: 1, change: change({ intents: [open], decisions: [told] }) },
      {
        at: BEGAN + at + 40,
        life: 1,
        change: change({
          intents: [closed],
          fills: [{ fill: { ...fill, accountId: PAPER_ACCOUNT, time: BEGAN + at + 20 }, shares: [share] }],
        }),
      },
    ],
    sent: { at: BEGAN + at + 6, life: 1, clientOrderId },
    order: {
      at: BEGAN + at + 15,
      from: "product",
      ...Object.fromEntries(
        (["clientOrderId", "instrument", "side", "size", "limitPrice", "reduceOnly", "nonce"] as const).map(
          (name) => [name, open.intent[name]],
        ),
      ),
      expiresAt: BEGAN + at + 5_000,
      positionBefore: before,
      outcome: { kind: "taken", filled: size },
    },
    fill: { ...fill, at: BEGAN + at + 15, positionAfter: after },
  };
}
