import { type Decimal, ZERO, decimal } from "../model/decimal.ts";
import type { Follow } from "../model/follow.ts";
import type { Leader, LeaderBook } from "../model/state.ts";
import { whyAccountBuysNothing } from "./account-refusal.ts";
import { lacksEquity } from "./allocation-of.ts";
import { newFollowBook } from "./follow-book.ts";
import { along, applyToFollow } from "./leader-change.ts";
import { freshMark } from "./marks.ts";
import type { Work } from "./work.ts";

/** A follow that is to copy what stands waits so long for what it is judged by, from the user's click. */
const KNOWN_WITHIN_MS = 15_000;
const ASK_AGAIN_MS = 1_000;

/** Follows that waited for the leader's first snapshot begin: what stands now is copied, or is their baseline. */
export function startFollows(work: Work, leader: Leader): void {
  const standing = [...work.leaderBooks.view.values()].filter(
    (book) => book.leaderId === leader.id && !decimal(book.size).isZero(),
  );
  for (const follow of work.follows.view.values()) {
    if (follow.leaderId !== leader.id || follow.baselineAt !== null) continue;
    if (follow.status !== "starting" && follow.status !== "paused") continue;
    if (waitsToJudge(work, follow, standing)) {
      work.effects.push({
        kind: "refresh-leader",
        leaderId: leader.id,
        cause: "poll",
        afterMs: ASK_AGAIN_MS,
      });
      continue;
    }
    const status =
      follow.status === "starting" ? ({ status: "mirroring", statusSince: work.at } as const) : {};
    const begun: Follow = { ...follow, ...status, baselineAt: work.at };
    work.follows.put(follow.id, begun);
    for (const book of standing) begin(work, leader, begun, book);
  }
}

/**
 * What stands is copied once and at the marks: without them, without the account's equity where that says how much it
 * comes to, or before its key was found to sign, nothing would be copied of it, and nothing be left to catch up with.
 */
function waitsToJudge(work: Work, follow: Follow, standing: readonly LeaderBook[]): boolean {
  if (follow.settings.existing === "none" || work.at - follow.createdAt > KNOWN_WITHIN_MS) return false;
  const listed = standing.filter(({ instrument }) => work.instruments.get(instrument)?.delisted !== true);
  const account = work.accounts.get(follow.accountId);
  const holdsBack =
    lacksEquity(work, follow) || (account !== undefined && whyAccountBuysNothing(account) !== null);
  if (listed.length > 0 && holdsBack) return true;
  return listed.some(({ instrument }) => freshMark(work, instrument) === null);
}

/**
 * One position of the leader at the start. What is copied of it is growth like any other, at the mark and brand new,
 * and the entry limits judge it; what is not copied is the baseline.
 */
function begin(work: Work, leader: Leader, follow: Follow, standing: LeaderBook): void {
  const size = along(follow, decimal(standing.size));
  const mark = freshMark(work, standing.instrument);
  if (!isCopied(follow, size, decimal(standing.entryPrice), mark)) {
    work.putBook(newFollowBook(follow.id, standing.instrument, size));
    return;
  }
  applyToFollow(work, leader, follow, {
    instrument: standing.instrument,
    from: ZERO,
    to: decimal(standing.size),
    price: mark ?? decimal(standing.entryPrice),
    priceKnown: mark !== null,
    time: work.at,
    ageMs: 0,
    source: "late",
    fillKeys: [],
  });
}

/** Better is cheaper than the leader's entry for what is bought, and dearer for what is sold. */
function isCopied(follow: Follow, size: Decimal, leaderEntry: Decimal, mark: Decimal | null): boolean {
  switch (follow.settings.existing) {
    case "none":
      return false;
    case "all":
      return true;
    case "better":
      return mark !== null && (size.gt(0) ? mark.lt(leaderEntry) : mark.gt(leaderEntry));
  }
}
