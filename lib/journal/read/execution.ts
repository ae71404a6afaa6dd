import { ZERO, decimal } from "../../model/decimal.ts";
import type { FollowId } from "../../model/identity.ts";
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
}

/** How many of the newest decisions the figures rest on; older ones would make every look at the popup slow. */
const SAMPLE = 500;

export async function executionOf(database: JournalDatabase, followId: FollowId): Promise<Execution> {
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
  return {
    seen: acts.length,
    copied: acts.filter((act) => act.outcome === "ordered" || act.outcome === "partly").length,
    medianDelayMs: delays[Math.floor((delays.length - 1) / 2)] ?? null,
    averageSlippageBps: notional.isZero() ? null : weighted.div(notional).toNumber(),
  };
}
