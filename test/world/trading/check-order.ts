import type { Account } from "../accounts/account.ts";
import { leverageOf, marginOf } from "../accounts/margin.ts";
import type { Exact } from "../exact.ts";
import type { Exchange } from "../exchange.ts";
import type { Market } from "../market/market.ts";
import { isValidPrice, isValidSize } from "../market/tick.ts";

export interface OrderTerms {
  readonly isBuy: boolean;
  readonly px: Exact;
  readonly size: Exact;
  readonly reduceOnly: boolean;
  /** Above or below which mark a trigger order becomes active; undefined for other orders. */
  readonly trigger: { readonly px: Exact; readonly above: boolean } | undefined;
}

const MIN_NOTIONAL = 10;

/** Why an order is refused before it meets the book, in the exchange's words; undefined when it is not. */
export function refusalOf(
  exchange: Exchange,
  account: Account,
  market: Market,
  terms: OrderTerms,
): string | undefined {
  const { px, size, isBuy } = terms;
  const { szDecimals } = market.spec;
  const held = account.size(market.spec.coin);
  if (market.rules.delisted) return "Trading is halted.";
  if (size.isZero()) return "Order has zero size.";
  if (!isValidSize(size, szDecimals)) return "Order has invalid size.";
  if (!isValidPrice(px, szDecimals)) return "Price must be divisible by tick size.";
  if (px.minus(market.mark).abs().gt(market.mark.times("0.8"))) {
    return "Order price cannot be more than 80% away from the reference price";
  }
  const { trigger } = terms;
  if (trigger !== undefined) {
    const fires = trigger.above ? market.mark.gte(trigger.px) : market.mark.lte(trigger.px);
    if (fires || !isValidPrice(trigger.px, szDecimals)) return "Invalid TP/SL price.";
  }
  const reduces = isBuy ? held.lt(0) : held.gt(0);
  if (terms.reduceOnly && !reduces) return "Reduce only order would increase position.";
  const closesAll = terms.reduceOnly && size.gte(held.abs());
  if (size.times(px).lt(MIN_NOTIONAL) && !closesAll) return "Order must have minimum value of $10.";
  const growth = reduces ? size.minus(held.abs().times(2)) : size;
  if (!terms.reduceOnly && growth.gt(0)) {
    const margin = marginOf(account, exchange.markets);
    const needed = growth
      .times(market.mark)
      .div(leverageOf(account, market.spec.coin, exchange.markets).value);
    if (needed.gt(margin.accountValue.minus(margin.marginUsed))) return "Insufficient margin to place order.";
    if (market.rules.atOpenInterestCap)
      return "Order would increase open interest while open interest is capped";
    const after = (isBuy ? held.plus(size) : held.minus(size)).abs().times(market.mark);
    if (market.rules.tierNotional?.lt(after) === true) {
      return "Order would cause position to exceed margin tier limit at current leverage";
    }
  }
  return undefined;
}
