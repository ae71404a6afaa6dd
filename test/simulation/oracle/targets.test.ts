import { describe, expect, it } from "vitest";
import { type Case, brokenRules, chapter, command } from "./breaking.ts";
import { forgone, last, limits, settings } from "./breaking-decisions.ts";
import { BEGAN, change, decision } from "./hand-made-rows.ts";

const CASES: readonly Case[] = [
  [
    "target",
    "a target that the table does not give",
    (record) => void Object.assign(last(record), { target: "0.21" }),
  ],
  [
    "target",
    "a baseline that is forgotten",
    (record) => {
      for (const { followId, ...rest } of record.journal.rows.books)
        record.journal.rows.books = [{ followId, ...rest, baseline: "0" as never }];
    },
  ],
  [
    "target",
    "more forgone than there was growth",
    (record) => void Object.assign(last(record), { forgone: [{ reason: "age", size: "0.3" }] }),
  ],
  [
    "target",
    "a target of its own accord",
    (record) => forgone(record, "age", { forgone: [], target: "0.5" }),
  ],
  ["target", "a forgone part that the book does not know", (record) => forgone(record, "closed-by-hand")],
  [
    "target",
    "a target of what was left to the user and is to be closed after all",
    (record) => {
      command(record, 9_000, { kind: "stop", followId: "f1", positions: "keep" });
      command(record, 9_500, { kind: "stop", followId: "f1", positions: "close" });
    },
  ],
  [
    "reduction-adds",
    "a sale of the leader that raises the target",
    (record) =>
      void Object.assign(chapter(record, 4).change.decisions[0] ?? {}, {
        target: "0.15",
        targetChange: "0.05",
      }),
  ],
  ["answered", "a chain with a hole", (record) => void Object.assign(last(record), { leaderFrom: "2" })],
  [
    "answered",
    "a place where the leader never was",
    (record) => void Object.assign(last(record), { leaderTo: "4" }),
  ],
  ["answered", "a fill that never was", (record) => void Object.assign(last(record), { fillKeys: ["k9"] })],
  [
    "answered",
    "late news that no snapshot told",
    (record) => void Object.assign(last(record), { source: "late", fillKeys: [] }),
  ],
  ["past-limit", "growth past the largest position", (record) => limits(record, { maxPosition: "15" })],
  ["past-limit", "growth past the largest order", (record) => limits(record, { maxOrder: "15" })],
  ["past-limit", "growth past the leverage", (record) => limits(record, { maxLeverage: 0.015 })],
  ["past-limit", "growth past the total", (record) => limits(record, { maxNotional: "15" })],
  ["past-limit", "an instrument that is denied", (record) => limits(record, { deniedInstruments: ["BTC"] })],
  [
    "past-limit",
    "an instrument that is not among the allowed",
    (record) => limits(record, { allowedInstruments: ["ETH"] }),
  ],
  ["past-limit", "a side that is not taken", (record) => settings(record, { sides: "short" })],
  [
    "past-limit",
    "growth past the leader's own leverage",
    ({ leaders }) => {
      for (const { told } of leaders) {
        for (const { event } of told)
          if (event.kind === "leader-snapshot")
            for (const position of event.snapshot.positions) position.leverage = 0.015;
      }
    },
  ],
  [
    "past-limit",
    "too many opening orders in a minute",
    (record) => limits(record, { maxOrdersPerMinute: 1 }),
  ],
  ["past-limit", "a limit price past the slippage", (record) => limits(record, { maxSlippageBps: 10 })],
  [
    "past-limit",
    "news that is too old",
    ({ leaders }) => {
      const act = leaders[0]?.fills[2];
      if (act !== undefined) act.at = BEGAN - 10_000;
    },
  ],
  [
    "past-limit",
    "an equity that was never served",
    (record) => void Object.assign(last(record), { leaderEquity: "20000" }),
  ],
  [
    "past-limit",
    "an equity of more than a minute",
    (record) => void Object.assign(last(record), { leaderEquityAt: BEGAN - 60_000 }),
  ],
  [
    "target",
    "an order that goes further than the target",
    (record) => void Object.assign(last(record), { held: "0.05" }),
  ],
  [
    "past-limit",
    "an order that counts from another price than the leader's",
    (record) => {
      for (const index of [6, 7]) {
        const [one] = chapter(record, index).change.intents;
        Object.assign(one?.intent.shares[0] ?? {}, { leaderPrice: "101" });
      }
    },
  ],
  [
    "growth-refused",
    "growth of what was liquidated",
    (record) => {
      const own = {
        source: "own",
        leaderFrom: "2",
        leaderTo: "2",
        target: "0",
        forgone: [{ reason: "liquidated", size: "0.1" }],
      };
      record.journal.changes.splice(4, 0, {
        at: BEGAN + 3_000,
        life: 1,
        change: change({ decisions: [decision(2, 3_000, own)] }) as never,
      });
      const act = record.leaders[0]?.fills[1]?.fill;
      Object.assign(act ?? {}, { size: "0.5" });
      Object.assign(chapter(record, 5).change.decisions[0] ?? {}, { id: "000000000003", leaderTo: "1.5" });
      Object.assign(record.leaders[0]?.fills[2]?.fill ?? {}, { startPosition: "1.5" });
      Object.assign(chapter(record, 7).change.decisions[0] ?? {}, {
        id: "000000000004",
        leaderFrom: "1.5",
        leaderTo: "3.5",
      });
    },
  ],
  [
    "growth-refused",
    "growth let through while paused",
    (record) => {
      const pause = { kind: "pause", at: BEGAN + 7_000, followId: "f1" };
      const event = { at: BEGAN + 7_000, kind: "command", body: { command: pause } };
      record.journal.changes.splice(6, 0, {
        at: BEGAN + 7_002,
        life: 1,
        change: change({ events: [event] }) as never,
      });
    },
  ],
];

describe("judge", () => {
  it.each(CASES)("%s: finds %s", (rule, _, harm) => {
    expect(brokenRules(harm)).toContain(rule);
  });
});
