import type { LeaderEvent, LeaderFill } from "../../../lib/model/leader.ts";
import { BEGAN, LEADER } from "./hand-made-rows.ts";

export function leaderFill(
  at: number,
  key: string,
  side: string,
  size: string,
  price: string,
  startPosition: string,
): LeaderFill {
  return { instrument: "BTC", side, price, size, time: BEGAN + at, startPosition, key } as LeaderFill;
}

export function snapshot(at: number, size: string): LeaderEvent {
  const held = {
    instrument: "BTC",
    size,
    entryPrice: "90",
    leverage: 20,
    marginMode: "cross",
    liquidationPrice: null,
  };
  return {
    kind: "leader-snapshot",
    leaderId: LEADER,
    at: BEGAN + at,
    cause: at === 100 ? "start" : "poll",
    goodUntil: BEGAN + at,
    clockOffsetMs: 0,
    snapshot: {
      equity: "10000",
      time: BEGAN + at - 20,
      positions: [{ ...held, notional: "100", unrealisedPnl: "0" }],
    },
  } as LeaderEvent;
}
