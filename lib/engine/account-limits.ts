import { Decimal, ZERO, decimal } from "../model/decimal.ts";
import { freshEquity } from "./allocation-of.ts";
import { booksBeside, exposedCoins, exposedNotional, type Holding, unorderedGrowth } from "./exposure.ts";
import type { Growth } from "./growth.ts";
import type { Cut } from "./growth-cuts.ts";
import type { Work } from "./work.ts";

/** The account's limits of size, in USD, over all its follows: long and short are added, not netted. */
export function accountCuts(work: Work, growth: Growth, price: Decimal): Cut[] {
  const { follow, book } = growth;
  const limits = work.accounts.get(follow.accountId)?.settings.limits;
  if (limits === undefined) return [];
  const beside = booksBeside(work, follow, book.instrument, "account");
  const here = beside.filter((one) => one.book.instrument === book.instrument);
  const own = decimal(book.target).abs();
  const inHere = here
    .reduce((sum, one) => sum.plus(exposedCoins(work, one.follow, one.book)), own)
    .times(price);
  const all = beside.reduce(
    (sum, one) => sum.plus(exposedNotional(work, one.follow, one.book)),
    own.times(price),
  );
  const one = decimal(1);
  const cuts: Cut[] = [];
  if (limits.maxOrder !== null) {
    const standing = joining(work, growth, [...here, { follow, book }]).times(price);
    cuts.push({ reason: "account-max-order", most: decimal(limits.maxOrder), standing, per: one });
  }
  if (limits.maxPosition !== null) {
    cuts.push({
      reason: "account-max-position",
      most: decimal(limits.maxPosition),
      standing: inHere,
      per: one,
    });
  }
  if (limits.maxNotional !== null) {
    cuts.push({ reason: "account-max-notional", most: decimal(limits.maxNotional), standing: all, per: one });
  }
  const equity = freshEquity(work, follow.accountId);
  if (limits.maxLeverage !== null && equity !== null) {
    const per = equity.gt(0) ? equity : one;
    const most = Decimal.max(equity, 0).times(limits.maxLeverage);
    cuts.push({ reason: "account-max-leverage", most, standing: all, per });
  }
  return cuts;
}

/** Coins of growth that wait on the same side and would go into the same order. */
function joining(work: Work, growth: Growth, holdings: readonly Holding[]): Decimal {
  return holdings
    .map(({ follow, book }) => unorderedGrowth(work, follow, book))
    .filter((waiting) => waiting.isNegative() === growth.size.isNegative())
    .reduce((sum, waiting) => sum.plus(waiting.abs()), ZERO);
}
