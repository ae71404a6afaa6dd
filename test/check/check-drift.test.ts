import { describe, expect, it } from "vitest";
import {
  NOW,
  book,
  decisionOn,
  filledOrder,
  handMadeFacts,
  journalOf,
  judge,
  leaderFill,
  orderId,
} from "./hand-made.ts";
import type { JournalDump } from "./journal-dump.ts";

// 1,000 USD of 10,000 USD: a tenth of what the leader does.
const OPEN = leaderFill(5, "0", "10");
const HALVE = leaderFill(10, "10", "5");
const FACTS = handMadeFacts([OPEN, HALVE]);
const opened = decisionOn(1, OPEN, { target: "1", targetChange: "1", clientOrderId: orderId(1) });
const halved = decisionOn(2, HALVE, {
  target: "0.5",
  held: "1",
  targetChange: "-0.5",
  clientOrderId: orderId(2),
  leaderEquity: null,
  leaderEquityAt: null,
});
const bought = filledOrder(1, OPEN.at + 10, "1", true);

describe("drift", () => {
  it("is counted in lots when there is no order", () => {
    const waits = {
      ...halved,
      outcome: "waiting" as const,
      reason: "no-price" as const,
      clientOrderId: null,
    };
    const result = judge(
      FACTS,
      journalOf({
        decisions: [opened, waits],
        ...bought,
        paperPositions: [{ instrument: "BTC", size: "1" }],
        books: [book("0.5", "1")],
      }),
    );
    expect(result.findings).toEqual([]);
    expect(result.driftLots).toBe(50);
  });

  it("is excused below the exchange's minimum, which is judged at the world's price", () => {
    const small = leaderFill(5, "0", "0.9");
    const waits = decisionOn(1, small, { target: "0.09", outcome: "waiting", reason: "below-minimum" });
    const waiting = journalOf({ decisions: [waits], books: [book("0.09", "0")] });
    expect(judge(handMadeFacts([small]), waiting)).toMatchObject({
      driftLots: 0,
      findings: [],
      instruments: { BTC: { driftLots: 9, excuse: "below-minimum" } },
    });
    expect(
      judge(
        handMadeFacts([small], () => "200"),
        waiting,
      ).driftLots,
    ).toBe(9);
  });

  it("is excused by an order under way, for a while only", () => {
    const open = bought.intents.map((row) => ({
      ...row,
      status: "committed" as const,
      filled: "0" as typeof row.filled,
    }));
    const at = (statusAt: number): JournalDump =>
      journalOf({
        decisions: [opened],
        intents: open.map((row) => ({ ...row, statusAt })),
        books: [book("1", "0")],
      });
    const facts = handMadeFacts([OPEN]);
    expect(judge(facts, at(NOW - 1_000)).instruments["BTC"]?.excuse).toBe("order-open");
    expect(judge(facts, at(NOW - 20_000)).driftLots).toBe(100);
  });
});
