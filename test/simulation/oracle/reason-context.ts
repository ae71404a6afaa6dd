import type { AccountSettings } from "../../../lib/model/account.ts";
import type { Evidence } from "./evidence.ts";
import type { Facts } from "./facts.ts";
import type { Standings } from "./standing.ts";
import type { Judged, TargetWalk } from "./target-walk.ts";

/** Growth that was let through and may still wait, in one follow and instrument. */
export interface Waiting {
  /** Simulation's time of the newest news that was let through. */
  readonly newsAt: number;
  readonly late: boolean;
  /** The leader's prices behind it. */
  readonly prices: readonly number[];
}

/** A reason for a part of F, with all that it can be checked by. */
export interface ReasonContext {
  readonly facts: Facts;
  readonly standings: Standings;
  readonly evidence: Evidence;
  readonly walk: TargetWalk;
  readonly judged: Judged;
  /** Signed coins along the follow. */
  readonly size: number;
  /** The same as it was written down. */
  readonly text: string;
  readonly waiting: Waiting | undefined;
}

/** What is wrong with a reason, or null when it holds. */
export type WhyWrong = (context: ReasonContext) => string | null;

/** A reason that names a rule of the account: wrong only where it is wrong by each of those that may have been in force. */
export function byAccount(
  { standings, judged: { chapter, decision, follow } }: ReasonContext,
  wrong: (settings: AccountSettings | undefined) => string | null,
): string | null {
  const found = standings
    .during(chapter.index, decision.at)
    .map((one) => wrong(one.accounts.get(follow.accountId)));
  return found.includes(null) ? null : (found[0] ?? null);
}
