import { describe, expect, it } from "vitest";
import { decimalString } from "../../lib/model/decimal.ts";
import { EMPTY_DUMP, type JournalDump } from "../check/journal-dump.ts";
import { calmStory } from "../fuzz/base-states.ts";
import { journalChangeOf } from "../../lib/runtime/journal-change-of.ts";
import { journalFindings } from "./kill-checks.ts";

/** A journal and the ledger that goes with it: two follows, their orders filled. */
function soundDump(): JournalDump {
  const story = calmStory();
  const change = journalChangeOf(story.steps, []);
  const paperOrders = change.intents.map(({ intent }) => ({
    clientOrderId: intent.clientOrderId,
    instrument: intent.instrument,
    side: intent.side,
    size: intent.size,
    limitPrice: intent.limitPrice,
    recordedAt: intent.committedAt,
    outcome: {
      kind: "done",
      unfilled: null,
      bookTime: intent.committedAt,
      fills: change.fills.flatMap(({ fill }) => (fill.clientOrderId === intent.clientOrderId ? [fill] : [])),
    },
  }));
  const accountBooks = change.accountBooks.put.map((book) => ({
    ...book,
    net: decimalString(
      change.books.put
        .filter((one) => one.instrument === book.instrument)
        .reduce((sum, one) => sum + Number(one.held), 0)
        .toFixed(6),
    ),
  }));
  return {
    ...EMPTY_DUMP,
    intents: [...change.intents],
    books: [...change.books.put],
    accountBooks,
    paperOrders,
  };
}

const [FIRST] = soundDump().intents;

describe("what is compared after kills", () => {
  it("finds nothing where nothing is wrong", () => {
    expect(FIRST?.status).toBe("filled");
    expect(journalFindings(soundDump())).toEqual([]);
  });

  it("finds an order that the venue has and the journal has not", () => {
    const dump = soundDump();
    expect(journalFindings({ ...dump, intents: dump.intents.slice(1) })).toContain(
      `the venue has the order ${FIRST?.intent.clientOrderId}, the journal has not`,
    );
  });

  it("finds an order that is twice in the ledger, or another one than was meant", () => {
    const dump = soundDump();
    const [order] = dump.paperOrders;
    if (order === undefined) throw new Error("there are orders");
    const twice = { ...dump, paperOrders: [...dump.paperOrders, order] };
    expect(journalFindings(twice).join()).toContain("it is 2 times in the ledger");
    const other = { ...dump, paperOrders: [{ ...order, size: "9" }, ...dump.paperOrders.slice(1)] };
    expect(journalFindings(other).join()).toContain("the ledger's order is another one");
  });

  it("finds an order without an outcome, and one that was filled otherwise than booked", () => {
    const dump = soundDump();
    const [row, ...rest] = dump.intents;
    if (row === undefined) throw new Error("there are intents");
    const open = { ...dump, intents: [{ ...row, status: "unknown" as const }, ...rest] };
    expect(journalFindings(open).join()).toContain("it is not final");
    const absent = {
      ...dump,
      intents: [{ ...row, status: "absent" as const, filled: decimalString(0) }, ...rest],
    };
    expect(journalFindings(absent).join()).toContain("the journal 0");
  });

  it("finds an account that holds more than its follows", () => {
    const dump = soundDump();
    const accountBooks = dump.accountBooks.map((book) => ({ ...book, net: decimalString("7") }));
    expect(journalFindings({ ...dump, accountBooks }).join()).toContain("the account 7");
  });
});
