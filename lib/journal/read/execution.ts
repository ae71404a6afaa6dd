import { ZERO, decimal } from "../../model/decimal.ts";
import type { Decision, Follow } from "../../model/follow.ts";
import type { Millis } from "../../model/identity.ts";
import type { JournalDatabase } from "../database.ts";
import { copiedActs } from "./copied-acts.ts";
import { readFillsOf } from "./fills-of.ts";
import { worseBps } from "./journal-view.ts";

/** How well a follow was executed. */
export interface Execution {
  /** Acts of the leader, and how many of them were carried out by a fill, in full or in part. */
  readonly seen: number;
  readonly copied: number;
  /** From an act to its first fill, also where it had to wait. */
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
  { id, settings }: Follow,
  lockedSince: Millis | null,
): Promise<Execution> {
  const newest = await database.decisions.where("followId").equals(id).reverse().limit(SAMPLE).toArray();
  const acts = copiedActs(newest.toReversed(), await readFillsOf(database, newest), settings.direction);
  const copied = acts.filter(({ fills }) => fills.length > 0);
  const delays = copied
    .flatMap(({ act, fills: [first] }) =>
      first === undefined ? [] : [Math.max(0, first.fill.time - act.at)],
    )
    .toSorted((a, b) => a - b);
  let notional = ZERO;
  let weighted = ZERO;
  for (const row of new Set(copied.flatMap(({ fills }) => fills))) {
    for (const share of row.shares) {
      const worse =
        share.followId === id ? worseBps(row.fill.price, share.leaderPrice, decimal(share.size).gt(0)) : null;
      if (worse === null) continue;
      const size = decimal(share.size).abs().times(row.fill.price);
      notional = notional.plus(size);
      weighted = weighted.plus(size.times(worse));
    }
  }
  const sinceLocked = lockedSince === null ? [] : acts.filter(({ act }) => act.at >= lockedSince);
  return {
    seen: acts.length,
    copied: copied.length,
    medianDelayMs: delays[Math.floor((delays.length - 1) / 2)] ?? null,
    notCopied: sinceLocked.filter(({ act, fills }) => fills.length === 0 && isForTheLock(act)).length,
    averageSlippageBps: notional.isZero() ? null : weighted.div(notional).toNumber(),
  };
}
