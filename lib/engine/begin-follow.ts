import type { Command } from "../model/command.ts";
import { decimalString } from "../model/decimal.ts";
import { MAX_FOLLOWS } from "../model/follow-settings.ts";
import { followGuardId, newGuard } from "../model/guard.ts";
import { type AccountId, type LeaderId, PAPER_ACCOUNT } from "../model/identity.ts";
import { NO_LEADER_SIGNS } from "../model/leader-signs.ts";
import { askForAccount } from "./account-readings.ts";
import { openAccount } from "./open-account.ts";
import type { Work } from "./work.ts";

/** Begins a follow on the user's word; it copies nothing before the leader's first snapshot. */
export function beginFollow(work: Work, command: Extract<Command, { kind: "follow" }>): void {
  const { followId, leaderId, accountId, settings, startedFrom } = command;
  if (work.damaged.has(accountId) || !isThere(work, accountId)) return;
  const running = [...work.follows.view.values()].filter((follow) => follow.status !== "stopped");
  if (work.follows.get(followId) !== undefined || running.length >= MAX_FOLLOWS) return;
  // Two clicks in one moment are one follow.
  if (running.some((follow) => follow.leaderId === leaderId && follow.accountId === accountId)) return;
  work.follows.put(followId, {
    id: followId,
    leaderId,
    accountId,
    settings,
    status: "starting",
    statusSince: work.at,
    createdAt: work.at,
    baselineAt: null,
    startedFrom,
    recentOpenings: [],
  });
  const guardId = followGuardId(followId);
  work.guards.put(guardId, newGuard(guardId));
  if (accountId === PAPER_ACCOUNT) openAccount(work, accountId);
  askForAccount(work, accountId);
  if (work.leaders.get(leaderId) === undefined) return addLeader(work, leaderId);
  // His baseline is what stands now; a snapshot says so for certain.
  work.effects.push({ kind: "refresh-leader", leaderId, cause: "gap", afterMs: 0 });
}

/** The paper account is always there, a real one while it has its key. */
function isThere(work: Work, accountId: AccountId): boolean {
  return accountId === PAPER_ACCOUNT || (work.accounts.get(accountId)?.key ?? null) !== null;
}

function addLeader(work: Work, leaderId: LeaderId): void {
  work.leaders.put(leaderId, {
    id: leaderId,
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
    wallet: null,
    realisedSince: decimalString(0),
    usualLeverage: null,
    equityHeldSince: null,
    signs: NO_LEADER_SIGNS,
    notCopyableTime: 0,
    notCopyableKeys: [],
  });
}
