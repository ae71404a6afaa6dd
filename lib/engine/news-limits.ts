import type { Decimal } from "../model/decimal.ts";
import type { Follow } from "../model/follow.ts";
import { because, type Refusal } from "./refusal.ts";
import type { Work } from "./work.ts";

/** How much worse than the leader's a price is, in basis points; positive is worse for a buy (or a sell). */
export function slippageBps(leaderPrice: Decimal, price: Decimal, buying: boolean): number {
  const worse = buying ? price.minus(leaderPrice) : leaderPrice.minus(price);
  return worse.div(leaderPrice).times(10_000).toNumber();
}

/** The stricter of the follow's and its account's slippage limits: basis points against the leader's price. */
export function maxSlippageBps(work: Work, follow: Follow): number {
  const own = follow.settings.limits.maxSlippageBps;
  return Math.min(own, work.accounts.get(follow.accountId)?.settings.limits.maxSlippageBps ?? own);
}

/** The limits of age (ms), of the follow and of its account. */
export function ageRefusal(work: Work, follow: Follow, ageMs: number): Refusal | null {
  const own = follow.settings.limits.maxAgeMs;
  if (ageMs > own) return because("age", ageMs, own);
  const common = work.accounts.get(follow.accountId)?.settings.limits.maxAgeMs ?? null;
  return common !== null && ageMs > common ? because("account-age", ageMs, common) : null;
}

/**
 * The limits of slippage (basis points), of the follow and of its account. Without a fresh mark nothing is refused:
 * the order's own limit price still holds the slippage.
 */
export function slippageRefusal(
  work: Work,
  follow: Follow,
  leaderPrice: Decimal,
  mark: Decimal | null,
  buying: boolean,
): Refusal | null {
  if (mark === null) return null;
  const worse = slippageBps(leaderPrice, mark, buying);
  const own = follow.settings.limits.maxSlippageBps;
  if (worse > own) return because("slippage", worse, own);
  const common = work.accounts.get(follow.accountId)?.settings.limits.maxSlippageBps ?? null;
  return common !== null && worse > common ? because("account-slippage", worse, common) : null;
}
