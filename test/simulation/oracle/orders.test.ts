import { describe, expect, it } from "vitest";
import { type Case, brokenRules, chapter, firstOf } from "./breaking.ts";
import { BEGAN, change, decision, row } from "./hand-made-rows.ts";
import type { MutableRecord } from "./hand-made.ts";

const CASES: readonly Case[] = [
  [
    "answered",
    "an order that is told as withdrawn and went out",
    (record) =>
      void Object.assign(firstOf(chapter(record, 2).change.decisions), {
        outcome: "nothing-to-copy",
        reason: "overtaken",
      }),
  ],
  [
    "duplicated",
    "an order that the venue received twice",
    ({ venue }) => venue.orders.push(structuredClone(firstOf(venue.orders))),
  ],
  [
    "duplicated",
    "an order that was handed over twice",
    ({ venue }) => venue.sent.push({ ...firstOf(venue.sent), at: BEGAN + 1_070 }),
  ],
  [
    "intent-first",
    "an order that was handed over before it was durable",
    ({ venue }) => {
      firstOf(venue.sent).at = BEGAN + 1_052;
    },
  ],
  [
    "intent-first",
    "an order that no intent explains",
    (record) => {
      firstOf(record.venue.orders).clientOrderId = firstOf(record.venue.sent).clientOrderId =
        `0x${"9".repeat(32)}` as never;
    },
  ],
  [
    "intent-first",
    "an order that a later life handed over",
    ({ venue }) => {
      firstOf(venue.sent).life = 2;
    },
  ],
  [
    "intent-first",
    "an order that was handed over after its expiry",
    ({ venue }) => {
      firstOf(venue.sent).at = BEGAN + 6_060;
    },
  ],
  [
    "intent-first",
    "an order of another size than its intent",
    ({ venue }) => {
      firstOf(venue.orders).size = "0.11" as never;
    },
  ],
  [
    "lost",
    "an order that never comes to its end",
    (record) => {
      firstOf(chapter(record, 3).change.intents).status = "unknown";
    },
  ],
  [
    "lost",
    "an order that filled and is called absent",
    (record) => {
      Object.assign(firstOf(chapter(record, 3).change.intents), { status: "absent", filled: "0" });
    },
  ],
  [
    "lost",
    "an order that is called absent without evidence",
    (record) => {
      Object.assign(firstOf(chapter(record, 3).change.intents), { status: "absent", filled: "0" });
      record.venue.fills.shift();
      record.venue.orders.shift();
      chapter(record, 3).change.fills = [];
    },
  ],
  [
    "lost",
    "a fill that is in the books twice",
    (record) => {
      chapter(record, 3).change.fills.push(structuredClone(firstOf(chapter(record, 3).change.fills)));
    },
  ],
  [
    "lost",
    "a booked fill that never was",
    (record) => {
      const { fill } = structuredClone(firstOf(chapter(record, 3).change.fills));
      chapter(record, 3).change.fills.push({
        fill: { ...fill, id: "x1", clientOrderId: null, cause: "user" },
        shares: [],
      });
    },
  ],
  [
    "one-in-flight",
    "two orders at once in one instrument",
    (record) => {
      chapter(record, 2).change.intents.push(row(8, 1_050, { side: "buy", size: "0.1" }));
    },
  ],
  [
    "one-in-flight",
    "growth beside an unknown order",
    (record) => {
      Object.assign(firstOf(chapter(record, 3).change.intents), { status: "unknown" });
      chapter(record, 4).change.intents.push(row(8, 5_050, { side: "buy", size: "0.1" }));
    },
  ],
  [
    "reduce-only",
    "a sale of what is held that is not reduce-only",
    (record) => {
      for (const index of [4, 5]) firstOf(chapter(record, index).change.intents).intent.reduceOnly = false;
      const [, sale] = record.venue.orders;
      if (sale !== undefined) sale.reduceOnly = false;
    },
  ],
  [
    "reduce-only",
    "an opening order that is reduce-only",
    (record) => {
      for (const index of [2, 3]) firstOf(chapter(record, index).change.intents).intent.reduceOnly = true;
      firstOf(record.venue.orders).reduceOnly = true;
    },
  ],
  [
    "reduce-only",
    "an order that crosses zero",
    (record) => {
      for (const index of [4, 5]) firstOf(chapter(record, index).change.intents).intent.size = "0.3" as never;
    },
  ],
];

describe("judge", () => {
  it("knows a raised order that was withdrawn before it was durable", () => {
    const raised = (more: object) => (record: MutableRecord) => {
      const withdrawn = { ...row(4, 9_000, { side: "buy", size: "0.1" }), status: "not-sent" };
      const { clientOrderId } = withdrawn.intent;
      const told = {
        source: "own",
        leaderFrom: "3",
        leaderTo: "3",
        outcome: "nothing-to-copy",
        clientOrderId,
      };
      const own = decision(4, 9_000, { ...told, target: "0.2", reason: "raised-to-minimum", ...more });
      const parts = change({ intents: [withdrawn], decisions: [own] });
      record.journal.changes.push({ at: BEGAN + 9_005, life: 1, change: parts as never });
    };
    expect(brokenRules(raised({}))).toEqual(new Set());
    expect(brokenRules(raised({ reason: null }))).toEqual(new Set(["answered"]));
  });

  it.each(CASES)("%s: finds %s", (rule, _, harm) => {
    expect(brokenRules(harm)).toContain(rule);
  });
});
