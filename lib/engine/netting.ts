import { type Decimal, ZERO, decimal, decimalString } from "../model/decimal.ts";
import type { DecisionReason } from "../model/follow.ts";
import type { Instrument } from "../model/instrument.ts";
import type { OrderShare } from "../model/order.ts";
import { divideInLots } from "./allocation.ts";
import type { Want } from "./wants.ts";

/** One order for an account and instrument, before it has an id. */
export interface NettedOrder {
  readonly size: Decimal;
  readonly buying: boolean;
  readonly limitPrice: Decimal;
  readonly reduceOnly: boolean;
  readonly shares: readonly OrderShare[];
}

const sum = (wants: readonly Want[]): Decimal =>
  wants.reduce((total, want) => total.plus(want.size.abs()), ZERO);

/** Reductions leave first; then the growth of the side that wants more. */
function oneSide(wants: readonly Want[]): readonly Want[] {
  const reductions = wants.filter((want) => !want.growth);
  const pool = reductions.length > 0 ? reductions : wants;
  const buys = pool.filter((want) => want.size.gt(0));
  const sells = pool.filter((want) => want.size.lt(0));
  return sum(buys).gte(sum(sells)) ? buys : sells;
}

/** The strictest limit of those that share the order, so that nobody's is passed. */
function strictest(wants: readonly Want[], buying: boolean): Decimal {
  const [first, ...rest] = wants.map((want) => want.limitPrice);
  return rest.reduce(
    (strict, price) => ((buying ? price.lt(strict) : price.gt(strict)) ? price : strict),
    first ?? ZERO,
  );
}

/**
 * Nets the wants of an account's follows in one instrument into one order. `net` is the account's signed
 * position: `reduceOnly` is set exactly when the order moves it towards 0 without crossing, and an order
 * that would cross is cut there.
 */
export function netWants(
  wants: readonly Want[],
  net: Decimal,
  instrument: Instrument,
): NettedOrder | DecisionReason {
  const side = oneSide(wants);
  const buying = side[0]?.size.gt(0) ?? false;
  const wanted = sum(side);
  const against = !net.isZero() && net.isNegative() === buying;
  const crosses = against && wanted.gt(net.abs());
  const size = crosses ? net.abs() : wanted;
  const limitPrice = strictest(side, buying);
  const reduceOnly = against;
  const closesAll = reduceOnly && size.eq(net.abs());
  if (size.times(limitPrice).lt(instrument.minNotional) && !(closesAll && !side[0]?.growth)) {
    return "below-minimum";
  }
  const parts = crosses
    ? divideInLots(
        size,
        decimal(instrument.lotSize),
        side.map((want) => ({ id: want.follow.id, weight: want.size.abs() })),
      )
    : null;
  const shares = side.flatMap((want): OrderShare[] => {
    const part = parts === null ? want.size.abs() : (parts.get(want.follow.id) ?? ZERO);
    if (part.isZero()) return [];
    return [
      {
        followId: want.follow.id,
        size: decimalString(buying ? part : part.negated()),
        leaderPrice: want.growth ? want.book.waitingPrice : null,
        growth: want.growth,
      },
    ];
  });
  return { size, buying, limitPrice, reduceOnly, shares };
}
