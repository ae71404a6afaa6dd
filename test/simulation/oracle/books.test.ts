import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../../../lib/model/follow-settings.ts";
import { type Case, brokenRules, chapter, command, firstOf } from "./breaking.ts";
import { BEGAN, change, follow, put } from "./hand-made-rows.ts";
import { soundRecord } from "./hand-made.ts";
import { judge } from "./judge.ts";

const CASES: readonly Case[] = [
  [
    "books-add-up",
    "a net that is not the venue's",
    ({ journal }) => {
      firstOf(journal.rows.accountBooks).net = "0.3" as never;
    },
  ],
  [
    "books-add-up",
    "a follow that holds more than its fills",
    ({ journal }) => {
      firstOf(journal.rows.books).held = "0.21" as never;
    },
  ],
  [
    "own-untouched",
    "an order of which a part becomes the user's",
    (record) => {
      firstOf(firstOf(chapter(record, 3).change.fills).shares).size = "0.09" as never;
    },
  ],
  [
    "own-untouched",
    "a sale of more than the follow holds",
    (record) => {
      for (const index of [4, 5])
        firstOf(firstOf(chapter(record, index).change.intents).intent.shares).size = "-0.3" as never;
    },
  ],
  [
    "own-untouched",
    "a sale by the user's hand that is nobody's although a follow is all there is",
    (record) => {
      const sale = { id: "u1", instrument: "BTC", side: "sell", size: "0.05", price: "100", fee: "0" };
      const fill = { ...sale, accountId: "paper", clientOrderId: null, time: BEGAN + 3_000, cause: "user" };
      chapter(record, 3).change.fills.push({ fill, shares: [] } as never);
    },
  ],
  [
    "money",
    "a fee that the venue did not take",
    (record) => {
      firstOf(chapter(record, 3).change.fills).fill.fee = "0.02" as never;
    },
  ],
  [
    "money",
    "a result that the fills do not give",
    (record) => {
      firstOf(firstOf(chapter(record, 5).change.fills).shares).realised = "5" as never;
    },
  ],
  [
    "money",
    "fees in the book that nobody paid",
    ({ journal }) => {
      firstOf(journal.rows.books).fees = "0.04" as never;
    },
  ],
  [
    "halted",
    "an order that was committed after the halt",
    (record) => command(record, 7_000, { kind: "halt" }),
  ],
  [
    "halted",
    "an order that became durable behind the switch",
    ({ haltSwitch }) => {
      haltSwitch.push({ at: BEGAN + 7_000, since: BEGAN + 7_000 });
    },
  ],
  [
    "growth-refused",
    "growth after a pause",
    (record) => command(record, 7_000, { kind: "pause", followId: "f1" }),
  ],
  [
    "growth-refused",
    "growth after the pause of everything",
    (record) => command(record, 7_000, { kind: "pause-all" }),
  ],
  [
    "growth-refused",
    "growth of a follow that leaves",
    (record) => command(record, 7_000, { kind: "stop", followId: "f1", positions: "leader-out" }),
  ],
  [
    "growth-refused",
    "growth after a rule tripped that says no more",
    (record) => {
      const trip = {
        rule: "drawdown",
        instrument: null,
        action: "no-growth",
        at: BEGAN + 7_000,
        measured: 20,
        limit: 15,
      };
      record.journal.changes.splice(6, 0, {
        at: BEGAN + 7_000,
        life: 1,
        change: change({ guards: put({ id: "follow:f1", trips: [trip] }) }) as never,
      });
    },
  ],
  [
    "growth-refused",
    "growth on a lost feed",
    ({ leaders }) => {
      const { told } = firstOf(leaders);
      const feed = {
        state: "lost",
        reason: "silent",
        detail: null,
        since: BEGAN,
        latencyMs: null,
        attempts: 1,
      };
      told.splice(1, 0, {
        at: BEGAN + 900,
        life: 1,
        event: { kind: "leader-feed", leaderId: firstOf(leaders).id, at: BEGAN + 900, feed } as never,
      });
    },
  ],
  [
    "other-installation",
    "an order after another installation's was told",
    (record) => {
      const { venue } = record;
      const other = `0x${"7".repeat(32)}`;
      venue.orders.push({
        ...structuredClone(firstOf(venue.orders)),
        from: "other",
        clientOrderId: other as never,
        at: BEGAN + 6_000,
      });
      const told = {
        kind: "account-read",
        accountId: "paper",
        at: BEGAN + 6_100,
        equity: "10000",
        positions: [],
        openOrders: [{ clientOrderId: other, instrument: "BTC" }],
        fills: [],
        until: BEGAN + 6_090,
      };
      venue.told.push({ at: BEGAN + 6_100, life: 1, report: told as never });
    },
  ],
  [
    "answered",
    "an order that no decision names",
    (record) => {
      firstOf(chapter(record, 2).change.decisions).clientOrderId = null;
    },
  ],
  [
    "answered",
    "an act of the leader that is answered twice",
    (record) => {
      const again = {
        ...structuredClone(firstOf(chapter(record, 2).change.decisions)),
        id: "000000000009",
        clientOrderId: null,
        outcome: "nothing-to-copy",
      };
      chapter(record, 7).change.decisions.push(again as never);
    },
  ],
  [
    "answered",
    "an end that the follow was never told",
    ({ leaders }) => {
      const { fills } = firstOf(leaders);
      const fill = {
        ...firstOf(fills).fill,
        key: "k4",
        startPosition: "3",
        size: "1",
        time: BEGAN + 9_000,
      } as never;
      fills.push({ at: BEGAN + 9_000, fill });
    },
  ],
  [
    "converged",
    "a follow that holds less than its target",
    (record) => {
      for (const index of [6, 7]) {
        const { intents, decisions } = chapter(record, index).change;
        if (index === 7) Object.assign(firstOf(intents), { status: "partly-filled", filled: "0.05" });
        void decisions;
      }
      const { fills } = chapter(record, 7).change;
      Object.assign(firstOf(fills).fill, { size: "0.05" });
      Object.assign(firstOf(firstOf(fills).shares), { size: "0.05" });
      Object.assign(firstOf(record.journal.rows.books), { held: "0.05" });
    },
  ],
  [
    "target",
    "a position that was left to the user, and is still wanted after he closed it",
    (record) => {
      command(record, 9_000, { kind: "stop", followId: "f1", positions: "keep" });
      command(record, 9_500, { kind: "close-position", followId: "f1", instrument: "BTC" });
      chapter(record, 1).change.books.put.push(...structuredClone(record.journal.rows.books));
    },
  ],
  [
    "converged",
    "a follow that never began",
    ({ journal }) => {
      journal.rows.follows = [follow({ status: "starting", settings: DEFAULT_SETTINGS })];
    },
  ],
];

describe("judge", () => {
  it("finds nothing in a schedule in which all is well", () => {
    expect(judge(soundRecord())).toEqual([]);
  });

  it.each(CASES)("%s: finds %s", (rule, _, harm) => {
    expect(brokenRules(harm)).toContain(rule);
  });
});
