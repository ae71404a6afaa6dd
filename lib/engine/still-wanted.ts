import { decimal, floorToLot } from "../model/decimal.ts";
import type { Intent } from "../model/order.ts";
import { whyAccountBuysNothing } from "./account-refusal.ts";
import { type EngineState, pairKey } from "./engine-state.ts";
import { growthStopped } from "./guards.ts";
import { whyNoOrders } from "./may-order.ts";

/**
 * Whether an order that is about to be handed over is still wanted by all who share it, when other events came
 * between the decision and now: a halt, a pause, a stop, a tripped rule, a sale of the leader.
 */
export function isStillWanted(state: EngineState, intent: Intent): boolean {
  if (whyNoOrders(state, intent.accountId, intent.instrument) !== null) return false;
  const account = state.accounts.get(intent.accountId);
  if (account === undefined) return false;
  const lot = state.instruments.get(intent.instrument)?.lotSize;
  return intent.shares.every((share) => {
    const follow = state.follows.get(share.followId);
    const book = state.books.get(pairKey(share.followId, intent.instrument));
    if (follow === undefined || book === undefined || lot === undefined) return false;
    if (share.growth && (follow.status !== "mirroring" || state.meta.pausedSince !== null)) return false;
    if (share.growth && whyAccountBuysNothing(account) !== null) return false;
    if (share.growth && growthStopped(state, follow, intent.instrument)) return false;
    const size = decimal(share.size);
    const target = floorToLot(decimal(book.target), decimal(lot));
    const wanted = target.minus(book.held);
    if (wanted.isZero() || wanted.isNegative() !== size.isNegative()) return false;
    // A reduction closes more than the target says only where it closes all.
    const closesAll = !share.growth && size.abs().eq(decimal(book.held).abs());
    return closesAll || wanted.abs().gte(size.abs());
  });
}
