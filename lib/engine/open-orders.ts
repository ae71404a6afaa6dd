import { type Decimal, ZERO, decimal } from "../model/decimal.ts";
import type { AccountId, FollowId, InstrumentId } from "../model/identity.ts";
import type { IntentRow } from "../model/state.ts";
import type { Work } from "./work.ts";

/** The orders of one account and instrument that are not final. */
export function openOrders(work: Work, accountId: AccountId, instrument: InstrumentId): IntentRow[] {
  return [...work.intents.view.values()].filter(
    (row) => row.intent.accountId === accountId && row.intent.instrument === instrument,
  );
}

/** A follow's signed part in the given orders, of growth or of reductions. */
export function openShare(rows: readonly IntentRow[], followId: FollowId, growth: boolean): Decimal {
  return rows
    .flatMap((row) => row.intent.shares)
    .filter((share) => share.followId === followId && share.growth === growth)
    .reduce((sum, share) => sum.plus(decimal(share.size)), ZERO);
}
