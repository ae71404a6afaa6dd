import { newAccount } from "../../lib/model/account.ts";
import { decimalString } from "../../lib/model/decimal.ts";
import { DEFAULT_SETTINGS } from "../../lib/model/follow-settings.ts";
import { Follow, FollowBook } from "../../lib/model/follow.ts";
import { type Guard, accountGuardId, followGuardId } from "../../lib/model/guard.ts";
import { AccountId, FollowId, InstrumentId, PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import { Instrument } from "../../lib/model/instrument.ts";
import { NO_LEADER_SIGNS } from "../../lib/model/leader-signs.ts";
import type { JournalChange } from "../../lib/model/journal-change.ts";
import { AccountBook, DayStart, EngineMeta, Leader, LeaderBook, Problem } from "../../lib/model/state.ts";
import { sampleDecision, sampleFill, sampleIntent } from "./sample-orders.ts";
import { T0, leaderId } from "./sample-values.ts";

export const META: EngineMeta = EngineMeta.parse({
  installationId: "5".repeat(32),
  pausedSince: null,
  haltedSince: null,
  decisionSequence: 7,
  paperSince: T0,
  paperResetPending: false,
});

export const account = (id: string): AccountId => AccountId.parse(id);
const ETH = InstrumentId.parse("ETH");

export function sampleFollow(id: string, accountId = "paper", leader = "a"): Follow {
  return Follow.parse({
    id,
    leaderId: leaderId(leader),
    accountId,
    settings: DEFAULT_SETTINGS,
    status: "mirroring",
    statusSince: T0,
    createdAt: T0,
    baselineAt: T0,
    startedFrom: "extension",
  });
}

export function sampleBook(followId: string, held = "0.1"): FollowBook {
  return FollowBook.parse({
    followId,
    instrument: ETH,
    baseline: "0",
    copyable: "10",
    copyablePeak: "10",
    openingPrice: "2000",
    target: held,
    forgone: [{ reason: "slippage", size: "0.05" }],
    held,
    entryPrice: "2001",
    leaderEntryPrice: "2000",
    waitingPrice: "0",
    newestGrowthAt: T0,
    latched: null,
    reduceAttempts: 0,
    notBefore: 0,
    realised: "1.5",
    fees: "0.09",
    funding: "-0.01",
  });
}

export function sampleLeader(digit: string): Leader {
  return Leader.parse({
    id: leaderId(digit),
    equity: "100000",
    equityAt: T0,
    goodUntil: T0,
    clockOffsetMs: 12.5,
    synced: true,
    snapshotTime: T0,
    feed: { state: "live", reason: "connected", detail: null, since: T0, latencyMs: 31, attempts: 0 },
    lastTradeAt: T0,
    wallet: "99000",
    realisedSince: "0",
    usualLeverage: 2.5,
    equityHeldSince: null,
    signs: NO_LEADER_SIGNS,
    notCopyableTime: 0,
    notCopyableKeys: [],
  });
}

export function sampleLeaderBook(digit: string): LeaderBook {
  return LeaderBook.parse({
    leaderId: leaderId(digit),
    instrument: ETH,
    size: "10",
    entryPrice: "2000",
    leverage: 5,
    marginMode: "cross",
    liquidationPrice: null,
    lastTime: T0,
    keysAtLastTime: ["ETH|1"],
  });
}

export function sampleAccountBook(accountId: string, sequence = 3): AccountBook {
  return AccountBook.parse({
    accountId,
    instrument: ETH,
    net: "0.1",
    sequence,
    seenReports: ["paper-1"],
    frozen: null,
    leverage: null,
    recentStops: [],
  });
}

export function sampleGuard(id: string): Guard {
  return {
    id,
    capital: null,
    peak: decimalString(1_010),
    base: null,
    day: null,
    dayStart: null,
    equity: null,
    feedLostMs: 0,
    trips: [],
  };
}

const NONE = { put: [], remove: [] };

/** A change with nothing in it but what is given. */
export function changeWith(parts: Partial<JournalChange>): JournalChange {
  return {
    events: [],
    meta: null,
    leaders: NONE,
    leaderBooks: NONE,
    follows: NONE,
    books: NONE,
    accounts: NONE,
    accountBooks: NONE,
    guards: NONE,
    dayStarts: NONE,
    problems: NONE,
    intents: [],
    stops: [],
    fills: [],
    decisions: [],
    marks: [],
    instruments: null,
    submits: [],
    stopSubmits: [],
    stopCancels: [],
    leverageOrders: [],
    ...parts,
  };
}

/** All rows of one account with one follow of one leader, and an order of it that is filled. */
export function accountRows(
  accountId: string,
  followId: string,
  leader: string,
  sequence: number,
): JournalChange {
  const of = { accountId, followId };
  return changeWith({
    leaders: { put: [sampleLeader(leader)], remove: [] },
    leaderBooks: { put: [sampleLeaderBook(leader)], remove: [] },
    follows: { put: [sampleFollow(followId, accountId, leader)], remove: [] },
    books: { put: [sampleBook(followId)], remove: [] },
    accounts: {
      put: [{ ...newAccount(PAPER_ACCOUNT, T0), id: account(accountId), kind: "real" }],
      remove: [],
    },
    accountBooks: { put: [sampleAccountBook(accountId, sequence)], remove: [] },
    guards: {
      put: [
        sampleGuard(followGuardId(FollowId.parse(followId))),
        sampleGuard(accountGuardId(account(accountId))),
      ],
      remove: [],
    },
    dayStarts: { put: [DayStart.parse({ followId, day: "2026-11-22", netResult: "3" })], remove: [] },
    intents: [sampleIntent(sequence, { ...of, status: "filled" })],
    fills: [sampleFill(sequence, of)],
    decisions: [sampleDecision(sequence, of)],
    events: [{ at: T0, kind: "order-done", body: { kind: "order-done", accountId, at: T0 } }],
  });
}

export const PROBLEM: Problem = Problem.parse({
  id: "clock-off:x",
  kind: "clock-off",
  about: "x",
  detail: null,
  measured: 2_000,
  since: T0,
  dismissible: false,
});

export const INSTRUMENT: Instrument = Instrument.parse({
  id: ETH,
  lotSize: "0.0001",
  priceFigures: 5,
  priceDecimals: 6,
  maxLeverage: 20,
  minNotional: "10",
  delisted: false,
});
