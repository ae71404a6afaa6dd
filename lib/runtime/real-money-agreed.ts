import type { RealMoney } from "../messages/protocol.ts";
import { decimal } from "../model/decimal.ts";
import type { FollowSettings } from "../model/follow-settings.ts";
import type { Follow } from "../model/follow.ts";
import { PAPER_ACCOUNT } from "../model/identity.ts";
import { raisesAllocation } from "../model/raises-allocation.ts";

/** The user's word counts for the allocation that he saw, and for no other. */
export function isAgreed(realMoney: RealMoney | null, { allocation: wanted }: FollowSettings): boolean {
  if (realMoney === null) return false;
  const { allocation } = realMoney;
  if (allocation.kind === "amount")
    return wanted.kind === "amount" && decimal(allocation.amount).eq(wanted.amount);
  return wanted.kind === "share" && allocation.percent === wanted.percent;
}

/** Whether an edit needs the user's word anew: where the follow may then work with more real money than before. */
export function asksAnew({ accountId, settings }: Follow, edited: FollowSettings): boolean {
  return accountId !== PAPER_ACCOUNT && raisesAllocation(settings.allocation, edited.allocation);
}
