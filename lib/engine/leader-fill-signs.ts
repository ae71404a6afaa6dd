import { type Decimal, type DecimalString, ZERO, decimal, decimalString } from "../model/decimal.ts";
import type { InstrumentId, LeaderId } from "../model/identity.ts";
import type { LeaderFill } from "../model/leader.ts";
import type { LeaderBook } from "../model/state.ts";
import { endSign, tellSign } from "./leader-signs.ts";
import type { Work } from "./work.ts";

/** An addition counts as averaging down when its price is so much worse than his entry, percent of the entry. */
const WORSE_PERCENT = 1;
/** And so many of them are a sign. */
const LOSING_ADDS = 2;
/** Fills within so long after one that counted are the same addition, ms. */
const SAME_ADDITION_MS = 60_000;

/** A change of the leader's position, in signed coins and USD, at the source's time. */
interface PositionChange {
  readonly leaderId: LeaderId;
  readonly instrument: InstrumentId;
  readonly from: Decimal;
  readonly to: Decimal;
  /** Before the change. */
  readonly entryPrice: DecimalString;
  readonly price: Decimal;
  readonly time: number;
}

/** USD that closing a part of a position brings him, before fees: (price - entry) x the signed size that is closed. */
export function closedResult({
  from,
  to,
  entryPrice,
  price,
}: Pick<PositionChange, "from" | "to" | "entryPrice" | "price">): Decimal {
  const left = to.isZero() || to.isNegative() !== from.isNegative() ? ZERO : to;
  const closed = left.abs().gte(from.abs()) ? ZERO : from.minus(left);
  return price.minus(entryPrice).times(closed);
}

/**
 * A fill of the leader, with his book before it: its closed result explains a part of his next equity; one that
 * the source calls a liquidation is told (measured in USD of notional), and so is averaging down.
 */
export function noteLeaderFill(work: Work, before: LeaderBook, fill: LeaderFill, to: Decimal): void {
  const change: PositionChange = {
    leaderId: before.leaderId,
    instrument: before.instrument,
    from: decimal(before.size),
    to,
    entryPrice: before.entryPrice,
    price: decimal(fill.price),
    time: fill.time,
  };
  const result = closedResult(change);
  const leader = work.leaders.get(before.leaderId);
  if (leader !== undefined && !result.isZero()) {
    const realisedSince = decimalString(decimal(leader.realisedSince).plus(result));
    work.leaders.put(leader.id, { ...leader, realisedSince });
  }
  if (fill.liquidation === true) {
    const notional = decimal(fill.size).times(fill.price).toNumber();
    tellSign(work, "leader-liquidated", before.leaderId, notional, before.instrument);
  }
  noteAddition(work, change);
}

/**
 * Averaging down: at least twice (a minute apart) he added to a position at a price at least 1 % worse than his
 * entry then. Measured in percent of the entry. It ends when that position is closed or turned.
 */
export function noteAddition(work: Work, change: PositionChange): void {
  const { leaderId, instrument, from, to } = change;
  const leader = work.leaders.get(leaderId);
  if (leader === undefined) return;
  const known = leader.signs.losingAdds[instrument];
  if (from.isZero() || to.isZero() || from.isNegative() !== to.isNegative()) {
    if (known === undefined) return;
    const { [instrument]: _ended, ...losingAdds } = leader.signs.losingAdds;
    work.leaders.put(leaderId, { ...leader, signs: { ...leader.signs, losingAdds } });
    endSign(work, "leader-averaging-down", leaderId, instrument);
    return;
  }
  const worse = percentWorse(change);
  if (to.abs().lte(from.abs()) || worse.lt(WORSE_PERCENT)) return;
  if (known !== undefined && change.time - known.at < SAME_ADDITION_MS) return;
  const count = (known?.count ?? 0) + 1;
  const losingAdds = { ...leader.signs.losingAdds, [instrument]: { count, at: change.time } };
  work.leaders.put(leaderId, { ...leader, signs: { ...leader.signs, losingAdds } });
  if (count >= LOSING_ADDS) tellSign(work, "leader-averaging-down", leaderId, worse.toNumber(), instrument);
}

function percentWorse({ from, entryPrice, price }: PositionChange): Decimal {
  const entry = decimal(entryPrice);
  if (entry.lte(0)) return ZERO;
  const fall = entry.minus(price).div(entry).times(100);
  return from.isNegative() ? fall.negated() : fall;
}
