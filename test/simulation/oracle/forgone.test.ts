import { describe, expect, it } from "vitest";
import { type Case, brokenRules, chapter } from "./breaking.ts";
import { forgone, limits, settings } from "./breaking-decisions.ts";
import { BEGAN, put } from "./hand-made-rows.ts";
import type { MutableRecord } from "./hand-made.ts";

const CASES: readonly Case[] = [
  ["forgone-reason", "a pause that was none", (record) => forgone(record, "paused")],
  ["forgone-reason", "a halt that was none", (record) => forgone(record, "halted")],
  ["forgone-reason", "a stop that was none", (record) => forgone(record, "leaving")],
  ["forgone-reason", "a list that allows it", (record) => forgone(record, "instrument-not-allowed")],
  ["forgone-reason", "an instrument that is traded", (record) => forgone(record, "unknown-instrument")],
  [
    "forgone-reason",
    "an age that is none",
    (record) => forgone(record, "age", { measured: 20_000, limit: 10_000 }),
  ],
  [
    "forgone-reason",
    "an age within its limit",
    (record) => forgone(record, "age", { measured: 900, limit: 10_000 }),
  ],
  [
    "forgone-reason",
    "a price that never left",
    (record) => forgone(record, "slippage", { measured: 30, limit: 15 }),
  ],
  [
    "forgone-reason",
    "a remainder of an order that filled",
    (record) => forgone(record, "depth", { clientOrderId: `0x${"0".repeat(31)}3` }),
  ],
  [
    "forgone-reason",
    "an equity that was fresh",
    (record) => forgone(record, "leader-equity-stale", { leaderEquityAt: BEGAN + 8_000 }),
  ],
  ["forgone-reason", "an equity that never fell", (record) => forgone(record, "leader-equity-fell")],
  ["forgone-reason", "clocks that agreed", (record) => forgone(record, "clock-off")],
  ["forgone-reason", "a position within its limit", (record) => forgone(record, "max-position")],
  ["forgone-reason", "a leverage within its limit", (record) => forgone(record, "max-leverage")],
  ["forgone-reason", "a limit that is not set", (record) => forgone(record, "max-positions")],
  ["forgone-reason", "a rejection that was none", (record) => forgone(record, "rejected")],
  ["forgone-reason", "a hand that closed nothing", (record) => forgone(record, "closed-by-hand")],
  ["forgone-reason", "a liquidation that was none", (record) => forgone(record, "liquidated")],
  ["forgone-reason", "a stop that never tripped", (record) => forgone(record, "stop-loss")],
  ["forgone-reason", "a rule that never tripped", (record) => forgone(record, "guardrail")],
  [
    "forgone-reason",
    "an amount that is not too small",
    (record) => {
      settings(record, { belowMinimum: "forgo" });
      forgone(record, "below-minimum", {
        forgone: [{ reason: "below-minimum", size: "0.15" }],
        target: "0.05",
        targetChange: "-0.15",
      });
    },
  ],
  [
    "forgone-reason",
    "a stop whose price was not reached",
    (record) => {
      const trip = {
        rule: "positionStopLoss",
        instrument: "BTC",
        action: "close",
        at: BEGAN + 9_000,
        measured: 6,
        limit: 5,
      };
      forgone(record, "stop-loss");
      record.journal.changes.at(-1)?.change.guards.put.push({ id: "follow:f1", trips: [trip] } as never);
      Object.assign(chapter(record, 7).change, { books: put(...structuredClone(record.journal.rows.books)) });
    },
  ],
];

describe("judge", () => {
  it.each(CASES)("%s: finds %s", (rule, _, harm) => {
    expect(brokenRules(harm)).toContain(rule);
  });

  it("takes growth that was forgone for a true reason", () => {
    const harm = (record: MutableRecord): void => {
      limits(record, { maxPosition: "15" });
      for (const index of [2, 6]) {
        const [one] = chapter(record, index).change.decisions;
        const growth = index === 2 ? 0.1 : 0.2;
        const kept = Math.min(growth, 0.15);
        const cut = growth - kept;
        Object.assign(one ?? {}, {
          target: String(kept),
          targetChange: String(kept),
          forgone: cut > 0 ? [{ reason: "max-position", size: cut.toFixed(2) }] : [],
        });
      }
    };
    expect(brokenRules(harm)).not.toContain("forgone-reason");
  });
});
