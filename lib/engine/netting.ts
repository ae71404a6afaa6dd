import { type Decimal, ZERO, decimal, decimalString } from "../model/decimal.ts";
import type { DecisionReason } from "../model/follow.ts";
import type { Instrument } from "../model/instrument.ts";
import type { OrderShare } from "../model/order.ts";
import { divideInLots } from "./divide-in-lots.ts";
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

/**
 * The sides that may become an order, in this order: reductions, reductions with the growth that goes the
 * same way (together they may reach the minimum), then the growth of either side.
 */
function sides(wants: readonly Want[]): (readonly Want[])[] {
  const ways = [wants.filter((want) => want.size.gt(0)), wants.filter((want) => want.size.lt(0))];
  const larger = ways.toSorted((a, b) => sum(b).cmp(sum(a)));
  const reductions = larger.map((way) => way.filter((want) => !want.growth)).filter((way) => way.length > 0);
  const withReductions = larger.filter((way) => way.some((want) => !want.growth));
  const growth = larger.map((way) => way.filter((want) => want.growth));
  return [...reductions, ...withReductions, ...growth].filter((way) => way.length > 0);
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
 * that would cross is cut there. The venue's minimum is judged on the order; one that closes the whole
 * account position is free of it.
 */
export function netWants(
  wants: readonly Want[],
  net: Decimal,
  instrument: Instrument,
): NettedOrder | DecisionReason {
  for (const side of sides(wants)) {
    const order = orderOf(side, net, instrument);
    const closesAll = order.reduceOnly && order.size.eq(net.abs());
    if (closesAll || order.size.times(order.limitPrice).gte(instrument.minNotional)) return order;
  }
  return "below-minimum";
}

function orderOf(side: readonly Want[], net: Decimal, instrument: Instrument): NettedOrder {
  const buying = side[0]?.size.gt(0) ?? false;
  const wanted = sum(side);
  const reduceOnly = !net.isZero() && net.isNegative() === buying;
  const crosses = reduceOnly && wanted.gt(net.abs());
  const size = crosses ? net.abs() : wanted;
  const claims = side.map((want) => ({ id: want.follow.id, weight: want.size.abs() }));
  const parts = crosses ? divideInLots(size, decimal(instrument.lotSize), claims) : null;
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
  return { size, buying, limitPrice: strictest(side, buying), reduceOnly, shares };
}
