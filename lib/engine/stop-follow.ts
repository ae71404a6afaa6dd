import { decimal, decimalString } from "../model/decimal.ts";
import type { Follow, FollowStatus } from "../model/follow.ts";
import type { FollowId, InstrumentId } from "../model/identity.ts";
import { ownDecision } from "./decisions.ts";
import { forgo } from "./follow-book.ts";
import type { Work } from "./work.ts";

export function setStatus(work: Work, follow: Follow, status: FollowStatus): void {
  if (follow.status !== status) work.follows.put(follow.id, { ...follow, status, statusSince: work.at });
}

/** Sells all that the follow holds and ends it. Its growth is gone, also what waits or was forgone. */
export function closeFollow(work: Work, follow: Follow): void {
  for (const book of work.booksOf(follow.id)) {
    work.putBook({ ...book, target: decimalString(0), forgone: [], notBefore: 0 });
  }
  setStatus(work, follow, "closing");
}

/** Ends the follow and leaves what it holds in the account, booked to it; it then wants nothing else. */
export function keepPositions(work: Work, follow: Follow): void {
  for (const book of work.booksOf(follow.id)) {
    work.putBook({ ...book, target: book.held, forgone: [], reduceAttempts: 0, notBefore: 0 });
  }
  setStatus(work, follow, "stopped");
}

/** Follows the leader out: his reductions are copied until nothing is held, and nothing more is bought. */
export function leaveWithLeader(work: Work, follow: Follow): void {
  if (follow.status !== "closing" && follow.status !== "stopped") setStatus(work, follow, "leaving");
}

/** Sells one position now. What was wanted of it joins what is forgone; later growth of the leader is bought again. */
export function closePosition(work: Work, followId: FollowId, instrument: InstrumentId): void {
  const follow = work.follows.get(followId);
  const book = work.book(followId, instrument);
  if (follow === undefined || book === undefined || decimal(book.target).isZero()) return;
  work.putBook({ ...forgo(book, decimal(book.target), "closed-by-hand"), notBefore: 0 });
  work.decisions.push({
    ...ownDecision(work, follow, instrument),
    outcome: "forgone",
    targetChange: decimalString(decimal(book.target).abs().negated()),
    forgone: [{ reason: "closed-by-hand", size: book.target }],
  });
}

export function holdsNothing(work: Work, followId: FollowId): boolean {
  const flat = work.booksOf(followId).every((book) => decimal(book.held).isZero());
  const open = [...work.intents.view.values()].some((row) =>
    row.intent.shares.some((share) => share.followId === followId),
  );
  return flat && !open;
}

/** A follow that is to end is over once nothing of it is held or on its way. */
export function finishStopping(work: Work): void {
  for (const follow of work.follows.view.values()) {
    const ends = follow.status === "closing" || follow.status === "leaving";
    if (ends && holdsNothing(work, follow.id)) setStatus(work, follow, "stopped");
  }
}
