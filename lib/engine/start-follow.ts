import { decimal } from "../model/decimal.ts";
import type { Leader } from "../model/state.ts";
import { newFollowBook } from "./follow-book.ts";
import type { Work } from "./work.ts";

/** Follows that waited for the leader's first snapshot begin: all that stands now is their baseline. */
export function startFollows(work: Work, leader: Leader): void {
  for (const follow of work.follows.view.values()) {
    if (follow.leaderId !== leader.id || follow.baselineAt !== null) continue;
    if (follow.status !== "starting" && follow.status !== "paused") continue;
    for (const book of work.leaderBooks.view.values()) {
      if (book.leaderId !== leader.id || decimal(book.size).isZero()) continue;
      work.putBook(newFollowBook(follow.id, book.instrument, decimal(book.size)));
    }
    const status =
      follow.status === "starting" ? ({ status: "mirroring", statusSince: work.at } as const) : {};
    work.follows.put(follow.id, { ...follow, ...status, baselineAt: work.at });
  }
}
