import { DEFAULT_ACCOUNT_SETTINGS } from "../../lib/model/account.ts";
import { DecimalString } from "../../lib/model/decimal.ts";
import { DEFAULT_SETTINGS } from "../../lib/model/follow-settings.ts";
import { Decision, Follow } from "../../lib/model/follow.ts";
import {
  type AccountId,
  Address,
  FollowId,
  InstrumentId,
  PAPER_ACCOUNT,
  leaderIdOf,
  realAccountId,
} from "../../lib/model/identity.ts";
import type { Feed } from "../../lib/model/leader.ts";
import { Intent } from "../../lib/model/order.ts";
import type { IntentRow } from "../../lib/model/state.ts";
import type { VaultStatus } from "../../lib/model/vault-status.ts";
import type {
  AccountTag,
  ActivityItem,
  FollowView,
  GuardView,
  Overview,
  PositionView,
  RealAccountView,
  StopView,
} from "../../lib/model/view.ts";

export const d = (text: string): DecimalString => DecimalString.parse(text);

/** Noon of a local day, so that "today" holds an hour before it. */
export const NOW = new Date(2026, 1, 22, 12, 0, 0).getTime();
export const ADDRESS = Address.parse(`0x7a3f${"0".repeat(32)}c91e`);
export const SHORT = "0x7a3f…c91e";

export const LIVE: Feed = {
  state: "live",
  reason: "connected",
  detail: null,
  since: NOW - 100_000,
  latencyMs: 42,
  attempts: 0,
};
export const LOST: Feed = {
  state: "lost",
  reason: "socket-closed",
  detail: null,
  since: NOW - 40_000,
  latencyMs: null,
  attempts: 4,
};

export const NO_GUARD: GuardView = { drawdown: null, dailyLoss: null, trips: [] };

export const OWNER = Address.parse(`0x91c4${"2".repeat(32)}07ae`);
export const AGENT = Address.parse(`0x5e0f${"3".repeat(32)}aa12`);
export const REAL_ACCOUNT = realAccountId("hyperliquid", OWNER);

/** The tag of an account that can be signed for, or in another state. */
export function tagOf(
  id: AccountId = PAPER_ACCOUNT,
  state: AccountTag["access"]["state"] = "ready",
): AccountTag {
  const access = { state, since: NOW - 3_600_000, finding: null, detail: null };
  return { id, kind: id === PAPER_ACCOUNT ? "paper" : "real", access };
}

export function realAccountView(changed: Partial<RealAccountView> = {}): RealAccountView {
  return {
    ...tagOf(REAL_ACCOUNT),
    venue: "hyperliquid",
    key: {
      owner: OWNER,
      agent: AGENT,
      agentName: "Pilotfish",
      validUntil: NOW + 143 * 86_400_000,
      checkedAt: NOW - 120_000,
    },
    settings: DEFAULT_ACCOUNT_SETTINGS,
    guard: NO_GUARD,
    equity: d("12640.8"),
    equityAt: NOW - 5_000,
    netToday: d("18.64"),
    netTodayFraction: 0.0074,
    mirrored: d("2541.2"),
    allocated: d("2500"),
    follows: 1,
    openPositions: 2,
    stopsResting: 2,
    exposure: 0.245,
    ...changed,
  };
}

export function vaultStatus(changed: Partial<VaultStatus> = {}): VaultStatus {
  return {
    id: "vault",
    state: "unlocked",
    since: NOW - 3_600_000,
    keys: 1,
    autoLockMinutes: 30,
    locksAt: NOW + 24 * 60_000,
    detail: null,
    ...changed,
  };
}

export function stopView(changed: Partial<StopView> = {}): StopView {
  return {
    triggerPrice: d("2080"),
    away: 0.06,
    size: d("0.54"),
    basis: "position-stop",
    status: "resting",
    since: NOW - 7_200_000,
    seenRestingAt: NOW - 20_000,
    shared: false,
    ...changed,
  };
}

export function followView(changed: Partial<FollowView> = {}, follow: Partial<Follow> = {}): FollowView {
  return {
    follow: {
      ...Follow.parse({
        id: "f1",
        leaderId: leaderIdOf(ADDRESS),
        settings: DEFAULT_SETTINGS,
        status: "mirroring",
        statusSince: NOW - 86_400_000,
        createdAt: NOW - 9 * 86_400_000,
        baselineAt: NOW - 9 * 86_400_000,
        startedFrom: "page",
      }),
      ...follow,
    },
    account: tagOf(follow.accountId),
    address: ADDRESS,
    feed: LIVE,
    netToday: d("-21.48"),
    netResult: d("-76.8"),
    fees: d("1.2"),
    funding: d("-0.3"),
    allocation: d("1000"),
    allocationKnown: true,
    equity: d("923.2"),
    openPositions: 2,
    notional: 1790,
    seen: 58,
    copied: 51,
    notCopied: 0,
    medianDelayMs: 603,
    averageSlippageBps: 2.4,
    leaderEquity: d("402000"),
    leverage: 1.79,
    guard: NO_GUARD,
    ...changed,
  };
}

export function overviewOf(changed: Partial<Overview> = {}): Overview {
  return {
    state: "mirroring",
    pausedSince: null,
    haltedSince: null,
    problems: [],
    unknownOrders: [],
    feed: LIVE,
    paper: {
      id: PAPER_ACCOUNT,
      settings: DEFAULT_ACCOUNT_SETTINGS,
      guard: NO_GUARD,
      equity: d("9920.1"),
      balanceAtStart: d("10000"),
      netToday: d("-21.48"),
      netTodayFraction: -0.0227,
      mirrored: d("923.2"),
      allocated: d("1000"),
      openPositions: 2,
      exposure: 1.79,
      since: NOW - 1_000_000,
    },
    real: [],
    follows: [followView()],
    marksAt: NOW,
    workerSeenAt: NOW,
    ...changed,
  };
}

export function positionOf(changed: Partial<PositionView> = {}): PositionView {
  return {
    followId: FollowId.parse("f1"),
    account: tagOf(),
    address: ADDRESS,
    instrument: InstrumentId.parse("ETH"),
    lotSize: d("0.0001"),
    held: d("-0.54"),
    target: d("-0.6"),
    targetLots: d("-0.6"),
    leaderSize: d("-300"),
    baseline: d("0"),
    waiting: d("-0.06"),
    forgone: [],
    entryPrice: d("1980.9"),
    leaderEntryPrice: d("1981.5"),
    slippageBps: 3,
    mark: d("1962"),
    markAt: NOW,
    netResult: d("9.99"),
    netFraction: 0.009,
    fees: d("0.5"),
    funding: d("0.02"),
    liquidationPrice: d("2330.5"),
    stop: null,
    orderOpen: false,
    frozen: false,
    impossible: null,
    ...changed,
  };
}

export function decisionOf(changed: Partial<Decision> = {}): Decision {
  return {
    ...Decision.parse({
      id: "d1",
      at: NOW - 3_600_000,
      followId: "f1",
      leaderId: leaderIdOf(ADDRESS),
      instrument: "SOL",
      source: "live",
      leaderFrom: "10000",
      leaderTo: "12400",
      leaderPrice: "83.64",
      leaderTime: NOW - 3_600_042,
      fillKeys: [],
      leaderEquity: null,
      leaderEquityAt: null,
      outcome: "ordered",
      reason: null,
      targetChange: "4.8",
      forgone: [],
      measured: null,
      limit: null,
      target: "24.8",
      held: "24.8",
      clientOrderId: null,
    }),
    ...changed,
  };
}

export function intentRow(
  status: IntentRow["status"],
  size = "4.8",
  changed: Partial<IntentRow> = {},
): IntentRow {
  const causedAt = NOW - 3_600_000;
  return {
    intent: Intent.parse({
      clientOrderId: `0x${"1".repeat(32)}`,
      accountId: "paper",
      instrument: "SOL",
      sequence: 1,
      side: size.startsWith("-") ? "sell" : "buy",
      size: size.replace("-", ""),
      limitPrice: "83.7",
      reduceOnly: false,
      shares: [{ followId: "f1", size, leaderPrice: "83.64", growth: true }],
      causedAt,
      nonce: null,
      committedAt: causedAt + 2,
      expiresAt: causedAt + 5000,
    }),
    status,
    statusAt: causedAt + 600,
    handedAt: causedAt + 4,
    notFoundAt: [],
    filled: d("0"),
    averagePrice: null,
    rejectReason: null,
    detail: null,
    ...changed,
  };
}

export function filledOf(size: string, price: string, realised = "0"): NonNullable<ActivityItem["filled"]> {
  return {
    size: d(size),
    price: d(price),
    fee: d("0.18"),
    realised: d(realised),
    at: NOW - 3_600_000 + 561,
    fills: [],
  };
}

export function activityOf(changed: Partial<ActivityItem> = {}): ActivityItem {
  return {
    decision: decisionOf(),
    address: ADDRESS,
    kind: "paper",
    intent: intentRow("filled"),
    filled: filledOf("4.8", "83.655"),
    slippageBps: 1.8,
    copiedAt: null,
    forEarlier: false,
    ...changed,
  };
}
