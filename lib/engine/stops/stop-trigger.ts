import { Decimal, ZERO, decimal } from "../../model/decimal.ts";
import { type Instrument, roundLimitPrice } from "../../model/instrument.ts";
import type { StopBasis } from "../../model/stop.ts";

/**
 * How far past its trigger a stop may fill, basis points. The exchange's own market stops use the same 10 %, and it is
 * the widest limit of our other reductions. A stop is never an unbounded market order: what a deeper gap leaves is sold
 * step by step as any other reduction.
 */
const STOP_SLIPPAGE_BPS = 1_000;
const [LOWER_LIMIT, HIGHER_LIMIT] = apart(STOP_SLIPPAGE_BPS);
/** A disaster stop at its place between entry and liquidation price comes no nearer to the mark than this, basis points. */
const CLEAR_BPS = 50;
const [CLEAR_BELOW, CLEAR_ABOVE] = apart(CLEAR_BPS);
/** It is moved only when it would move by more than this part of the way to the liquidation price: else it would chatter. */
const BAND = decimal("0.1");

/** What a price is multiplied by to be so many basis points lower, and higher. */
function apart(bps: number): readonly [lower: Decimal, higher: Decimal] {
  const part = decimal(bps).div(10_000);
  return [decimal(1).minus(part), part.plus(1)];
}

export interface TriggerQuestion {
  readonly long: boolean;
  readonly mark: Decimal;
  /** Volume-weighted entry price of what is protected. */
  readonly entryPrice: Decimal;
  /** Prices at which the follows that hold it would close it, at their own entries. */
  readonly stopLosses: readonly Decimal[];
  /** As the venue told it for this side; null where it told none, or was not asked yet. */
  readonly liquidationPrice: Decimal | null;
  /** True where it was asked, and told none: the price alone cannot liquidate the position. */
  readonly cannotBeLiquidated: boolean;
  /** See DisasterStop; null where none is wanted. */
  readonly percentToLiquidation: number | null;
  /** The trigger of the stop that rests. */
  readonly resting: { readonly price: Decimal; readonly basis: StopBasis } | null;
}

export interface Trigger {
  readonly price: Decimal;
  readonly basis: StopBasis;
}

/**
 * Where a stop is to stand, before rounding; null where there is no place for it. The nearest stop-loss that the price
 * can reach before the liquidation price; where there is none, the disaster stop:
 * from + (liquidation - from) * percent / 100, `from` being the entry price, or the mark where the mark has passed that
 * place. The latter never moves away from the mark: half way, again and again, would never be reached. A position that
 * the price alone cannot liquidate has a place all the same: see wayTo.
 */
export function triggerOf(question: TriggerQuestion): Trigger | null {
  const { long, stopLosses, liquidationPrice: liquidation, mark } = question;
  const reachable = stopLosses.filter(
    (price) =>
      price.gt(0) &&
      isBefore(price, mark, long) &&
      (liquidation === null || isBefore(liquidation, price, long)),
  );
  const [first, ...others] = reachable;
  if (first === undefined) return disasterTrigger(question);
  const nearest = others.reduce((best, price) => (isBefore(best, price, long) ? price : best), first);
  return { price: nearest, basis: "position-stop" };
}

/** True when a falling price (of a short: a rising one) comes to `second` before it comes to `first`. */
function isBefore(first: Decimal, second: Decimal, long: boolean): boolean {
  return long ? first.lt(second) : first.gt(second);
}

function disasterTrigger(question: TriggerQuestion): Trigger | null {
  const { long, mark, entryPrice, percentToLiquidation: percent } = question;
  const liquidation = wayTo(question);
  if (liquidation === null || percent === null || !isBefore(liquidation, mark, long)) return null;
  const from = (start: Decimal): Decimal => start.plus(liquidation.minus(start).times(percent).div(100));
  const clear = mark.times(long ? CLEAR_BELOW : CLEAR_ABOVE);
  const ofEntry = from(entryPrice);
  const atEntry = isBefore(ofEntry, clear, long) && isBefore(liquidation, ofEntry, long);
  const wanted = atEntry ? ofEntry : from(mark);
  if (wanted.lte(0)) return null;
  return { price: kept(question, wanted, liquidation, atEntry) ?? wanted, basis: "disaster" };
}

/**
 * The end of the way on which a disaster stop stands: the liquidation price; or where the loss is all that was paid, 0 for
 * a long position and twice the entry price for a short one. That is so where the account is so large beside the position
 * that the venue tells no liquidation price, and where a short one's lies further still: many times the entry price, where
 * the venue takes no order (Hyperliquid: none more than 80 % away from its reference price).
 */
function wayTo(question: TriggerQuestion): Decimal | null {
  const { long, mark, entryPrice, liquidationPrice: told, cannotBeLiquidated } = question;
  const lossOfAll = long ? ZERO : entryPrice.times(2);
  if (told === null) return cannotBeLiquidated ? lossOfAll : null;
  return isBefore(told, lossOfAll, long) && isBefore(lossOfAll, mark, long) ? lossOfAll : told;
}

/** The trigger that rests, where it may stay. */
function kept(
  { long, mark, resting }: TriggerQuestion,
  wanted: Decimal,
  liquidation: Decimal,
  atEntry: boolean,
): Decimal | null {
  if (resting?.basis !== "disaster") return null;
  const { price } = resting;
  if (!isBefore(price, mark, long) || !isBefore(liquidation, price, long)) return null;
  const room = wanted.minus(liquidation).abs();
  if (atEntry) return price.minus(wanted).abs().lte(room.times(BAND)) ? price : null;
  // The mark wanders: only a stop that has come to stand far nearer to the liquidation price is brought after it, and
  // none goes away from a mark that comes nearer.
  return price.minus(liquidation).abs().times(2).gte(room) ? price : null;
}

/** A trigger as the venue takes it, rounded to where it fires sooner; where that is at the mark, a tick further. */
export function roundTrigger(instrument: Instrument, long: boolean, price: Decimal, mark: Decimal): Decimal {
  const sooner = decimal(roundLimitPrice(instrument, long ? "sell" : "buy", price));
  return isPassed(sooner, mark, long)
    ? decimal(roundLimitPrice(instrument, long ? "buy" : "sell", price))
    : sooner;
}

/** The worst price at which a stop may fill, rounded so that rounding never keeps anybody from leaving. */
export function stopLimit(instrument: Instrument, long: boolean, trigger: Decimal): Decimal {
  const price = trigger.times(long ? LOWER_LIMIT : HIGHER_LIMIT);
  return decimal(roundLimitPrice(instrument, long ? "buy" : "sell", price));
}

/** True when the mark is at a trigger or past it: the stop fires, or has. */
export function isPassed(trigger: Decimal, mark: Decimal, long: boolean): boolean {
  return !isBefore(trigger, mark, long);
}

/** The average price of parts of a position. */
export function averagePrice(parts: readonly { readonly size: Decimal; readonly price: Decimal }[]): Decimal {
  const size = parts.reduce((sum, part) => sum.plus(part.size.abs()), new Decimal(0));
  const cost = parts.reduce((sum, part) => sum.plus(part.size.abs().times(part.price)), new Decimal(0));
  return size.isZero() ? size : cost.div(size);
}
