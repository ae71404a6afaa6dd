import { describe, expect, it } from "vitest";
import { decimal } from "../../lib/model/decimal.ts";
import { DEFAULT_ACCOUNT_SETTINGS } from "../../lib/model/account.ts";
import { FollowSettings } from "../../lib/model/follow-settings.ts";
import { type Decision, Follow } from "../../lib/model/follow.ts";
import { Guard } from "../../lib/model/guard.ts";
import {
  BEGAN,
  FOLLOW,
  SETTINGS,
  decisionOn,
  filledOrder,
  follow,
  handMadeFacts,
  journalOf,
  judge,
  leaderFill,
  orderId,
} from "./hand-made.ts";
import type { JournalDump } from "./journal-dump.ts";

// 1 BTC at 100 USD is wanted: a tenth of 10.
const FILL = leaderFill(20, "0", "10");
const FACTS = handMadeFacts([FILL]);

type Change = Record<string, unknown> & { limits?: object };

function following({ limits = {}, ...more }: Change): Follow {
  const settings = FollowSettings.parse({ ...SETTINGS, ...more, limits: { ...SETTINGS.limits, ...limits } });
  return Follow.parse({ ...follow(), settings });
}

const command = (second: number, body: object): JournalDump["events"][number] => {
  const at = BEGAN + second * 1_000;
  return { at, kind: "command", body: { command: { ...body, at } } };
};

const account = (limits: object): JournalDump["events"][number] =>
  command(1, {
    kind: "edit-account",
    accountId: "paper",
    settings: { ...DEFAULT_ACCOUNT_SETTINGS, limits: { ...DEFAULT_ACCOUNT_SETTINGS.limits, ...limits } },
  });

function complaints(decision: Decision, change: Change = {}, more: Partial<JournalDump> = {}): string {
  const journal = journalOf({ decisions: [decision], follows: [following(change)], ...more });
  return judge(FACTS, journal)
    .findings.filter((finding) => finding.startsWith("decision"))
    .join("\n");
}

function forgoing(reason: string, size = "1", more: Record<string, unknown> = {}): Decision {
  const target = decimal(1).minus(size).toFixed();
  return decisionOn(1, FILL, { outcome: "forgone", forgone: [{ reason, size }], target, ...more });
}

const bought = decisionOn(1, FILL, { target: "1", targetChange: "1", clientOrderId: orderId(1) });

describe("reasons that the full rules give", () => {
  it("halted and leaving", () => {
    expect(complaints(forgoing("halted"))).toContain("nothing was halted");
    expect(complaints(forgoing("halted"), {}, { events: [command(1, { kind: "halt" })] })).toBe("");
    const lifted = [command(1, { kind: "halt" }), command(2, { kind: "lift-halt" })];
    expect(complaints(forgoing("halted"), {}, { events: lifted })).toContain("nothing was halted");
    const leave = command(1, { kind: "stop", followId: FOLLOW, positions: "leader-out" });
    expect(complaints(forgoing("leaving"))).toContain("was not leaving");
    expect(complaints(forgoing("leaving"), {}, { events: [leave] })).toBe("");
  });

  it("sides and lists", () => {
    expect(complaints(forgoing("side-not-allowed"))).toContain("takes both sides");
    expect(complaints(forgoing("side-not-allowed"), { sides: "short" })).toBe("");
    expect(complaints(forgoing("side-not-allowed"), { sides: "long" })).toContain("takes both sides");
    expect(complaints(forgoing("instrument-not-allowed"), { limits: { deniedInstruments: ["BTC"] } })).toBe(
      "",
    );
    expect(complaints(forgoing("account-instrument-not-allowed"))).toContain("it is allowed");
    const denied = { events: [account({ deniedInstruments: ["BTC"] })] };
    expect(complaints(forgoing("account-instrument-not-allowed"), {}, denied)).toBe("");
  });

  it("sizes of an order, a total and the leader's leverage", () => {
    expect(complaints(forgoing("max-order", "0.4"))).toContain("no such limit");
    expect(complaints(forgoing("max-order", "0.4"), { limits: { maxOrder: "60" } })).toBe("");
    expect(complaints(forgoing("max-order", "0.5"), { limits: { maxOrder: "60" } })).toContain(
      "above the limit",
    );
    expect(complaints(forgoing("max-notional", "0.4"), { limits: { maxNotional: "60" } })).toBe("");
    expect(complaints(forgoing("max-notional", "0.7"), { limits: { maxNotional: "60" } })).toContain(
      "are above",
    );
    // 20x of 1,000 USD is far above it.
    expect(complaints(forgoing("leader-leverage", "0.4"))).toContain("are above the limit");
    expect(complaints(forgoing("account-max-notional", "0.4"))).toContain("no such limit");
    const most = { events: [account({ maxNotional: "60" })] };
    expect(complaints(forgoing("account-max-notional", "0.4"), {}, most)).toBe("");
  });

  it("numbers of positions and orders", () => {
    expect(complaints(forgoing("max-positions"), { limits: { maxPositions: 1 } })).toContain(
      "1 of 1 positions",
    );
    const rate = forgoing("max-orders-per-minute", "1", { measured: 3, limit: 2 });
    expect(complaints(rate)).toContain("no such limit");
    expect(complaints(rate, { limits: { maxOrdersPerMinute: 2 } })).toContain("only 0 orders");
  });

  it("exit rules, and positions that were closed by hand", () => {
    expect(complaints(forgoing("guardrail"))).toContain("no exit rule had tripped");
    const trip = { rule: "drawdown", instrument: null, action: "no-growth", measured: 20, limit: 15 };
    const guard = Guard.parse({
      id: `follow:${FOLLOW}`,
      capital: null,
      peak: null,
      base: null,
      day: null,
      dayStart: null,
      equity: null,
      feedLostMs: 0,
      trips: [{ ...trip, at: BEGAN + 1_000 }],
    });
    expect(complaints(forgoing("guardrail"), {}, { guards: [guard] })).toBe("");
    expect(complaints(bought, {}, { guards: [guard], ...filledOrder(1, FILL.at + 10, "1", true) })).toContain(
      "behind an exit rule",
    );
    expect(complaints(forgoing("stop-loss"))).toContain("nothing had stopped that position");
    const close = command(1, { kind: "close-position", followId: FOLLOW, instrument: "BTC" });
    expect(complaints(forgoing("closed-by-hand"))).toContain("no such fill");
    expect(complaints(forgoing("closed-by-hand"), {}, { events: [close] })).toBe("");
  });

  it("what is too small, by the user's choice", () => {
    const small = leaderFill(20, "0", "0.9");
    const forgone = decisionOn(1, small, {
      outcome: "forgone",
      forgone: [{ reason: "below-minimum", size: "0.09" }],
      target: "0",
    });
    const findings = (belowMinimum: string): string =>
      judge(
        handMadeFacts([small]),
        journalOf({ decisions: [forgone], follows: [following({ belowMinimum })] }),
      ).findings.join();
    expect(findings("wait")).toContain("what is too small waits");
    expect(findings("forgo")).toBe("");
  });

  it("an equity of the leader's that fell, and one of the account's that is not known", () => {
    expect(complaints(forgoing("leader-equity-fell"))).toContain("never fell");
    expect(complaints(forgoing("account-equity-unknown"))).toBe("");
    const read = { at: FILL.at - 1_000, kind: "account-read", body: { accountId: "paper", equity: "10000" } };
    expect(complaints(forgoing("account-equity-unknown"), {}, { events: [read] })).toContain(
      "it had been read",
    );
  });
});

describe("growth that the full rules don't let through", () => {
  const found = (change: Change, events: JournalDump["events"] = []): string =>
    complaints(bought, change, { events, ...filledOrder(1, FILL.at + 10, "1", true) });

  it("is found out", () => {
    expect(found({})).toBe("");
    expect(found({ sides: "short" })).toContain("a side grow that is not short");
    expect(found({ limits: { deniedInstruments: ["BTC"] } })).toContain("not allowed");
    expect(found({ limits: { maxOrder: "60" } })).toContain("an order of 100.00 USD is above 60");
    expect(found({ limits: { maxNotional: "60" } })).toContain("a total of 100.00 USD is above 60");
    expect(found({ direction: "reverse" })).toContain("by the table it is -1");
    expect(found({ multiplier: "2" })).toContain("by the table it is 2");
    // An account that was never read has no share to give.
    expect(found({ allocation: { kind: "share", percent: 10 } })).toContain("by the table it is 0.0");
    expect(found({}, [command(1, { kind: "halt" })])).toContain("while halted");
    expect(found({}, [account({ maxPosition: "60" })])).toContain("the account's position of 100.00 USD");
    const leave = command(1, { kind: "stop", followId: FOLLOW, positions: "leader-out" });
    expect(found({}, [leave])).toContain("while leaving");
  });
});
