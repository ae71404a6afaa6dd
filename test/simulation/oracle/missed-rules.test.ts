import { describe, expect, it } from "vitest";
import { PAPER_ACCOUNT } from "../../../lib/model/identity.ts";
import { command, firstOf } from "./breaking.ts";
import {
  CALM,
  DOWN,
  type Harm,
  type MarketCase,
  type Prices,
  UP,
  accountRules,
  fed,
  found,
  restarted,
  rules,
  settings,
  tripped,
  written,
} from "./hand-made-market.ts";
import { BEGAN, book, follow, put } from "./hand-made-rows.ts";
import { soundRecord } from "./hand-made.ts";

const UP_AND_BACK: Prices = [
  [0, "100"],
  [12_000, "110"],
  [26_000, "100"],
];
const STOP = rules({ positionStopLoss: { limit: 5, action: "close" } });
const TOLD_STOP = rules({ positionStopLoss: { limit: 5, action: "no-growth" } });
const FEED = rules({ feedLost: { limit: 8_000, action: "warn" } });
const FALL = rules({ drawdown: { limit: 0.19, action: "warn" } });

/** So it is in no chapter of the journal between two moments. */
const silent =
  (from: number, until: number): Harm =>
  ({ journal }) => {
    journal.changes = journal.changes.filter(({ at }) => at < BEGAN + from || at >= BEGAN + until);
  };

describe("a rule that did not trip", () => {
  it.each<MarketCase>([
    ["a stop", DOWN, [STOP]],
    [
      "a stop of a follow that is paused",
      DOWN,
      [STOP, written(9_000, { follows: put(follow({ status: "paused" })) })],
    ],
    ["a take-profit", UP, [rules({ positionTakeProfit: { limit: 9.9, action: "close" } })]],
    ["a day's loss, fees and all", DOWN, [rules({ dailyLoss: { limit: 0.2019, action: "close" } })]],
    ["a drawdown, fees and all", DOWN, [rules({ drawdown: { limit: 0.2029, action: "warn" } })]],
    ["a drawdown from the highest", UP_AND_BACK, [FALL]],
    ["a drawdown from a highest before a restart", UP_AND_BACK, [FALL, restarted(24_500)]],
    ["a profit", UP, [rules({ takeProfit: { limit: 0.1969, action: "warn" } })]],
    [
      "a profit since a reset",
      UP_AND_BACK.map(([at, price]) => [at, price === "110" ? "90" : price] as const),
      [
        rules({ takeProfit: { limit: 0.19, action: "warn" } }),
        (record) => command(record, 18_000, { kind: "reset-guard", guardId: "follow:f1" }),
      ],
    ],
    [
      "a profit of a share of the account",
      UP,
      [
        rules({ takeProfit: { limit: 0.1969, action: "warn" } }),
        settings({ allocation: { kind: "share", percent: 10 } }),
      ],
    ],
    ["a lost feed", CALM, [FEED, fed(12_000, "lost")]],
    [
      "a lost feed through a restart",
      CALM,
      [rules({ feedLost: { limit: 14_000, action: "warn" } }), fed(8_000, "lost"), restarted(24_500)],
    ],
    ["a day's loss of the account", DOWN, [accountRules({ dailyLoss: { limit: 0.02, action: "close" } })]],
    ["a stop of the account", DOWN, [accountRules({ positionStopLoss: { limit: 5, action: "close" } })]],
    [
      "a lost feed of the account's",
      CALM,
      [accountRules({ feedLost: { limit: 8_000, action: "warn" } }), fed(12_000, "lost")],
    ],
    [
      "a rule that had only told",
      DOWN,
      [TOLD_STOP, tripped(13_000, { rule: "positionStopLoss", instrument: "BTC", action: "warn", limit: 5 })],
    ],
    [
      "a stop that was told and not done",
      DOWN,
      [STOP, tripped(13_000, { rule: "positionStopLoss", instrument: "BTC", action: "close", limit: 5 })],
    ],
  ])("is found: %s", (_, prices, more) => {
    expect(found("missed-rule", prices, more)).toHaveLength(1);
  });

  it.each<MarketCase>([
    ["the limit was not reached", DOWN, [rules({ positionStopLoss: { limit: 10.1, action: "close" } })]],
    ["it was not there", DOWN, [rules({})]],
    [
      "it tripped",
      DOWN,
      [
        TOLD_STOP,
        tripped(13_000, { rule: "positionStopLoss", instrument: "BTC", action: "no-growth", limit: 5 }),
      ],
    ],
    [
      "the position is being sold",
      DOWN,
      [STOP, written(13_000, { books: put(book({ target: "0", held: "0.2" })) })],
    ],
    ["the follow is closing", DOWN, [STOP, written(9_000, { follows: put(follow({ status: "closing" })) })]],
    ["the machine slept", DOWN, [STOP, ({ naps }) => void naps.push({ at: BEGAN + 11_000, ms: 30_000 })]],
    [
      "the journal could not be written",
      DOWN,
      [
        STOP,
        written(39_000, {
          events: [{ at: BEGAN + 39_000, kind: "journal-resumed", body: { since: BEGAN + 11_000 } }],
        }),
        silent(11_000, 39_000),
      ],
    ],
    ["the life did nothing any more", DOWN, [STOP, silent(11_000, 40_000)]],
    [
      "the account was not read in this life",
      DOWN,
      [
        STOP,
        restarted(11_500),
        ({ journal }) => {
          for (const {
            life,
            change: { accounts },
          } of journal.changes)
            if (life === 2) accounts.put = [];
        },
      ],
    ],
    [
      "the venue showed another position",
      DOWN,
      [
        STOP,
        ({ venue }) => {
          const read = {
            kind: "account-read",
            accountId: PAPER_ACCOUNT,
            equity: "10000",
            openOrders: [],
            fills: [],
          };
          const positions = [{ instrument: "BTC", size: "0.1", entryPrice: "100", liquidationPrice: null }];
          const report = { ...read, at: BEGAN + 11_000, until: BEGAN + 11_000, positions };
          venue.told.push({ at: BEGAN + 11_000, life: 1, report } as never);
        },
      ],
    ],
    [
      "the instrument is frozen",
      DOWN,
      [
        STOP,
        written(9_000, {
          accountBooks: put({ ...firstOf(soundRecord().journal.rows.accountBooks), frozen: "no" }),
        }),
      ],
    ],
    [
      "the marks were old",
      DOWN,
      [
        STOP,
        ({ quotes }) => {
          for (const one of quotes) one.askedAt = one.at - 9_900;
        },
      ],
    ],
    [
      "the price came back",
      [
        [0, "100"],
        [12_000, "90"],
        [14_000, "100"],
      ],
      [STOP],
    ],
    ["the feed came back", CALM, [FEED, fed(12_000, "lost"), fed(20_000, "live")]],
    [
      "the browser was offline",
      CALM,
      [FEED, fed(12_000, "lost"), ({ network }) => void network.push({ at: BEGAN + 14_000, online: false })],
    ],
    [
      "a crash forgot the highest",
      [
        [0, "100"],
        [12_000, "110"],
        [15_000, "100"],
      ],
      [FALL, restarted(15_500)],
    ],
  ])("is not seen where %s", (_, prices, more) => {
    expect(found("missed-rule", prices, more)).toEqual([]);
  });
});
