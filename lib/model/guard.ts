import { z } from "zod";
import { DecimalString } from "./decimal.ts";
import { ExitAction, ExitRuleName } from "./exit-rules.ts";
import { type AccountId, type FollowId, InstrumentId, Millis } from "./identity.ts";

/** An exit rule that tripped. It stays until the user resets it. */
export const Trip = z.object({
  rule: ExitRuleName,
  /** The position it is about; null for the whole follow or account. */
  instrument: InstrumentId.nullable(),
  action: ExitAction,
  at: Millis,
  /** In the rule's own unit: percent, or ms for feedLost. */
  measured: z.number(),
  limit: z.number(),
});
export type Trip = z.infer<typeof Trip>;

/** What the exit rules of one follow or account remember. */
export const Guard = z.object({
  /** `follow:<id>` or `account:<id>`. */
  id: z.string().max(80),
  /**
   * What results are added to for the equity, USD: a follow's allocation (of a share its part of the account's
   * equity without these results, which are in it already); an account's equity when the day began,
   * less the results that its follows had then. Money that comes or goes moves this and, by as much, all below.
   * Null before the first figure.
   */
  capital: DecimalString.nullable(),
  /** Highest equity, USD, since the beginning or the last reset; null before the first figure. */
  peak: DecimalString.nullable(),
  /** Equity, USD, at which the follow or account began: the base of takeProfit; null before the first figure. */
  base: DecimalString.nullable(),
  /** Equity, USD, when the local day began, and which day that is. */
  day: z.string().nullable(),
  dayStart: DecimalString.nullable(),
  /**
   * Equity, USD, at the last figure: the next day begins with it, so that what is lost while nobody looks (asleep over
   * midnight) is lost on that day. Kept only while a day's loss is limited; null otherwise and before the first figure.
   */
  equity: DecimalString.nullable(),
  /** How long the leader's feed has been lost without a break, counted as the rule says, ms. */
  feedLostMs: z.number().nonnegative(),
  trips: z.array(Trip),
});
export type Guard = z.infer<typeof Guard>;

/** Of a follow or account that begins: it stands there from then on, so that one which is lost is missed. */
export function newGuard(id: string): Guard {
  return {
    id,
    capital: null,
    peak: null,
    base: null,
    day: null,
    dayStart: null,
    equity: null,
    feedLostMs: 0,
    trips: [],
  };
}

export const followGuardId = (followId: FollowId): string => `follow:${followId}`;
export const accountGuardId = (accountId: AccountId): string => `account:${accountId}`;
