import { describe, expect, it } from "vitest";
import { brokenRules, chapter } from "./breaking.ts";
import { forgone, last, limits, settings } from "./breaking-decisions.ts";
import { Evidence } from "./evidence.ts";
import { Facts } from "./facts.ts";
import { BEGAN, put } from "./hand-made-rows.ts";
import { type MutableRecord, soundRecord } from "./hand-made.ts";
import { leaderFill } from "./hand-made-leader.ts";

/** His last message tells two acts: he buys 2 and sells 1 of them again. So much is cut of the 0.2 that he bought. */
function soldAgain(maxPosition: string, cut: number): (record: MutableRecord) => void {
  return (record) => {
    limits(record, { maxPosition });
    const [leader] = record.leaders;
    const told = leader?.told.at(-2)?.event;
    const fill = leaderFill(8_000, "k4", "sell", "1", "100", "3") as never;
    leader?.fills.push({ at: BEGAN + 8_000, fill });
    if (told?.kind === "leader-fills") told.fills.push(fill);
    const kept = (0.2 - cut) / 2;
    Object.assign(last(record), {
      leaderTo: "2",
      fillKeys: ["k3", "k4"],
      target: String(kept),
      targetChange: String(kept),
      forgone: [{ reason: "max-position", size: String(cut / 2) }],
    });
  };
}

describe("what was forgone in a message in which he sold as well", () => {
  it("was judged when it stood highest, and what was left shrank with it", () => {
    expect(brokenRules(soldAgain("15", 0.05))).not.toContain("forgone-reason");
  });

  it("is wrong where it never stood above the limit", () => {
    expect(brokenRules(soldAgain("25", 0.05))).toContain("forgone-reason");
  });

  it("is wrong where the limit took more than what was above it", () => {
    expect(brokenRules(soldAgain("15", 0.1))).toContain("forgone-reason");
  });
});

describe("the age of what grew behind a sale", () => {
  /** His last message tells that he sold a half long ago, and bought 2.5 just now. */
  const measured = (age: number) => (record: MutableRecord) => {
    limits(record, { maxAgeMs: 20 });
    const fills = record.leaders[0]?.fills ?? [];
    const old = { at: BEGAN - 60_000, fill: leaderFill(-60_000, "k3", "sell", "0.5", "100", "1") };
    Object.assign(fills[2] ?? {}, old);
    fills.push({ at: BEGAN + 8_000, fill: leaderFill(8_000, "k4", "buy", "2.5", "100", "0.5") });
    const forgone = [{ reason: "age", size: "0.25" }];
    const told = { fillKeys: ["k3", "k4"], target: "0", targetChange: "0", measured: age, limit: 20 };
    Object.assign(last(record), { ...told, forgone });
  };

  it("is that of the purchase", () => {
    expect(brokenRules(measured(50))).not.toContain("forgone-reason");
  });

  it("is not that of the sale", () => {
    expect(brokenRules(measured(68_050))).toContain("forgone-reason");
  });
});

describe("a figure beside two reasons", () => {
  const both = (price: string, first: string) => (record: MutableRecord) => {
    limits(record, { maxPosition: "15", maxSlippageBps: 15 });
    record.marks.push({ at: BEGAN + 7_900, instrument: "BTC" as never, price: price as never });
    Object.assign(last(record), {
      target: "0.1",
      targetChange: "0.1",
      forgone: [
        { reason: first, size: "0.05" },
        { reason: "slippage", size: "0.05" },
      ],
      measured: 20.032,
      limit: 15,
    });
  };

  it("is the first one's, though both have the same limit", () => {
    expect(brokenRules(both("100.16", "max-position"))).not.toContain("forgone-reason");
  });

  it("says nothing about a limit that was not passed at all", () => {
    expect(brokenRules(both("100.10", "max-position"))).toContain("forgone-reason");
  });
});

describe("Facts", () => {
  it("knows from when to when the journal took nothing", () => {
    const record = soundRecord();
    record.faults.push({ at: BEGAN + 2_000, name: "journal-full", detail: "commit" });
    const facts = new Facts(record);
    const failed = [1_999, 2_000, 5_054, 5_055].map((at) => facts.journalFailed(BEGAN + at));
    expect(failed).toEqual([false, true, true, false]);
  });
});

describe("Evidence", () => {
  it("knows what a book held between the fills of one chapter", () => {
    const record = soundRecord();
    const { change } = chapter(record, 7);
    const [row] = change.fills;
    const [share] = row?.shares ?? [];
    if (row === undefined || share === undefined) throw new RangeError("no fill");
    const again = structuredClone(row);
    Object.assign(again.fill, { price: "103" });
    Object.assign(again.shares[0] ?? {}, { size: "0.4" });
    change.fills.push(again);
    Object.assign(change, { books: put(...structuredClone(record.journal.rows.books)) });
    const evidence = new Evidence(new Facts(record));
    const states = evidence.heldThrough("f1", "BTC", 7).map(({ held, entry }) => [held, entry]);
    expect(states).toContainEqual([expect.closeTo(0.6), expect.closeTo(102)]);
    expect(states.at(-1)).toEqual([0.2, 100]);
  });
});

describe("a reading of the account", () => {
  const told = (at: number, shown: number) => ({
    at: BEGAN + at,
    life: 1,
    report: { kind: "account-read", at: BEGAN + shown, equity: "10000", positions: [] },
  });
  const read = (newest: number) => (record: MutableRecord) => {
    settings(record, { allocation: { kind: "share", percent: 10 } });
    record.venue.told.push(told(100, 100) as never, told(8_500, newest) as never);
    forgone(record, "account-equity-unknown");
  };

  it("is no older than the product's clock has it", () => {
    expect(brokenRules(read(8_500))).toContain("forgone-reason");
    for (const set of [-60_000, 70_000]) expect(brokenRules(read(set))).not.toContain("forgone-reason");
  });
});
