import { type AccountId, PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import type { Problem } from "../../lib/model/state.ts";
import type { Overview } from "../../lib/model/view.ts";

/**
 * The account that a problem is about: the one that its id names, as in "rules-unjudged:account:x", or the one of the
 * follow ("reduction-stuck:f1|ETH") or order that it names. Null for what is about no account with real money.
 */
export function realAccountOf({ id }: Problem, overview: Overview): AccountId | null {
  const { real, follows, unknownOrders } = overview;
  const known = [...real.map((account) => account.id), ...follows.map(({ follow }) => follow.accountId)];
  const named = known.find((account) => account !== PAPER_ACCOUNT && id.includes(account));
  if (named !== undefined) return named;
  const parts = new Set(id.split(/[:|]/));
  const follow = follows.find((view) => parts.has(view.follow.id))?.follow;
  const order = unknownOrders.find(({ intent }) => parts.has(intent.clientOrderId))?.intent;
  const owner = follow?.accountId ?? order?.accountId ?? PAPER_ACCOUNT;
  return owner === PAPER_ACCOUNT ? null : owner;
}
