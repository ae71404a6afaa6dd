import { Decimal, ZERO, decimal, decimalString } from "../model/decimal.ts";
import type { Follow, ForgonePart, ForgoneReason } from "../model/follow.ts";
import type { Instrument } from "../model/instrument.ts";
import type { Leader } from "../model/state.ts";
import { EQUITY_MAX_AGE_MS } from "./sizing.ts";

/** Growth is refused when our clock and the source's are further apart than this. */
export const MAX_CLOCK_OFFSET_MS = 30_000;

/** Growth of a follow that the limits are to judge. Sizes are signed coins, prices USD. */
export interface Growth {
  readonly size: Decimal;
  /** What the leader paid. */
  readonly leaderPrice: Decimal;
  /** False when nothing trustworthy told that price. */
  readonly priceKnown: boolean;
  /** Age of the news, ms, already corrected for the clocks' difference. */
  readonly ageMs: number;
}

/** What surrounds the growth. */
export interface GrowthContext {
  readonly follow: Follow;
  readonly pausedByAll: boolean;
  readonly leader: Leader;
  readonly at: number;
  readonly instrument: Instrument | undefined;
  /** T of this instrument before the growth. */
  readonly target: Decimal;
  /** Sum of abs T x price over all instruments of the follow before the growth, USD. */
  readonly targetNotional: Decimal;
  /** Fresh mark; null when there is none (the order's own limit price still holds the slippage). */
  readonly mark: Decimal | null;
  readonly latched: boolean;
}

export interface Verdict {
  readonly approved: Decimal;
  readonly forgone: readonly ForgonePart[];
  /** Measurement and limit of the first limit that refused something. */
  readonly measured: number | null;
  readonly limit: number | null;
}

/** How much worse than the leader's a price is, in basis points; positive is worse for a buy (or a sell). */
export function slippageBps(leaderPrice: Decimal, price: Decimal, buying: boolean): number {
  const worse = buying ? price.minus(leaderPrice) : leaderPrice.minus(price);
  return worse.div(leaderPrice).times(10_000).toNumber();
}

const ROOM_DECIMALS = 24;

interface Refusal {
  readonly reason: ForgoneReason;
  readonly measured: number | null;
  readonly limit: number | null;
}

const because = (
  reason: ForgoneReason,
  measured: number | null = null,
  limit: number | null = null,
): Refusal => ({
  reason,
  measured,
  limit,
});

/** Refusals that concern all of the growth. */
function refusal(growth: Growth, context: GrowthContext): Refusal | null {
  const { follow, leader, instrument } = context;
  const { limits } = follow.settings;
  if (follow.status === "paused" || context.pausedByAll) return because("paused");
  if (context.latched) return because("liquidated");
  if (instrument === undefined) return because("unknown-instrument");
  if (instrument.delisted) return because("delisted");
  if (limits.allowedInstruments !== null && !limits.allowedInstruments.includes(instrument.id)) {
    return because("instrument-not-allowed");
  }
  if (leader.clockOffsetMs !== null && Math.abs(leader.clockOffsetMs) > MAX_CLOCK_OFFSET_MS) {
    return because("clock-off", leader.clockOffsetMs, MAX_CLOCK_OFFSET_MS);
  }
  if (leader.equity !== null && decimal(leader.equity).lte(0)) return because("leader-equity-not-positive");
  const equityAge = leader.equityAt === null ? null : context.at - leader.equityAt;
  if (equityAge === null || equityAge > EQUITY_MAX_AGE_MS) {
    return because("leader-equity-stale", equityAge, EQUITY_MAX_AGE_MS);
  }
  if (!growth.priceKnown) return because("no-price");
  if (growth.ageMs > limits.maxAgeMs) return because("age", growth.ageMs, limits.maxAgeMs);
  if (context.mark !== null) {
    const worse = slippageBps(growth.leaderPrice, context.mark, growth.size.gt(0));
    if (worse > limits.maxSlippageBps) return because("slippage", worse, limits.maxSlippageBps);
  }
  return null;
}

/** Judges growth when it comes: the allowed part is approved, the rest is forgone with the limit's name. */
export function judgeGrowth(growth: Growth, context: GrowthContext): Verdict {
  const refused = refusal(growth, context);
  if (refused !== null) {
    return {
      approved: ZERO,
      forgone: [{ reason: refused.reason, size: decimalString(growth.size) }],
      measured: refused.measured,
      limit: refused.limit,
    };
  }
  const { limits, allocation } = context.follow.settings;
  const sign = growth.size.isNegative() ? -1 : 1;
  const forgone: ForgonePart[] = [];
  let measured: number | null = null;
  let limit: number | null = null;
  let allowed = growth.size.abs();
  const cut = (reason: ForgoneReason, room: Decimal, wouldBe: Decimal, limitIs: Decimal): void => {
    // Down, so that the last digit of a division is no room.
    const kept = room.lt(0) ? ZERO : room.toDecimalPlaces(ROOM_DECIMALS, Decimal.ROUND_DOWN);
    if (allowed.lte(kept)) return;
    if (measured === null) {
      measured = wouldBe.toNumber();
      limit = limitIs.toNumber();
    }
    forgone.push({ reason, size: decimalString(allowed.minus(kept).times(sign)) });
    allowed = kept;
  };

  // At the dearer of both prices: a notional limit is not passed because one of them is wrong.
  const price = context.mark === null ? growth.leaderPrice : Decimal.max(growth.leaderPrice, context.mark);
  const maxPosition = decimal(limits.maxPosition);
  const positionAfter = context.target.abs().plus(allowed).times(price);
  cut("max-position", maxPosition.div(price).minus(context.target.abs()), positionAfter, maxPosition);
  const maxNotional = decimal(allocation).times(limits.maxLeverage);
  const leverageAfter = context.targetNotional.plus(allowed.times(price)).div(allocation);
  cut(
    "max-leverage",
    maxNotional.minus(context.targetNotional).div(price),
    leverageAfter,
    decimal(limits.maxLeverage),
  );
  return { approved: allowed.times(sign), forgone, measured, limit };
}
