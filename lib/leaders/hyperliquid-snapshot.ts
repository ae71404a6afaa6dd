import { decimal, decimalString } from "../model/decimal.ts";
import type { LeaderPosition, LeaderSnapshot } from "../model/leader.ts";
import { parseAnswer } from "../model/parse-answer.ts";
import type { Answer } from "../model/request.ts";
import { ClearinghouseState } from "./hyperliquid-wire.ts";

/** What `clearinghouseState` costs (docs, "Rate limits and user limits"). */
export const SNAPSHOT_WEIGHT = 2;

/** Reads a `clearinghouseState` answer. Throws RequestError("unreadable") naming the field. */
export function snapshotOf(body: unknown): LeaderSnapshot {
  const state = parseAnswer(ClearinghouseState, body, "clearinghouseState");
  const positions: LeaderPosition[] = [];
  for (const { position } of state.assetPositions) {
    if (position.entryPx === null || decimal(position.szi).isZero()) continue;
    const mode = position.leverage.type;
    positions.push({
      instrument: position.coin,
      size: position.szi,
      entryPrice: position.entryPx,
      leverage: position.leverage.value,
      marginMode: mode === "cross" || mode === "isolated" ? mode : null,
      liquidationPrice: position.liquidationPx,
      notional: decimalString(decimal(position.positionValue).abs()),
      unrealisedPnl: position.unrealizedPnl,
    });
  }
  return { equity: state.marginSummary.accountValue, positions, time: state.time };
}

/** The middle of a longer round trip is too far from the moment of the answer to compare clocks by. */
const LONGEST_MEASURE_MS = 2_000;

/**
 * Our clock minus the exchange's, ms, taking the middle of the round trip for the moment of the answer; null
 * where that took too long.
 */
export function clockOffsetOf({ sentAt, receivedAt }: Answer, snapshot: LeaderSnapshot): number | null {
  if (receivedAt - sentAt > LONGEST_MEASURE_MS) return null;
  return (sentAt + receivedAt) / 2 - snapshot.time;
}
