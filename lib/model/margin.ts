import { type Decimal, type DecimalString, ZERO, decimal } from "./decimal.ts";
import type { InstrumentId } from "./identity.ts";
import type { Instrument } from "./instrument.ts";
import type { Marks } from "./market-data.ts";

/**
 * Cross margin as Hyperliquid computes it. Source: Hyperliquid docs, trading/margining and
 * trading/liquidations: maintenance margin is half of the initial margin at the highest leverage. Margin
 * tiers (lower leverage above large notionals) are not modelled: a position is judged by its base tier.
 */
export interface MarginPosition {
  readonly instrument: InstrumentId;
  /** Signed coins; negative is short. */
  readonly size: DecimalString;
  /** Average entry price, USD. */
  readonly entryPrice: DecimalString;
}

/** An account under cross margin: `cash` (USD) holds realised results, fees and funding, not the open ones. */
export interface MarginAccount {
  readonly cash: DecimalString;
  readonly positions: readonly MarginPosition[];
}

export type InstrumentMap = ReadonlyMap<InstrumentId, Instrument>;

/** Cash plus unrealised results at the marks, USD; null when a position has no mark. */
export function accountValue(account: MarginAccount, marks: Marks): Decimal | null {
  let value = decimal(account.cash);
  for (const position of account.positions) {
    const mark = marks.get(position.instrument);
    if (mark === undefined) return null;
    value = value.plus(decimal(mark).minus(position.entryPrice).times(position.size));
  }
  return value;
}

/** What must be free to open these positions: notional / highest leverage, summed, USD; null when a mark or an instrument is missing. */
export function initialMargin(
  positions: readonly MarginPosition[],
  instruments: InstrumentMap,
  marks: Marks,
): Decimal | null {
  let sum = ZERO;
  for (const position of positions) {
    const mark = marks.get(position.instrument);
    const instrument = instruments.get(position.instrument);
    if (mark === undefined || instrument === undefined) return null;
    sum = sum.plus(decimal(position.size).abs().times(mark).div(instrument.maxLeverage));
  }
  return sum;
}

/** Below this account value the account is liquidated, USD; null when a mark or an instrument is missing. */
export function maintenanceMargin(
  positions: readonly MarginPosition[],
  instruments: InstrumentMap,
  marks: Marks,
): Decimal | null {
  return initialMargin(positions, instruments, marks)?.div(2) ?? null;
}

/**
 * The mark price of one instrument at which the whole account would be liquidated, the others staying at
 * their marks. Null without a position in it, without the marks, or when no price above 0 does it.
 * Source: Hyperliquid docs, trading/liquidations: price - side * margin_available / size / (1 - l * side)
 * with l = 1 / maintenance leverage and, for cross margin, margin_available = value - maintenance.
 */
export function liquidationPrice(
  account: MarginAccount,
  instrumentId: InstrumentId,
  instruments: InstrumentMap,
  marks: Marks,
): Decimal | null {
  const position = account.positions.find((one) => one.instrument === instrumentId);
  const instrument = instruments.get(instrumentId);
  const mark = marks.get(instrumentId);
  const value = accountValue(account, marks);
  const maintenance = maintenanceMargin(account.positions, instruments, marks);
  if (position === undefined || instrument === undefined || mark === undefined) return null;
  if (value === null || maintenance === null) return null;
  const size = decimal(position.size);
  if (size.isZero()) return null;
  const side = size.isNegative() ? -1 : 1;
  const perCoin = decimal(1).minus(decimal(side).div(2).div(instrument.maxLeverage));
  const price = decimal(mark).minus(value.minus(maintenance).times(side).div(size.abs()).div(perCoin));
  return price.gt(0) ? price : null;
}
