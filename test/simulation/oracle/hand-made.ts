import { DEFAULT_SETTINGS } from "../../../lib/model/follow-settings.ts";
import { newAccount } from "../../../lib/model/account.ts";
import { PAPER_ACCOUNT } from "../../../lib/model/identity.ts";
import type { ScheduleRecord } from "../record.ts";
import { leaderFill, snapshot } from "./hand-made-leader.ts";
import { BEGAN, LEADER, book, change, decision, follow, put } from "./hand-made-rows.ts";
import { type Trade, tradeParts } from "./hand-made-trade.ts";

/** All of it may be broken. */
export type Mutable<T> =
  T extends ReadonlyMap<infer K, infer V>
    ? Map<K, Mutable<V>>
    : T extends string
      ? T
      : T extends object
        ? { -readonly [P in keyof T]: Mutable<T[P]> }
        : T;
export type MutableRecord = Mutable<ScheduleRecord>;

/**
 * A schedule in which all is well. The leader holds 1 BTC of 10,000 USD when a follow with 1,000 USD begins; he buys 1,
 * sells 1 and buys 2 more, at 100 USD, and the follow does the same with a tenth.
 */
export function soundRecord(): MutableRecord {
  const acts = [
    leaderFill(1_000, "k1", "buy", "1", "100", "1"),
    leaderFill(5_000, "k2", "sell", "1", "100", "2"),
    leaderFill(8_000, "k3", "buy", "2", "100", "1"),
  ];
  const equity = { leaderEquity: "10000", leaderEquityAt: BEGAN + 100 };
  const common = { price: "100", fee: "0.01", realised: "0" };
  const trades = [
    {
      ...common,
      number: 1,
      at: 1_050,
      side: "buy",
      size: "0.1",
      before: "0",
      after: "0.1",
      decision: decision(1, 1_050, {
        ...equity,
        leaderFrom: "1",
        leaderTo: "2",
        fillKeys: ["k1"],
        target: "0.1",
        targetChange: "0.1",
      }),
    },
    {
      ...common,
      number: 2,
      at: 5_050,
      side: "sell",
      size: "0.1",
      before: "0.1",
      after: "0",
      decision: decision(2, 5_050, {
        leaderFrom: "2",
        leaderTo: "1",
        fillKeys: ["k2"],
        target: "0",
        targetChange: "-0.1",
      }),
    },
    {
      ...common,
      number: 3,
      at: 8_050,
      side: "buy",
      size: "0.2",
      before: "0",
      after: "0.2",
      decision: decision(3, 8_050, {
        ...equity,
        leaderFrom: "1",
        leaderTo: "3",
        fillKeys: ["k3"],
        target: "0.2",
        targetChange: "0.2",
      }),
    },
  ].map((trade) => tradeParts(trade as Trade));
  const account = {
    ...newAccount(PAPER_ACCOUNT, BEGAN),
    reconciled: true,
    equity: "10000",
    equityAt: BEGAN + 90,
  };
  const command = {
    kind: "follow",
    at: BEGAN + 10,
    followId: "f1",
    leaderId: LEADER,
    accountId: PAPER_ACCOUNT,
    settings: DEFAULT_SETTINGS,
    startedFrom: "extension",
  };
  const last = book({
    baseline: "1",
    copyable: "2",
    copyablePeak: "2",
    target: "0.2",
    held: "0.2",
    entryPrice: "100",
    fees: "0.03",
  });
  const record = {
    seed: 7,
    beganAt: BEGAN,
    calmAt: BEGAN + 10_000,
    endedAt: BEGAN + 70_000,
    accountId: PAPER_ACCOUNT,
    instruments: [
      {
        id: "BTC",
        lotSize: "0.001",
        priceFigures: 5,
        priceDecimals: 2,
        maxLeverage: 20,
        minNotional: "10",
        delisted: false,
      },
    ],
    marks: [{ at: BEGAN, instrument: "BTC", price: "100" }],
    clock: [{ at: BEGAN, offsetMs: 0 }],
    venueClockOffsetMs: 0,
    naps: [],
    network: [],
    quotes: [],
    leaders: [
      {
        id: LEADER,
        clockOffsetMs: 0,
        start: [{ instrument: "BTC", size: "1", entryPrice: "90" }],
        fills: acts.map((fill) => ({ at: fill.time, fill })),
        end: [{ instrument: "BTC", size: "3", entryPrice: "96" }],
        told: [
          { at: BEGAN + 100, life: 1, event: snapshot(100, "1") },
          ...acts.map((fill) => ({
            at: fill.time + 50,
            life: 1,
            event: {
              kind: "leader-fills",
              leaderId: LEADER,
              at: fill.time + 50,
              fills: [fill],
              notCopyable: [],
            },
          })),
          { at: BEGAN + 65_000, life: 1, event: snapshot(65_000, "3") },
        ],
      },
    ],
    venue: {
      sent: trades.map(({ sent }) => sent),
      orders: trades.map(({ order }) => order),
      fills: trades.map(({ fill }) => fill),
      stops: [],
      stopsSent: [],
      positions: new Map([["BTC", "0.2"]]),
      sentSettings: [],
      settings: [],
      toldOfSettings: [],
      told: [],
    },
    access: [],
    lives: [{ life: 1, bornAt: BEGAN, diedAt: null, diedIn: null }],
    commands: [{ at: BEGAN + 10, life: 1, command }],
    faults: [],
    defects: [],
    haltSwitch: [],
    journal: {
      changes: [
        {
          at: BEGAN + 12,
          life: 1,
          change: change({
            events: [{ at: BEGAN + 10, kind: "command", body: { command } }],
            follows: put(follow({ status: "starting", baselineAt: null })),
            accounts: put(account),
          }),
        },
        {
          at: BEGAN + 105,
          life: 1,
          change: change({ follows: put(follow()), books: put(book({ baseline: "1" })) }),
        },
        ...trades.flatMap(({ changes }) => changes),
      ],
      rows: {
        meta: null,
        leaders: [],
        leaderBooks: [],
        follows: [follow()],
        books: [last],
        accountBooks: [
          {
            accountId: PAPER_ACCOUNT,
            instrument: "BTC",
            net: "0.2",
            sequence: 3,
            seenReports: [],
            heldBack: [],
            frozen: null,
            leverage: null,
            recentStops: [],
          },
        ],
        accounts: [account],
        guards: [],
        dayStarts: [],
        problems: [],
        openIntents: [],
        openStops: [],
        instruments: [],
        haltedSince: null,
        damaged: [],
      },
      events: [],
      decisions: [],
      fills: [],
      intents: new Map(),
    },
  };
  return structuredClone(record) as unknown as MutableRecord;
}
