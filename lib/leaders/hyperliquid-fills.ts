import { z } from "zod";
import type { DecimalString } from "../model/decimal.ts";
import { type Address, InstrumentId } from "../model/identity.ts";
import type { LeaderFill, NotCopyable } from "../model/leader.ts";
import { parseAnswer } from "../model/parse-answer.ts";
import { WireFill } from "./hyperliquid-wire.ts";
import { chainOrder, positionAfter } from "./position-chain.ts";

interface TranslatedFills {
  readonly fills: readonly LeaderFill[];
  readonly notCopyable: readonly NotCopyable[];
}

/**
 * Book-keeping rows that no trade stands behind. Every other `dir`, known or not, is a change of position
 * (liquidation and deleveraging too) and must reach the engine.
 */
const NOT_TRADES: ReadonlySet<string> = new Set([
  "Spot Dust Conversion",
  "Split Outcome",
  "Merge Outcome",
  "Merge Question",
  "Negate Outcome",
]);

/**
 * The rows of one `userFills` message, in execution order. `positionBefore` is what is known of the position
 * in a coin; it only settles which of several possible orders within a millisecond is meant. `user` is whose fills
 * they are: a liquidation's row is told to both sides.
 * Throws RequestError("unreadable") naming the field.
 */
export function translateFills(
  rows: unknown,
  positionBefore: (instrument: InstrumentId) => DecimalString | undefined,
  user: Address | null = null,
): TranslatedFills {
  const fills: LeaderFill[] = [];
  const notCopyable: NotCopyable[] = [];
  for (const row of parseAnswer(z.array(WireFill), rows, "userFills")) {
    const reason = whyNotCopyable(row);
    if (reason) notCopyable.push({ instrument: row.coin, reason, time: row.time, key: keyOf(row) });
    else fills.push(isLiquidationOf(row, user) ? { ...fillOf(row), liquidation: true } : fillOf(row));
  }
  return { fills: inExecutionOrder(fills, positionBefore), notCopyable };
}

/** Why a fill cannot be copied at all, from the coin's form (docs, "Asset IDs"); null when it can. */
export function whyNotCopyable(row: WireFill): NotCopyable["reason"] | null {
  if (NOT_TRADES.has(row.dir) || row.sz === "0") return "not-a-trade";
  if (row.coin.startsWith("#")) return "outcome-market";
  if (row.coin.includes(":")) return "other-dex";
  if (row.coin.startsWith("@") || row.coin.includes("/")) return "spot";
  return null;
}

function isLiquidationOf(row: WireFill, user: Address | null): boolean {
  const whose = row.liquidation?.liquidatedUser;
  return user !== null && whose !== undefined && whose.toLowerCase() === user;
}

/** `tid` alone is shared by both sides of a trade and not unique over time. */
export function keyOf(row: WireFill): string {
  return `${row.coin}|${row.time}|${row.tid}|${row.oid}`;
}

export function fillOf(row: WireFill): LeaderFill {
  return {
    instrument: InstrumentId.parse(row.coin),
    side: row.side === "B" ? "buy" : "sell",
    price: row.px,
    size: row.sz,
    time: row.time,
    startPosition: row.startPosition,
    key: keyOf(row),
  };
}

/** By time; within a millisecond the exchange's order holds between coins, and the positions' chain within one. */
export function inExecutionOrder(
  fills: readonly LeaderFill[],
  positionBefore: (instrument: InstrumentId) => DecimalString | undefined,
): readonly LeaderFill[] {
  const ordered = fills.toSorted((a, b) => a.time - b.time);
  const groups = new Map<string, { fill: LeaderFill; place: number }[]>();
  ordered.forEach((fill, place) => {
    const name = `${fill.instrument}|${fill.time}`;
    groups.set(name, [...(groups.get(name) ?? []), { fill, place }]);
  });
  const after = new Map<InstrumentId, DecimalString>();
  for (const group of groups.values()) {
    let place = 0;
    for (const fill of chainOrder(
      group.map((member) => member.fill),
      beforeOf(group[0]?.fill),
    )) {
      const free = group[place++];
      if (free) ordered[free.place] = fill;
      after.set(fill.instrument, positionAfter(fill));
    }
  }
  return ordered;

  function beforeOf(fill: LeaderFill | undefined): DecimalString | undefined {
    return fill && (after.get(fill.instrument) ?? positionBefore(fill.instrument));
  }
}
