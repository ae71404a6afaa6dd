import { ZERO, decimal } from "../../model/decimal.ts";
import type { Decision } from "../../model/follow.ts";
import type { FollowId, Millis } from "../../model/identity.ts";
import type { JournalDatabase } from "../database.ts";
import { worseBps } from "./journal-view.ts";

/** How well a follow was executed. */
export interface Execution {
  /** Acts of the leader, and how many of them became an order. */
  readonly seen: number;
  readonly copied: number;
  readonly medianDelayMs: number | null;
  /** Weighted by notional; positive is worse than the leader. */
  readonly averageSlippageBps: number | null;
  /** Acts of the leader since `lockedSince` that were not copied because the account was locked. */
  readonly notCopied: number;
}

/** How many of the newest decisions the figures rest on; older ones would make every look at the popup slow. */
const SAMPLE = 500;

function isForTheLock({ reason, forgone }: Decision): boolean {
  return reason === "account-locked" || forgone.some((part) => part.reason === "account-locked");
}

/** `lockedSince`: since when its account is locked; null while it is not. */
export async function executionOf(
  database: JournalDatabase,
  followId: FollowId,
  lockedSince: Millis | null,
): Promise<Execution> {
  const newest = await database.decisions
    .where("followId")
    .equals(followId)
    .reverse()
    .limit(SAMPLE)
    .toArray();
  const acts = newest.filter(
    (decision) => decision.source !== "own" && decision.outcome !== "nothing-to-copy",
  );
  const ids = acts.flatMap((decision) => decision.clientOrderId ?? []);
  const fills = await database.fills.where("fill.clientOrderId").anyOf(ids).toArray();
  const fillAt = new Map(fills.map((row) => [row.fill.clientOrderId as string, row.fill.time]));
  const delays = acts
    .flatMap((act) => {
      const at = act.clientOrderId === null ? undefined : fillAt.get(act.clientOrderId);
      return at === undefined ? [] : [Math.max(0, at - act.at)];
    })
    .toSorted((a, b) => a - b);
  let notional = ZERO;
  let weighted = ZERO;
  for (const row of fills) {
    for (const share of row.shares) {
      const worse =
        share.followId === followId
          ? worseBps(row.fill.price, share.leaderPrice, decimal(share.size).gt(0))
          : null;
      if (worse === null) continue;
      const size = decimal(share.size).abs().times(row.fill.price);
      notional = notional.plus(size);
      weighted = weighted.plus(size.times(worse));
    }
  }
  const sinceLocked = lockedSince === null ? [] : acts.filter(({ at }) => at >= lockedSince);
  return {
    seen: acts.length,
    copied: acts.filter((act) => act.outcome === "ordered" || act.outcome === "partly").length,
    medianDelayMs: delays[Math.floor((delays.length - 1) / 2)] ?? null,
    notCopied: sinceLocked.filter(isForTheLock).length,
    averageSlippageBps: notional.isZero() ? null : weighted.div(notional).toNumber(),
  };
}
