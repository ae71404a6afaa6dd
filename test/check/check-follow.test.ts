import { describe, expect, it } from "vitest";
import type { Decision } from "../../lib/model/follow.ts";
import {
  BEGAN,
  book,
  decisionOn,
  filledOrder,
  follow,
  handMadeFacts,
  journalOf,
  judge,
  leaderFill,
  orderId,
  SETTINGS,
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
const sold = filledOrder(2, HALVE.at + 10, "-0.5", false);

function journal(changes: Partial<JournalDump> = {}): JournalDump {
  return journalOf({
    decisions: [opened, halved],
    intents: [...bought.intents, ...sold.intents],
    fills: [...bought.fills, ...sold.fills],
    paperOrders: [...bought.paperOrders, ...sold.paperOrders],
    paperPositions: [{ instrument: "BTC", size: "0.5" }],
    books: [book("0.5", "0.5")],
    ...changes,
  });
}

const findings = (changes: Partial<JournalDump>, facts = FACTS): string =>
  judge(facts, journal(changes)).findings.join("\n");

const changed = (decision: Decision, more: Partial<Decision>): Decision => ({ ...decision, ...more });

describe("a follow that did all right", () => {
  it("has no finding and no drift", () => {
    const result = judge(FACTS, journal());
    expect(result.findings).toEqual([]);
    expect(result.driftLots).toBe(0);
    expect(result.instruments["BTC"]).toEqual({
      leader: "5",
      target: "0.5",
      held: "0.5",
      forgone: "0",
      driftLots: 0,
      excuse: null,
    });
  });

  it("does not copy what stood before", () => {
    const before = leaderFill(-20, "0", "4");
    const grown = leaderFill(5, "4", "14");
    const facts = handMadeFacts([before, grown]);
    const one = decisionOn(1, grown, { target: "1", clientOrderId: orderId(1) });
    const result = judge(
      facts,
      journalOf({
        decisions: [one],
        ...bought,
        paperPositions: [{ instrument: "BTC", size: "1" }],
        books: [book("1", "1", { baseline: "4" })],
      }),
    );
    expect(result.findings).toEqual([]);
    expect(result.instruments["BTC"]?.target).toBe("1");
  });

  it("takes late news as one net change", () => {
    const late = decisionOn(1, HALVE, {
      source: "late",
      fillKeys: [],
      leaderFrom: "0",
      leaderTo: "5",
      at: HALVE.at + 900,
      target: "0.5",
      clientOrderId: orderId(1),
    });
    const half = filledOrder(1, HALVE.at + 900, "0.5", true);
    expect(findings({ decisions: [late], ...half })).toBe("");
  });
});

describe("fault is found with", () => {
  it("a fill that no decision answers", () => {
    expect(findings({ decisions: [opened] })).toContain(`no decision answers the leader's fill ${HALVE.key}`);
  });

  it("fills that came to nothing, when no snapshot came after them", () => {
    const back = leaderFill(11, "5", "6");
    const forth = leaderFill(12, "6", "5");
    const quiet = { ...handMadeFacts([OPEN, HALVE, back, forth]) };
    expect(judge(quiet, journal())).toMatchObject({ unseen: [], findings: [] });
    const told = quiet.equityServed.filter(({ at }) => at < back.at);
    expect(judge({ ...quiet, equityServed: told }, journal())).toMatchObject({
      unseen: [back.key, forth.key],
      findings: [],
    });
  });

  it("a fill that two decisions answer", () => {
    const again = changed(opened, { id: "000000000003", at: opened.at + 1 });
    expect(findings({ decisions: [opened, halved, again] })).toContain("a second time");
  });

  it("old history traded as news", () => {
    const old = leaderFill(-300, "0", "10");
    const one = decisionOn(1, old, { at: BEGAN + 100, target: "1", clientOrderId: orderId(1) });
    const result = judge(handMadeFacts([old]), journal({ decisions: [one] }));
    expect(result.findings.join()).toContain("a second time");
  });

  it("a fill that never was", () => {
    expect(findings({ decisions: [changed(opened, { fillKeys: ["BTC|1|2|3"] }), halved] })).toContain(
      "never was",
    );
  });

  it("a leader's position that he never had", () => {
    expect(
      findings({ decisions: [changed(opened, { leaderTo: "11" as Decision["leaderTo"] }), halved] }),
    ).toContain("the leader went to 10, not 11");
  });

  it("a target that is not the table's", () => {
    expect(
      findings({ decisions: [changed(opened, { target: "1.1" as Decision["target"] }), halved] }),
    ).toContain("its target is 1.1; by the table it is 1.0");
  });

  it("an equity that the exchange never told, and one that is too old", () => {
    const invented = changed(opened, { leaderEquity: "9999" as Decision["leaderEquity"] });
    expect(findings({ decisions: [invented, halved] })).toContain("told no leader's equity of 9999");
    const old = changed(opened, { leaderEquityAt: opened.at - 61_000 });
    expect(findings({ decisions: [old, halved] })).toContain("is 61000 ms old");
  });

  it("an order that the journal does not know", () => {
    expect(findings({ intents: bought.intents })).toContain("the venue has the order");
  });

  it("an order without a decision, and two decisions for one order", () => {
    expect(
      findings({ decisions: [opened, changed(halved, { clientOrderId: null, outcome: "waiting" })] }),
    ).toContain("no decision stands behind it");
    const same = changed(halved, { clientOrderId: opened.clientOrderId });
    expect(findings({ decisions: [opened, same] })).toContain("name one order");
  });

  it("a fill beyond its limit, and one that is not booked", () => {
    const worse = bought.fills.map((row) => ({
      ...row,
      fill: { ...row.fill, price: "100.2" as (typeof row.fill)["price"] },
    }));
    expect(findings({ fills: [...worse, ...sold.fills] })).toContain("worse than 100.1");
    expect(findings({ fills: bought.fills })).toContain("its fills are 0, not 0.5");
  });

  it("a limit price past the slippage limit", () => {
    const past = bought.intents.map((row) => ({
      ...row,
      intent: { ...row.intent, limitPrice: "100.16" as (typeof row.intent)["limitPrice"] },
    }));
    expect(findings({ intents: [...past, ...sold.intents] })).toContain("is past 100.15");
  });

  it("positions and books that say something else than the fills", () => {
    expect(findings({ paperPositions: [{ instrument: "BTC", size: "0.6" }] })).toContain(
      "its fills add up to 0.5",
    );
    expect(findings({ accountBooks: [] })).toContain("the account's book says 0 BTC");
    expect(findings({ books: [book("0.5", "0.4")] })).toContain("held is 0.4, not 0.5");
  });

  it("growth past the largest position, and on old news", () => {
    const small = { ...SETTINGS, limits: { ...SETTINGS.limits, maxPosition: "50" as const } };
    expect(findings({ follows: [follow(small as typeof SETTINGS)] })).toContain(
      "a target of 100.00 USD is above 50",
    );
    const slow = changed(opened, { at: OPEN.at + 12_000, leaderEquityAt: OPEN.at + 12_000 });
    expect(findings({ decisions: [slow, changed(halved, { at: OPEN.at + 13_000 })] })).toContain(
      "12000 ms old",
    );
  });

  it("growth while paused", () => {
    const pause = {
      at: BEGAN + 1_000,
      kind: "command",
      body: { command: { kind: "pause-all", at: BEGAN + 1_000 } },
    };
    const text = findings({ events: [pause] });
    expect(text).toContain("lets growth through while paused");
    expect(text).toContain("grows while paused");
  });
});
