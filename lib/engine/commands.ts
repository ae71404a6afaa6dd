import type { Command } from "../model/command.ts";
import type { Follow, FollowStatus } from "../model/follow.ts";
import { type AccountId, type FollowId, PAPER_ACCOUNT } from "../model/identity.ts";
import { doubtUntilRead } from "./account-readings.ts";
import { beginFollow } from "./begin-follow.ts";
import { removeFollow } from "./forget-follow.ts";
import { clearFrozen } from "./frozen.ts";
import { resetGuard } from "./guards.ts";
import { releaseEquityHold } from "./leader-signs.ts";
import { openAccount } from "./open-account.ts";
import { settleByHand } from "./order-reports.ts";
import { clearOther } from "./other-installation.ts";
import { addAccount, removeAccount } from "./real-accounts.ts";
import { resetPaper } from "./reset-paper.ts";
import { closeFollow, closePosition, keepPositions, leaveWithLeader, setStatus } from "./stop-follow.ts";
import { judgeWaitingAgain } from "./waiting.ts";
import type { Work } from "./work.ts";

/** A command for a follow that is gone or in another state changes nothing. */
export function applyCommand(work: Work, command: Command): void {
  switch (command.kind) {
    case "follow":
      return beginFollow(work, command);
    case "edit-follow":
      return withFollow(work, command.followId, (follow) => editFollow(work, follow, command.settings));
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
    case "halt":
      if (work.meta.haltedSince === null) work.meta = { ...work.meta, haltedSince: work.at };
      return;
    case "lift-halt":
      return liftHalt(work);
    case "close-all":
      return closeAll(work);
    case "close-position":
      return closePosition(work, command.followId, command.instrument);
    case "add-account":
      return addAccount(work, command.accountId, command.key);
    case "remove-account":
      return removeAccount(work, command.accountId);
    case "edit-account": {
      if (work.damaged.has(command.accountId)) return;
      // A real account begins with its key.
      if (command.accountId !== PAPER_ACCOUNT && work.accounts.get(command.accountId) === undefined) return;
      const account = openAccount(work, command.accountId);
      work.accounts.put(account.id, { ...account, settings: command.settings });
      return judgeAccountAgain(work, account.id);
    }
    case "reset-guard":
      return resetGuard(work, command.guardId);
    case "dismiss-problem":
      if (work.problems.get(command.problemId)?.dismissible === true) work.problems.remove(command.problemId);
      return;
    case "settle-order":
      return settleByHand(work, command);
    case "unfreeze":
      clearFrozen(work, command.accountId, command.instrument);
      return doubtUntilRead(work, command.accountId, command.instrument);
    case "clear-other-installation":
      return clearOther(work, command.accountId);
    case "release-equity-hold":
      return releaseEquityHold(work, command.leaderId);
    case "remove":
      return withFollow(work, command.followId, (follow) => removeFollow(work, follow));
    case "reset-paper":
      return resetPaper(work);
  }
}

function withFollow(work: Work, id: FollowId, change: (follow: Follow) => void): void {
  const follow = work.follows.get(id);
  if (follow !== undefined) change(follow);
}

/** The direction of a follow that has begun stays: all its books are kept along it. */
function editFollow(work: Work, follow: Follow, settings: Follow["settings"]): void {
  const direction = follow.baselineAt === null ? settings.direction : follow.settings.direction;
  const edited = { ...follow, settings: { ...settings, direction } };
  work.follows.put(follow.id, edited);
  judgeWaitingAgain(work, edited);
}

/** Growth that waits for any follow of the account must be inside its new limits. */
function judgeAccountAgain(work: Work, accountId: AccountId): void {
  for (const follow of work.follows.view.values()) {
    if (follow.accountId === accountId) judgeWaitingAgain(work, follow);
  }
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

function stop(work: Work, follow: Follow, positions: Extract<Command, { kind: "stop" }>["positions"]): void {
  switch (positions) {
    case "close":
      return closeFollow(work, follow);
    case "leader-out":
      return leaveWithLeader(work, follow);
    case "keep":
      return keepPositions(work, follow);
  }
}

function liftHalt(work: Work): void {
  if (work.meta.haltedSince !== null) work.meta = { ...work.meta, haltedSince: null };
}

/** Closes every follow that runs. Closing sends orders, so a halt is lifted by it. */
function closeAll(work: Work): void {
  liftHalt(work);
  for (const follow of work.follows.view.values()) {
    if (follow.status !== "stopped") closeFollow(work, follow);
  }
}
