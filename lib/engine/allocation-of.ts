import { type Decimal, decimal } from "../model/decimal.ts";
import type { Follow } from "../model/follow.ts";
import type { AccountId } from "../model/identity.ts";
import { ageOf } from "./age-of.ts";
import type { Work } from "./work.ts";

/** An account's equity that growth is judged by is not older than this. */
export const ACCOUNT_EQUITY_MAX_AGE_MS = 60_000;

/**
 * USD that the follow may work with now: its amount, or its share of the account's equity as last read. Null
 * when that equity is not known. How old it may be for growth is an entry limit.
 */
export function allocationOf(work: Work, follow: Follow): Decimal | null {
  const { allocation } = follow.settings;
  if (allocation.kind === "amount") return decimal(allocation.amount);
  const equity = work.accounts.get(follow.accountId)?.equity ?? null;
  if (equity === null) return null;
  return decimal(equity).times(allocation.percent).div(100);
}

/** The account's equity in USD while it is young enough to judge growth by; null when it is not. */
export function freshEquity(work: Work, accountId: AccountId): Decimal | null {
  const account = work.accounts.get(accountId);
  if (account === undefined || account.equity === null || account.equityAt === null) return null;
  return ageOf(work.at, account.equityAt) > ACCOUNT_EQUITY_MAX_AGE_MS ? null : decimal(account.equity);
}

/** True where the follow's growth is sized or judged by its account's equity, and that is not known or too old. */
export function lacksEquity(work: Work, follow: Follow): boolean {
  const maxLeverage = work.accounts.get(follow.accountId)?.settings.limits.maxLeverage ?? null;
  const needed = follow.settings.allocation.kind === "share" || maxLeverage !== null;
  return needed && freshEquity(work, follow.accountId) === null;
}
