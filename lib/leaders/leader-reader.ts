import { z } from "zod";
import { decimal } from "../model/decimal.ts";
import { addressOf } from "../model/identity.ts";
import type { Address, InstrumentId, LeaderId } from "../model/identity.ts";
import type { LeaderFill, LeaderReading, NotCopyable } from "../model/leader.ts";
import { parseAnswer } from "../model/parse-answer.ts";
import type { AskInfo, Clock } from "../model/request.ts";
import { fillOf, inExecutionOrder, whyNotCopyable } from "./hyperliquid-fills.ts";
import { SNAPSHOT_WEIGHT, snapshotOf } from "./hyperliquid-snapshot.ts";
import { VaultDetails, WireFill } from "./hyperliquid-wire.ts";
import { positionAfter } from "./position-chain.ts";
import { createRecentAnswers } from "./recent-answers.ts";

/**
 * Reads a leader once. Three requests, each remembered as long as its answer stays useful:
 * - `clearinghouseState` (weight 2) for 5 s: equity and positions.
 * - `vaultDetails` (20) for 10 min: a vault and its name, or null. `userRole` would cost 60 and has no name.
 * - `userFills` (20, and 1 for every 20 rows of at most 2,000) for a minute: the newest trade, and what is
 *   open on other dexes, whose states would cost a request each. `userFillsByTime` counts from the oldest
 *   and leaves slices of TWAP orders out.
 * Rejects with a RequestError.
 */
export function createLeaderReader(deps: {
  ask: AskInfo;
  clock: Clock;
}): (id: LeaderId) => Promise<LeaderReading> {
  const { ask, clock } = deps;

  const vaultName = createRecentAnswers(clock, 600_000, async (user: Address) => {
    const { body } = await ask({ type: "vaultDetails", vaultAddress: user }, 20);
    return parseAnswer(VaultDetails, body, "vaultDetails")?.name.slice(0, 200) ?? null;
  });

  const fills = createRecentAnswers(clock, 60_000, async (user: Address) => {
    const { body } = await ask({ type: "userFills", user }, 20 + 2_000 / 20);
    const rows = parseAnswer(z.array(WireFill), body, "userFills");
    const newest = rows.length > 0 ? Math.max(...rows.map((row) => row.time)) : null;
    return { newest, openElsewhere: openElsewhere(rows) };
  });

  const reading = createRecentAnswers(clock, 5_000, async (leaderId: LeaderId): Promise<LeaderReading> => {
    const user = addressOf(leaderId);
    const [state, name, traded] = await Promise.all([
      ask({ type: "clearinghouseState", user }, SNAPSHOT_WEIGHT),
      vaultName(user),
      fills(user),
    ]);
    const snapshot = snapshotOf(state.body);
    const empty =
      decimal(snapshot.equity).isZero() && snapshot.positions.length === 0 && traded.newest === null;
    return {
      snapshot,
      role: name !== null ? "vault" : empty ? "unknown" : "account",
      name,
      lastTradeAt: traded.newest,
      notCopyable: traded.openElsewhere,
      readAt: state.receivedAt,
    };
  });
  return reading;
}

/**
 * Positions on other dexes and in outcome markets that the newest fill in them left open. Spot is no
 * position: its balance moves with every transfer.
 */
function openElsewhere(rows: readonly WireFill[]): NotCopyable[] {
  const elsewhere = new Map<InstrumentId, { fill: LeaderFill; reason: NotCopyable["reason"] }>();
  const reasons = new Map<string, NotCopyable["reason"]>();
  // The answer begins with the newest.
  const oldestFirst = rows.toReversed().flatMap((row) => {
    const reason = whyNotCopyable(row);
    if (reason !== "other-dex" && reason !== "outcome-market") return [];
    const fill = fillOf(row);
    reasons.set(fill.instrument, reason);
    return [fill];
  });
  for (const fill of inExecutionOrder(oldestFirst, () => undefined)) {
    const reason = reasons.get(fill.instrument);
    if (reason) elsewhere.set(fill.instrument, { fill, reason });
  }
  return [...elsewhere.values()]
    .filter(({ fill }) => positionAfter(fill) !== "0")
    .map(({ fill, reason }) => ({ instrument: fill.instrument, reason, time: fill.time, key: fill.key }));
}
