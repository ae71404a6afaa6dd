import { type Decimal, ZERO, decimal } from "../model/decimal.ts";
import { allocationOf } from "./allocation-of.ts";
import { pairKey } from "./engine-state.ts";
import { booksBeside, exposedNotional, unorderedGrowth } from "./exposure.ts";
import type { Growth } from "./growth.ts";
import type { Cut } from "./growth-cuts.ts";
import type { Work } from "./work.ts";

/** The follow's limits of size, in USD. */
export function followCuts(work: Work, growth: Growth, price: Decimal): Cut[] {
  const { follow, book } = growth;
  const { limits } = follow.settings;
  const one = decimal(1);
  const own = decimal(book.target).abs().times(price);
  const all = booksBeside(work, follow, book.instrument, "follow").reduce(
    (sum, beside) => sum.plus(exposedNotional(work, beside.follow, beside.book)),
    own,
  );
  const cuts: Cut[] = [];
  if (limits.maxOrder !== null) {
    // What waits goes into the same order.
    const waiting = unorderedGrowth(work, follow, book);
    const joins = waiting.isNegative() === growth.size.isNegative() ? waiting.abs() : ZERO;
    cuts.push({
      reason: "max-order",
      most: decimal(limits.maxOrder),
      standing: joins.times(price),
      per: one,
    });
  }
  cuts.push({ reason: "max-position", most: decimal(limits.maxPosition), standing: own, per: one });
  const allocation = allocationOf(work, follow);
  const leaders = work.leaderBooks.get(pairKey(follow.leaderId, book.instrument))?.leverage ?? null;
  if (allocation !== null && leaders !== null) {
    cuts.push({ reason: "leader-leverage", most: allocation.times(leaders), standing: own, per: allocation });
  }
  if (limits.maxNotional !== null) {
    cuts.push({ reason: "max-notional", most: decimal(limits.maxNotional), standing: all, per: one });
  }
  if (allocation !== null) {
    const most = allocation.times(limits.maxLeverage);
    cuts.push({ reason: "max-leverage", most, standing: all, per: allocation });
  }
  return cuts;
}
