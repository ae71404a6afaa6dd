import type { Command } from "../model/command.ts";
import { decimal, decimalString } from "../model/decimal.ts";
import { type Follow, type FollowStatus, MAX_FOLLOWS } from "../model/follow.ts";
import { type FollowId, PAPER_ACCOUNT } from "../model/identity.ts";
import type { Effect } from "./engine-event.ts";
import { settleAbsent } from "./order-reports.ts";
import type { Work } from "./work.ts";

function setStatus(work: Work, follow: Follow, status: FollowStatus): void {
  if (follow.status !== status) work.follows.put(follow.id, { ...follow, status, statusSince: work.at });
}

/** A command for a follow that is gone or in another state changes nothing. */
export function applyCommand(work: Work, command: Command): void {
  switch (command.kind) {
    case "follow":
      return startFollow(work, command);
    case "edit-follow":
      return withFollow(work, command.followId, (follow) =>
        work.follows.put(follow.id, { ...follow, settings: command.settings }),
      );
    case "pause":
      // Growth that waits is forgone by the evaluation that follows every step.
      return withFollow(work, command.followId, (follow) => {
        if (follow.status === "mirroring" || follow.status === "starting") setStatus(work, follow, "paused");
      });
    case "resume":
      return withFollow(work, command.followId, (follow) => {
        if (follow.status === "paused") setStatus(work, follow, resumed(follow));
      });
    case "pause-all":
      if (work.meta.pausedSince === null) work.meta = { ...work.meta, pausedSince: work.at };
      return;
    case "resume-all":
      return resumeAll(work);
    case "stop":
      return withFollow(work, command.followId, (follow) => stop(work, follow, command.positions));
    case "remove":
      return withFollow(work, command.followId, (follow) => remove(work, follow));
    case "reset-paper":
      return resetPaper(work);
  }
}

function withFollow(work: Work, id: FollowId, change: (follow: Follow) => void): void {
  const follow = work.follows.get(id);
  if (follow !== undefined) change(follow);
}

function startFollow(work: Work, command: Extract<Command, { kind: "follow" }>): void {
  const running = [...work.follows.view.values()].filter((follow) => follow.status !== "stopped");
  if (work.follows.get(command.followId) !== undefined || running.length >= MAX_FOLLOWS) return;
  // Two clicks in one moment are one follow.
  if (running.some((follow) => follow.leaderId === command.leaderId)) return;
  work.follows.put(command.followId, {
    id: command.followId,
    leaderId: command.leaderId,
    accountId: PAPER_ACCOUNT,
    settings: command.settings,
    status: "starting",
    statusSince: work.at,
    createdAt: work.at,
    baselineAt: null,
    startedFrom: command.startedFrom,
  });
  const leader = work.leaders.get(command.leaderId);
  if (leader === undefined) {
    work.leaders.put(command.leaderId, {
      id: command.leaderId,
      equity: null,
      equityAt: null,
      goodUntil: null,
      clockOffsetMs: null,
      synced: false,
      snapshotTime: 0,
      feed: {
        state: "lost",
        reason: "connecting",
        detail: null,
        since: work.at,
        latencyMs: null,
        attempts: 0,
      },
      lastTradeAt: null,
      notCopyableTime: 0,
      notCopyableKeys: [],
    });
    return;
  }
  // His baseline is what stands now; a snapshot says so for certain.
  work.effects.push({ kind: "refresh-leader", leaderId: leader.id, cause: "gap", afterMs: 0 });
}

/** Lifts "pause all"; where nothing was paused together, resumes every follow that is paused. */
function resumeAll(work: Work): void {
  if (work.meta.pausedSince !== null) {
    work.meta = { ...work.meta, pausedSince: null };
    return;
  }
  for (const follow of work.follows.view.values()) {
    if (follow.status === "paused") setStatus(work, follow, resumed(follow));
  }
}

/** A follow that was paused before the leader's first snapshot still waits for it. */
function resumed(follow: Follow): FollowStatus {
  return follow.baselineAt === null ? "starting" : "mirroring";
}

/** `close` sells all the follow holds; `keep` leaves it booked to the follow, which then wants nothing else. */
function stop(work: Work, follow: Follow, positions: "close" | "keep"): void {
  const closing = positions === "close";
  for (const book of work.booksOf(follow.id)) {
    work.putBook({
      ...book,
      target: closing ? decimalString(0) : book.held,
      forgone: [],
      reduceAttempts: 0,
      notBefore: 0,
    });
  }
  setStatus(work, follow, closing ? "closing" : "stopped");
}

function holdsNothing(work: Work, followId: FollowId): boolean {
  const flat = work.booksOf(followId).every((book) => decimal(book.held).isZero());
  const open = [...work.intents.view.values()].some((row) =>
    row.intent.shares.some((share) => share.followId === followId),
  );
  return flat && !open;
}

/** A follow whose positions are closed is over. */
export function finishClosing(work: Work): void {
  for (const follow of work.follows.view.values()) {
    if (follow.status === "closing" && holdsNothing(work, follow.id)) setStatus(work, follow, "stopped");
  }
}

function remove(work: Work, follow: Follow): void {
  if (follow.status !== "stopped" || !holdsNothing(work, follow.id)) return;
  for (const [key, book] of work.books.view) if (book.followId === follow.id) work.books.remove(key);
  work.follows.remove(follow.id);
  work.dayStarts.remove(follow.id);
  forgetLeader(work, follow);
}

function forgetLeader(work: Work, follow: Follow): void {
  if ([...work.follows.view.values()].some((other) => other.leaderId === follow.leaderId)) return;
  for (const [key, book] of work.leaderBooks.view) {
    if (book.leaderId === follow.leaderId) work.leaderBooks.remove(key);
  }
  work.leaders.remove(follow.leaderId);
  work.problems.remove(`clock-off:${follow.leaderId}`);
}

/** Ends all paper follows and forgets the paper positions. The venue drops the orders that are under way. */
function resetPaper(work: Work): void {
  for (const row of work.intents.view.values()) {
    if (row.intent.accountId === PAPER_ACCOUNT) settleAbsent(work, row);
  }
  for (const follow of work.follows.view.values()) {
    if (follow.accountId !== PAPER_ACCOUNT) continue;
    for (const [key, book] of work.books.view) if (book.followId === follow.id) work.books.remove(key);
    work.follows.remove(follow.id);
    work.dayStarts.remove(follow.id);
    forgetLeader(work, follow);
  }
  clearPaperNet(work);
  work.meta = { ...work.meta, paperSince: work.at, paperResetPending: true };
  work.effects.push(RESET_PAPER);
}

export const RESET_PAPER: Effect = { kind: "reset-venue", accountId: PAPER_ACCOUNT };

function clearPaperNet(work: Work): void {
  for (const [key, book] of work.accountBooks.view) {
    if (book.accountId === PAPER_ACCOUNT) work.accountBooks.put(key, { ...book, net: decimalString(0) });
  }
  work.problems.remove(`paper-liquidated:${PAPER_ACCOUNT}`);
}

/** The ledger has forgotten too. What it told before that (a liquidation under way) is forgotten with the rest. */
export function finishReset(work: Work): void {
  clearPaperNet(work);
  work.meta = { ...work.meta, paperResetPending: false };
}
