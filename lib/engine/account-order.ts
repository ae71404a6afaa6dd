import { Decimal, decimal, floorToLot } from "../model/decimal.ts";
import type { AccountId } from "../model/identity.ts";
import type { Instrument } from "../model/instrument.ts";
import type { Want } from "./wants.ts";
import type { Work } from "./work.ts";

/**
 * The wants with no more growth on either side than the account's largest order (USD at the leaders' prices). Growth
 * is judged by it when it comes; this holds what came back together from orders that came to nothing. What is cut
 * stays wanted and has the next order.
 */
export function withinAccountOrder(
  work: Work,
  accountId: AccountId,
  instrument: Instrument,
  wants: readonly Want[],
): Want[] {
  const most = work.accounts.get(accountId)?.settings.limits.maxOrder ?? null;
  if (most === null) return [...wants];
  const left = { buy: decimal(most), sell: decimal(most) };
  return wants.flatMap((want): Want[] => {
    if (!want.growth) return [want];
    const way = want.size.gt(0) ? "buy" : "sell";
    const price = decimal(want.book.waitingPrice);
    if (price.lte(0)) return [want];
    const room = floorToLot(Decimal.max(0, left[way]).div(price), decimal(instrument.lotSize));
    const size = Decimal.min(want.size.abs(), room);
    left[way] = left[way].minus(size.times(price));
    if (size.isZero()) return [];
    return [{ ...want, size: want.size.isNegative() ? size.negated() : size }];
  });
}
