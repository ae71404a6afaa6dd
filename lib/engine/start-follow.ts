import { type Decimal, ZERO, decimal } from "../model/decimal.ts";
import type { Follow } from "../model/follow.ts";
import type { Leader, LeaderBook } from "../model/state.ts";
import { newFollowBook } from "./follow-book.ts";
import { along, applyToFollow } from "./leader-change.ts";
import { freshMark } from "./marks.ts";
import type { Work } from "./work.ts";

/** A follow that is to copy what stands waits so long for the marks to judge it by, from the user's click. */
const MARKS_WITHIN_MS = 15_000;
const ASK_AGAIN_MS = 1_000;

/** Follows that waited for the leader's first snapshot begin: what stands now is copied, or is their baseline. */
export function startFollows(work: Work, leader: Leader): void {
  const standing = [...work.leaderBooks.view.values()].filter(
    (book) => book.leaderId === leader.id && !decimal(book.size).isZero(),
  );
  for (const follow of work.follows.view.values()) {
    if (follow.leaderId !== leader.id || follow.baselineAt !== null) continue;
    if (follow.status !== "starting" && follow.status !== "paused") continue;
    if (waitsForMarks(work, follow, standing)) {
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

function waitsForMarks(work: Work, follow: Follow, standing: readonly LeaderBook[]): boolean {
  if (follow.settings.existing === "none" || work.at - follow.createdAt > MARKS_WITHIN_MS) return false;
  return standing.some(
    ({ instrument }) =>
      work.instruments.get(instrument)?.delisted !== true && freshMark(work, instrument) === null,
  );
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
