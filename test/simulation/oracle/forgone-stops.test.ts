import { describe, expect, it } from "vitest";
import { brokenRules, chapter, firstOf } from "./breaking.ts";
import { forgone } from "./breaking-decisions.ts";
import { BEGAN, book, follow, put } from "./hand-made-rows.ts";
import type { MutableRecord } from "./hand-made.ts";

const TRIP = {
  rule: "positionStopLoss",
  instrument: "BTC",
  action: "close",
  at: BEGAN + 9_000,
  measured: 6,
  limit: 5,
};

/** What is held is given up for a stop, at a mark of 100, after a purchase at 100. */
function stopped(guardId: string, more: (record: MutableRecord) => void): (record: MutableRecord) => void {
  return (record) => {
    forgone(record, "stop-loss");
    const written = record.journal.changes.at(-1)?.change;
    written?.guards.put.push({ id: guardId, trips: [TRIP] } as never);
    chapter(record, 7).change.books.put.push(book({ target: "0.2", held: "0.2", entryPrice: "100" }));
    more(record);
  };
}

/** In the chapter of the stop, 0.2 were bought at 120 and crossed inside the account. */
function crossed(record: MutableRecord): void {
  const { fill, shares } = structuredClone(firstOf(chapter(record, 7).change.fills));
  const written = record.journal.changes.at(-1)?.change;
  for (const [price, size] of [
    ["120", "0.2"],
    ["100", "-0.4"],
  ] as const) {
    const share = { ...firstOf(shares), size };
    written?.fills.push({ fill: { ...fill, id: `c${size}`, price }, shares: [share] } as never);
  }
}

/** Another follow of the account holds some from 120. */
function beside(record: MutableRecord): void {
  const { change } = chapter(record, 7);
  change.books.put.push(book({ followId: "f2", target: "0.2", held: "0.2", entryPrice: "120" }));
  change.follows = put(follow({ id: "f2", status: "paused", baselineAt: null })) as never;
}

const nothing = (): void => undefined;

describe("a stop", () => {
  it.each([
    ["its price was not reached", "follow:f1", nothing],
    ["only another follow's was", "follow:f1", beside],
    ["the account's was not reached", "account:paper", nothing],
  ])("is no reason where %s", (_, guardId, more) => {
    expect(brokenRules(stopped(guardId, more))).toContain("forgone-reason");
  });

  it.each([
    ["its price was reached between two fills of one chapter", "follow:f1", crossed],
    ["the account's was reached by what its follows hold together", "account:paper", beside],
  ])("is a reason where %s", (_, guardId, more) => {
    expect(brokenRules(stopped(guardId, more))).not.toContain("forgone-reason");
  });
});
