import type { Follow } from "../model/follow.ts";
import { forgetFollowGuard } from "./guards.ts";
import { forgetLeaderSigns } from "./leader-signs.ts";
import { holdsNothing } from "./stop-follow.ts";
import type { Work } from "./work.ts";

/** Takes a follow that is over off the lists. What it did stays in the journal. */
export function removeFollow(work: Work, follow: Follow): void {
  if (follow.status === "stopped" && holdsNothing(work, follow.id)) forgetFollow(work, follow);
}

/** Forgets a follow, its books, and its leader where nobody else follows him. */
export function forgetFollow(work: Work, follow: Follow): void {
  forgetFollowGuard(work, follow);
  for (const [key, book] of work.books.view) if (book.followId === follow.id) work.books.remove(key);
  work.follows.remove(follow.id);
  work.dayStarts.remove(follow.id);
  if ([...work.follows.view.values()].some((other) => other.leaderId === follow.leaderId)) return;
  for (const [key, book] of work.leaderBooks.view) {
    if (book.leaderId === follow.leaderId) work.leaderBooks.remove(key);
  }
  work.leaders.remove(follow.leaderId);
  work.problems.remove(`clock-off:${follow.leaderId}`);
  forgetLeaderSigns(work, follow.leaderId);
}
