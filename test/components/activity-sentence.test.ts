import { describe, expect, it } from "vitest";
import { kindOf, matches } from "../../components/panel/activity-kind.ts";
import { sentenceOf } from "../../components/panel/activity-sentence.ts";
import { sideOf, sizeText } from "../../components/panel/activity-size.ts";
import { DecisionReason } from "../../lib/model/follow.ts";
import { ForgoneReason } from "../../lib/model/forgone.ts";
import type { Decision } from "../../lib/model/follow.ts";
import { RejectReason } from "../../lib/model/order.ts";
import { IntentStatus } from "../../lib/model/state.ts";
import { activityOf, d, decisionOf, filledOf, intentRow } from "./sample-views.ts";

const undone = (decision: Partial<Decision>) =>
  activityOf({ decision: decisionOf(decision), intent: null, filled: null, slippageBps: null });

const skipped = (reason: ForgoneReason, measured: number | null = null, limit: number | null = null) =>
  sentenceOf(
    undone({
      outcome: "forgone",
      targetChange: d("0"),
      forgone: [{ reason, size: d("10") }],
      measured,
      limit,
    }),
  );

describe("a skip names measurement and limit", () => {
  it.each([
    ["slippage", 24, 15, "Skipped: price moved 24 bps past your 15 bps limit."],
    ["age", 14_000, 10_000, "Skipped: 14 s old when seen. Your limit is 10 s."],
    ["max-position", 3120.4, 2500, "Skipped: the position would be $3,120. Your limit is $2,500."],
    ["max-leverage", 3.42, 3, "Skipped: leverage would be 3.4x. Your limit is 3x."],
    ["clock-off", -3_600_000, 30_000, "Skipped: this computer’s clock is 3,600 s off. The limit is 30 s."],
    [
      "leader-equity-stale",
      75_000,
      60_000,
      "Skipped: the leader’s equity was 75 s old. Growth needs one younger than 60 s.",
    ],
  ] as const)("%s", (reason, measured, limit, sentence) =>
    expect(skipped(reason, measured, limit)).toBe(sentence),
  );

  it("leaves the figures out where several limits refused, because they belong to one of them", () => {
    const parts = [
      { reason: "max-position" as const, size: d("4") },
      { reason: "max-leverage" as const, size: d("6") },
    ];
    expect(sentenceOf(undone({ outcome: "forgone", forgone: parts, measured: 3120, limit: 2500 }))).toBe(
      "Skipped: the position would pass your limit.",
    );
  });

  it("says the minimum of a waiting order", () => {
    const waiting = undone({ outcome: "waiting", reason: "below-minimum", measured: 5.88, limit: 10 });
    expect(sentenceOf(waiting)).toBe("Waiting: the order would be $5.88. Hyperliquid’s minimum is $10.");
  });
});

describe("every reason has a sentence of its own", () => {
  const whole = /^(Skipped|Waiting|Nothing to copy|Failed): .+\.$/;

  it("for what was forgone, with and without figures", () => {
    for (const [measured, limit] of [
      [null, null],
      [20, 10],
    ] as const) {
      const sentences = ForgoneReason.options.map((reason) => skipped(reason, measured, limit));
      expect(sentences.filter((text) => !whole.test(text))).toEqual([]);
      expect(new Set(sentences).size).toBe(ForgoneReason.options.length);
    }
  });

  it("for each decision's reason, in each outcome that orders nothing", () => {
    for (const outcome of ["waiting", "nothing-to-copy", "not-copyable"] as const) {
      const sentences = DecisionReason.options.map((reason) => sentenceOf(undone({ outcome, reason })));
      expect(sentences.filter((text) => !whole.test(text))).toEqual([]);
      expect(new Set(sentences).size).toBe(DecisionReason.options.length);
    }
  });

  it("for each refusal of the venue", () => {
    const sentences = RejectReason.options.map((rejectReason) =>
      sentenceOf(activityOf({ intent: intentRow("rejected", "4.8", { rejectReason }), filled: null })),
    );
    expect(sentences.filter((text) => !whole.test(text))).toEqual([]);
    expect(new Set(sentences).size).toBe(RejectReason.options.length);
  });

  it("for each state of an order", () => {
    const sentences = IntentStatus.options.map((status) =>
      sentenceOf(
        activityOf({ intent: intentRow(status), filled: status === "filled" ? filledOf("4.8", "83") : null }),
      ),
    );
    expect(new Set(sentences).size).toBe(IntentStatus.options.length);
  });
});

describe("what was done", () => {
  it("says how long a copy took, at what price, and how it compares with the leader's", () => {
    expect(sentenceOf(activityOf())).toBe("Copied in 561 ms at 83.655, 1.8 bps worse.");
  });

  it("says the fees of a closed position", () => {
    const item = activityOf({
      decision: decisionOf({
        targetChange: d("-4.8"),
        target: d("0"),
        leaderFrom: d("12400"),
        leaderTo: d("0"),
      }),
      intent: intentRow("filled", "-4.8"),
      filled: filledOf("-4.8", "83.655", "-13.03"),
    });
    expect(sentenceOf(item)).toBe("Copied in 561 ms at 83.655. Net of $0.18 fees.");
    expect(sideOf(item)).toBe("sell");
  });

  it("does not take an unknown outcome for a success or a failure", () => {
    const item = activityOf({ intent: intentRow("unknown"), filled: null });
    expect(sentenceOf(item)).toMatch(/No readable answer came/);
    expect(kindOf(item)).toBe("pending");
    expect([matches("copied", item), matches("skipped", item)]).toEqual([false, false]);
  });

  it("names what could not be filled", () => {
    const item = activityOf({
      intent: intentRow("partly-filled", "-0.6"),
      filled: filledOf("-0.54", "1980.9"),
    });
    expect(sentenceOf(item)).toBe("Partly copied: 0.06 SOL could not be filled within your price limit.");
    expect(sizeText(item)).toBe("0.54 of 0.6");
  });

  it("names the limit that cut a filled order", () => {
    const cut = decisionOf({
      outcome: "partly",
      forgone: [{ reason: "max-leverage", size: d("2") }],
      measured: 3.2,
      limit: 3,
    });
    expect(sentenceOf(activityOf({ decision: cut }))).toBe(
      "Partly copied: leverage would be 3.2x. Your limit is 3x.",
    );
  });

  it("does not call an order of our own a copy", () => {
    expect(sentenceOf(activityOf({ decision: decisionOf({ source: "own" }) }))).toBe(
      "Filled at 83.655. Fee $0.18. No trade of the leader is behind it.",
    );
  });

  it("tells of an act that had waited that it was copied, and of its order for what it was", () => {
    const act = undone({ outcome: "waiting", reason: "leverage-being-set" });
    expect(kindOf(act)).toBe("waiting");
    const copied = { ...act, copiedAt: act.decision.at + 1_240 };
    expect([kindOf(copied), matches("copied", copied)]).toEqual(["copied", true]);
    expect(sentenceOf(copied)).toBe(
      "Copied after 1,240 ms. It had waited: the leverage is read, or set, at the exchange first.",
    );
    const late = { ...undone({ outcome: "waiting" }), copiedAt: act.decision.at + 130_000 };
    expect(sentenceOf(late)).toBe("Copied after 2 min.");
    const order = activityOf({ decision: decisionOf({ source: "own" }), forEarlier: true });
    expect(sentenceOf(order)).toBe(
      "Filled at 83.655. Fee $0.18. An earlier trade of the leader had waited for it.",
    );
  });

  it("filters by what became of it", () => {
    const refused = undone({ outcome: "forgone", forgone: [{ reason: "paused", size: d("1") }] });
    const nothing = undone({ outcome: "nothing-to-copy" });
    expect([matches("copied", activityOf()), matches("skipped", activityOf())]).toEqual([true, false]);
    expect([matches("copied", refused), matches("skipped", refused)]).toEqual([false, true]);
    expect([matches("all", nothing), matches("copied", nothing), matches("skipped", nothing)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
