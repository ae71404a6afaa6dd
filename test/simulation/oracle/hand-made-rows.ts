import { DEFAULT_SETTINGS } from "../../../lib/model/follow-settings.ts";
import { type Decision, type Follow, FollowBook } from "../../../lib/model/follow.ts";
import { Address, PAPER_ACCOUNT, leaderIdOf } from "../../../lib/model/identity.ts";
import type { JournalChange } from "../../../lib/model/journal-change.ts";
import type { Intent } from "../../../lib/model/order.ts";
import type { IntentRow } from "../../../lib/model/state.ts";

/** When the hand-made schedule began, simulation's time. */
export const BEGAN = 1_000_000;
export const LEADER = leaderIdOf(Address.parse(`0x${"a".repeat(40)}`));
const ID = "0".repeat(29);

const EMPTY: JournalChange = {
  events: [],
  meta: null,
  leaders: { put: [], remove: [] },
  leaderBooks: { put: [], remove: [] },
  follows: { put: [], remove: [] },
  books: { put: [], remove: [] },
  accountBooks: { put: [], remove: [] },
  accounts: { put: [], remove: [] },
  guards: { put: [], remove: [] },
  dayStarts: { put: [], remove: [] },
  problems: { put: [], remove: [] },
  intents: [],
  fills: [],
  decisions: [],
  marks: [],
  instruments: null,
  submits: [],
  stops: [],
  stopSubmits: [],
  stopCancels: [],
  leverageOrders: [],
};

export function change(parts: Record<string, unknown>): JournalChange {
  return { ...EMPTY, ...parts };
}

export const put = (...rows: unknown[]): unknown => ({ put: rows, remove: [] });

export function follow(more: Record<string, unknown> = {}): Follow {
  return {
    id: "f1",
    leaderId: LEADER,
    accountId: PAPER_ACCOUNT,
    settings: DEFAULT_SETTINGS,
    status: "mirroring",
    statusSince: BEGAN + 100,
    createdAt: BEGAN + 10,
    baselineAt: BEGAN + 100,
    startedFrom: "extension",
    recentOpenings: [],
    ...more,
  } as unknown as Follow;
}

export function book(more: Record<string, unknown>): FollowBook {
  const zeros = Object.fromEntries(
    [
      "baseline",
      "copyable",
      "copyablePeak",
      "openingPrice",
      "target",
      "held",
      "entryPrice",
      "leaderEntryPrice",
    ]
      .concat(["waitingPrice", "realised", "fees", "funding"])
      .map((name) => [name, "0"]),
  );
  const rest = { forgone: [], newestGrowthAt: 0, latched: null, reduceAttempts: 0, notBefore: 0 };
  return FollowBook.parse({ followId: "f1", instrument: "BTC", ...zeros, ...rest, ...more });
}

export function decision(number: number, at: number, more: Record<string, unknown>): Decision {
  return {
    id: String(number).padStart(12, "0"),
    at: BEGAN + at,
    followId: "f1",
    leaderId: LEADER,
    instrument: "BTC",
    source: "live",
    leaderPrice: "100",
    leaderTime: BEGAN + at,
    fillKeys: [],
    leaderEquity: null,
    leaderEquityAt: null,
    outcome: "ordered",
    reason: null,
    targetChange: "0",
    forgone: [],
    measured: null,
    limit: null,
    held: "0",
    clientOrderId: null,
    ...more,
  } as unknown as Decision;
}

export function row(
  number: number,
  at: number,
  more: Record<string, unknown>,
  status: Record<string, unknown> = {},
): IntentRow {
  const growth = more.side === "buy";
  const intent = {
    clientOrderId: `0x${ID}00${number}`,
    accountId: PAPER_ACCOUNT,
    instrument: "BTC",
    sequence: number,
    limitPrice: growth ? "100.15" : "99",
    reduceOnly: !growth,
    shares: [
      {
        followId: "f1",
        size: `${growth ? "" : "-"}${String(more.size)}`,
        leaderPrice: growth ? "100" : null,
        growth,
      },
    ],
    causedAt: BEGAN + at,
    nonce: null,
    committedAt: BEGAN + at,
    expiresAt: BEGAN + at + 5_000,
    ...more,
  } as unknown as Intent;
  const rest = { handedAt: null, notFoundAt: [], averagePrice: null, rejectReason: null, detail: null };
  return {
    intent,
    status: "committed",
    statusAt: BEGAN + at,
    filled: "0",
    ...rest,
    ...status,
  } as unknown as IntentRow;
}
