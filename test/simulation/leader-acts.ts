import type { InstrumentId } from "../../lib/model/identity.ts";
import type { Dice } from "./dice.ts";
import type { LeaderPart, SimLeader } from "./sim-leader.ts";
import { type SimMarket, notionalOf } from "./sim-market.ts";

export const ACT_KINDS = ["open", "add", "add", "reduce", "reduce", "close", "flip", "dust"] as const;
export type ActKind = (typeof ACT_KINDS)[number];

/** Something a leader does: scripted by chance, or as it was recorded. */
export type LeaderAct =
  | {
      readonly kind: ActKind;
      readonly at: number;
      readonly instrument: InstrumentId;
      /** Of his equity for growth, of his position for a reduction. */
      readonly share: number;
      readonly buys: boolean;
      /** Fills of which it consists, all in one message. */
      readonly pieces: number;
    }
  | { readonly kind: "recorded"; readonly at: number; readonly parts: readonly LeaderPart[] }
  /** Money in or out, as a share of his equity. */
  | { readonly kind: "money"; readonly at: number; readonly share: number };

/** An act of chance for a leader; whether an opening adds or an adding opens depends on what he holds by then. */
export function chanceAct(dice: Dice, at: number, instruments: readonly InstrumentId[]): LeaderAct {
  if (dice.chance(0.02)) return { kind: "money", at, share: dice.pick([-0.5, -0.2, -0.05, 0.1]) };
  return {
    kind: dice.pick(ACT_KINDS),
    at,
    instrument: dice.pick(instruments),
    share: dice.pick([0.01, 0.05, 0.1, 0.3, 0.7]),
    buys: dice.chance(0.5),
    pieces: dice.chance(0.75) ? 1 : dice.int(2, 6),
  };
}

/** The fills that an act comes to, as things stand. */
export function partsOf(act: LeaderAct, leader: SimLeader, market: SimMarket, dice: Dice): LeaderPart[] {
  if (act.kind === "recorded") return [...act.parts];
  if (act.kind === "money") return [];
  const { instrument, pieces } = act;
  const lots = lotsOf(act, leader, market);
  const price = market.priceAt(instrument, act.at);
  const parts: LeaderPart[] = [];
  let left = lots;
  for (let piece = pieces; piece > 0 && left !== 0; piece -= 1) {
    const part = piece === 1 ? left : Math.trunc((left / piece) * (0.5 + dice.share()));
    if (part !== 0) {
      const worse = Math.sign(part) * Math.round(price * 0.0001 * (pieces - piece));
      parts.push({ instrument, lots: part, price: price + worse });
    }
    left -= part;
  }
  return parts;
}

function lotsOf(
  act: Exclude<LeaderAct, { kind: "recorded" | "money" }>,
  leader: SimLeader,
  market: SimMarket,
): number {
  const { at, instrument, share, buys } = act;
  const held = leader.lotsOf(instrument);
  const perLot = notionalOf(market.listing(instrument), 1, market.priceAt(instrument, at));
  const base = Math.max(1, Math.round((Math.max(leader.equity(at), 1_000) * share) / perLot));
  if (held === 0)
    return (act.kind === "dust" ? Math.max(1, Math.round(15 / perLot)) : base) * (buys ? 1 : -1);
  const sign = Math.sign(held);
  switch (act.kind) {
    case "open":
    case "add":
      return base * sign;
    case "reduce":
      return -sign * Math.max(1, Math.round(Math.abs(held) * share));
    case "close":
      return -held;
    case "flip":
      return -held - base * sign;
    case "dust":
      return Math.max(1, Math.round(15 / perLot)) * (buys ? 1 : -1);
  }
}
