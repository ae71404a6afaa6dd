import { describe, expect, it } from "vitest";
import { decimal } from "../../lib/model/decimal.ts";
import type { FollowSettings } from "../../lib/model/follow-settings.ts";
import { Follow, type Decision } from "../../lib/model/follow.ts";
import { StopRow } from "../../lib/model/stop.ts";
import {
  BEGAN,
  SETTINGS,
  book,
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

// 1 BTC is wanted: a tenth of 10.
const FILL = leaderFill(20, "0", "10");
const FACTS = handMadeFacts([FILL]);

type Part = { reason: string; size: string };
type More = Partial<Record<keyof Decision, unknown>>;

function forgoing(parts: readonly Part[], more: More = {}): Decision {
  const target = parts.reduce((left, part) => left.minus(part.size), decimal(1));
  return decisionOn(1, FILL, { outcome: "forgone", forgone: parts, target: target.toFixed(), ...more });
}

function complaints(
  decision: Decision | readonly Decision[],
  changes: Partial<JournalDump> = {},
  facts = FACTS,
): string {
  const decisions = Array.isArray(decision) ? decision : [decision];
  return judge(facts, journalOf({ decisions, ...changes }))
    .findings.filter((finding) => finding.includes("forgoes"))
    .join("\n");
}

const withLimits = (limits: Record<string, unknown>): Pick<JournalDump, "follows"> => ({
  follows: [
    Follow.parse({
      ...follow(),
      settings: { ...SETTINGS, limits: { ...SETTINGS.limits, ...limits } } satisfies Record<
        keyof FollowSettings,
        unknown
      >,
    }),
  ],
});

const command = (at: number, kind: string): JournalDump["events"][number] => ({
  at,
  kind: "command",
  body: { command: { kind, at } },
});

describe("a reason is taken only when the world's facts bear it out", () => {
  it("paused", () => {
    const decision = forgoing([{ reason: "paused", size: "1" }]);
    expect(complaints(decision)).toContain("nothing was paused");
    const pause = command(BEGAN + 1_000, "pause-all");
    expect(complaints(decision, { events: [pause] })).toBe("");
    expect(complaints(decision, { events: [pause, command(BEGAN + 2_000, "resume-all")] })).toContain(
      "nothing was paused",
    );
  });

  it("instrument-not-allowed", () => {
    const decision = forgoing([{ reason: "instrument-not-allowed", size: "1" }]);
    expect(complaints(decision)).toContain("it is allowed");
    expect(complaints(decision, withLimits({ allowedInstruments: ["ETH"] }))).toBe("");
    expect(complaints(decision, withLimits({ allowedInstruments: ["BTC"] }))).toContain("it is allowed");
  });

  it("unknown-instrument and delisted", () => {
    expect(complaints(forgoing([{ reason: "unknown-instrument", size: "1" }]))).toContain("trades it");
    expect(complaints(forgoing([{ reason: "delisted", size: "1" }]))).toContain("lists it");
  });

  it("age", () => {
    const late = (measured: number, after: number): Decision =>
      forgoing([{ reason: "age", size: "1" }], { at: FILL.at + after, measured, limit: 10_000 });
    expect(complaints(late(12_000, 12_000))).toBe("");
    expect(complaints(late(12_000, 100))).toContain("it was 100 ms old");
    expect(complaints(late(9_000, 9_000))).toContain("within 10000 ms");
  });

  it("slippage before the order", () => {
    const moved = handMadeFacts([FILL], (at) => (at >= FILL.at ? "100.3" : "100"));
    const decision = forgoing([{ reason: "slippage", size: "1" }], { measured: 30, limit: 15 });
    expect(complaints(decision, {}, moved)).toBe("");
    expect(complaints(decision)).toContain("bps away, not 30.0");
    const inside = forgoing([{ reason: "slippage", size: "1" }], { measured: 12, limit: 15 });
    expect(complaints(inside, {}, moved)).toContain("are within 15 bps");
  });

  it("slippage and depth after the order: no more than its own rest", () => {
    const at = FILL.at + 10;
    const order = filledOrder(1, at, "1", true);
    const partly = {
      ...order,
      intents: order.intents.map((row) => ({
        ...row,
        status: "partly-filled" as const,
        filled: "0.4" as typeof row.filled,
      })),
      fills: order.fills.map((row) => ({
        fill: { ...row.fill, size: "0.4" as typeof row.fill.size },
        shares: row.shares.map((share) => ({ ...share, size: "0.4" as typeof share.size })),
      })),
      books: [book("0.4", "0.4")],
    };
    const opened = decisionOn(1, FILL, { target: "1", clientOrderId: orderId(1) });
    const rest = (reason: string, size: string): Decision =>
      decisionOn(2, FILL, {
        source: "own",
        fillKeys: [],
        at: at + 600,
        outcome: "forgone",
        forgone: [{ reason, size }],
        target: decimal(1).minus(size).toFixed(),
        clientOrderId: orderId(1),
      });
    expect(complaints([opened, rest("depth", "0.6")], partly)).toBe("");
    expect(complaints([opened, rest("depth", "0.7")], partly)).toContain("left only 0.6");
    expect(complaints([opened, rest("slippage", "0.6")], partly)).toContain("never left its limit");
    const ran = handMadeFacts([FILL], (time) => (time >= at + 200 ? "100.5" : "100"));
    expect(complaints([opened, rest("slippage", "0.6")], partly, ran)).toBe("");
  });

  it("max-position", () => {
    const limits = withLimits({ maxPosition: "60" });
    expect(complaints(forgoing([{ reason: "max-position", size: "0.4" }]), limits)).toBe("");
    expect(complaints(forgoing([{ reason: "max-position", size: "0.5" }]), limits)).toContain(
      "are above the limit",
    );
    expect(complaints(forgoing([{ reason: "max-position", size: "0.4" }]))).toContain("are above the limit");
  });

  it("max-leverage", () => {
    const limits = withLimits({ maxLeverage: 0.1 });
    // A tenth of 1,000 USD is 100 USD or 1 BTC: nothing is too much.
    expect(complaints(forgoing([{ reason: "max-leverage", size: "0.5" }]), limits)).toContain(
      "0.00000000 are above",
    );
    const grown = leaderFill(20, "0", "20");
    const facts = handMadeFacts([grown]);
    const decision = decisionOn(1, grown, {
      outcome: "partly",
      forgone: [{ reason: "max-leverage", size: "1" }],
      target: "1",
      clientOrderId: orderId(1),
    });
    expect(complaints(decision, limits, facts)).toBe("");
  });

  it("leader-equity-stale and leader-equity-not-positive", () => {
    const stale = [{ reason: "leader-equity-stale", size: "1" }];
    expect(complaints(forgoing(stale))).toContain("his equity was fresh");
    expect(complaints(forgoing(stale, { leaderEquityAt: FILL.at - 70_000 }))).toBe("");
    expect(complaints(forgoing([{ reason: "leader-equity-not-positive", size: "1" }]))).toContain("above 0");
  });

  it("rejected, liquidated, clock-off", () => {
    expect(
      complaints(forgoing([{ reason: "rejected", size: "1" }], { clientOrderId: orderId(1) })),
    ).toContain("no order of it was rejected");
    expect(complaints(forgoing([{ reason: "liquidated", size: "1" }]))).toContain("no such fill");
    expect(complaints(forgoing([{ reason: "clock-off", size: "1" }]))).toContain("never off");
  });

  it("no-price and below-minimum", () => {
    expect(complaints(forgoing([{ reason: "no-price", size: "1" }]))).toContain("his price was told");
    expect(complaints(forgoing([{ reason: "below-minimum", size: "1" }]))).toContain("waits");
  });

  it("account-locked and key-unchecked: only while the account's key could not sign", () => {
    const told = (at: number, state: string): JournalDump["events"][number] => ({
      at,
      kind: "account-access",
      body: { accountId: "paper", access: { state } },
    });
    const boot = { at: BEGAN + 1_000, kind: "boot", body: {} };
    const locked = forgoing([{ reason: "account-locked", size: "1" }]);
    expect(complaints(locked, { events: [boot] })).toBe("");
    expect(complaints(locked, { events: [boot, told(BEGAN + 2_000, "ready")] })).toContain("could sign");
    expect(complaints(locked, { events: [] })).toContain("could sign");
    const unchecked = forgoing([{ reason: "key-unchecked", size: "1" }]);
    expect(complaints(unchecked, { events: [boot, told(BEGAN + 2_000, "unchecked")] })).toBe("");
    expect(complaints(unchecked, { events: [boot] })).toContain("could sign");
  });

  it("stop-loss and disaster-stop: only where such a stop had fired", () => {
    const fired = (basis: string): JournalDump["stops"] => [
      StopRow.parse({
        stop: {
          clientOrderId: orderId(7),
          accountId: "paper",
          instrument: "BTC",
          sequence: 7,
          side: "sell",
          size: "1",
          triggerPrice: "90",
          limitPrice: "81",
          basis,
          replaces: null,
          nonce: 7,
          committedAt: BEGAN,
          expiresAt: BEGAN + 5_000,
        },
        status: "fired",
        statusAt: BEGAN + 10_000,
        seenRestingAt: BEGAN,
        detail: null,
      }),
    ];
    const disaster = forgoing([{ reason: "disaster-stop", size: "1" }]);
    expect(complaints(disaster, { stops: fired("disaster") })).toBe("");
    expect(complaints(disaster, { stops: fired("position-stop") })).toContain("no such stop had fired");
    expect(complaints(disaster)).toContain("no such stop had fired");
    const stopLoss = forgoing([{ reason: "stop-loss", size: "1" }]);
    expect(complaints(stopLoss, { stops: fired("position-stop") })).toBe("");
    expect(complaints(stopLoss, { stops: fired("disaster") })).toContain("nothing had stopped that position");
  });

  it("more than there was to forgo", () => {
    expect(complaints(forgoing([{ reason: "paused", size: "1.5" }]))).toContain(
      "forgoes 1.5 of a growth of 1",
    );
  });
});
