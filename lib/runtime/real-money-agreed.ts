import type { RealMoney, RealMoneyEdit } from "../messages/protocol.ts";
import { decimal } from "../model/decimal.ts";
import type { FollowSettings } from "../model/follow-settings.ts";
import type { Follow } from "../model/follow.ts";
import { PAPER_ACCOUNT } from "../model/identity.ts";
import { areSameSettings, loosenedParts } from "../model/loosened-parts.ts";

/** The user's word counts for the allocation that he saw, and for no other. */
export function isAgreed(realMoney: RealMoney | null, { allocation: wanted }: FollowSettings): boolean {
  if (realMoney === null) return false;
  const { allocation } = realMoney;
  if (allocation.kind === "amount")
    return wanted.kind === "amount" && decimal(allocation.amount).eq(wanted.amount);
  return wanted.kind === "share" && allocation.percent === wanted.percent;
}

/**
 * Whether an edit may be made: one with which the follow may risk more real money than before needs the user's word
 * anew, for exactly these settings. One that only tightens needs none, so that nothing holds it up.
 */
export function isEditAgreed(
  { accountId, settings }: Follow,
  edited: FollowSettings,
  realMoney: RealMoneyEdit | null,
): boolean {
  if (accountId === PAPER_ACCOUNT || loosenedParts(settings, edited).length === 0) return true;
  return realMoney !== null && areSameSettings(realMoney.settings, edited);
}
