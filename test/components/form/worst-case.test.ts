import { describe, expect, it } from "vitest";
import { leverageSentence, worstCaseSentence } from "../../../components/form/real-words.ts";
import { allocationIn } from "../../../components/form/worst-case.ts";
import { DecimalString, decimal } from "../../../lib/model/decimal.ts";
import { type ExitRules, NO_EXIT_RULES } from "../../../lib/model/exit-rules.ts";
import { DEFAULT_SETTINGS, type FollowSettings } from "../../../lib/model/follow-settings.ts";

const withExits = (
  exits: Partial<ExitRules>,
  limits: Partial<FollowSettings["limits"]> = {},
): FollowSettings => ({
  ...DEFAULT_SETTINGS,
  exits: { ...NO_EXIT_RULES, ...exits },
  limits: { ...DEFAULT_SETTINGS.limits, ...limits },
});
const close = (limit: number) => ({ limit, action: "close" as const });

describe("the worst case in money", () => {
  const said = (settings: FollowSettings, allocation = 1000) =>
    worstCaseSentence(settings, decimal(allocation));

  it("is the drawdown of the allocation, as a follow begins at its highest", () => {
    expect(said(DEFAULT_SETTINGS)).toBe(
      "The 15% stop is about $150, judged only while this browser runs; a fast market can cost more.",
    );
    expect(said(DEFAULT_SETTINGS, 50)).toContain("about $7.50, judged");
  });

  it("of several rules it is the one that bounds the whole", () => {
    expect(
      said(withExits({ drawdown: close(20), dailyLoss: close(5), positionStopLoss: close(8) })),
    ).toContain("The 20% stop is about $200");
    expect(said(withExits({ dailyLoss: close(5), positionStopLoss: close(8) }))).toContain(
      "The 5% stop is about $50 a day, counts anew every day and is judged only while this browser runs",
    );
  });

  it("a rule that only warns or stops growth bounds nothing", () => {
    for (const action of ["warn", "no-growth"] as const) {
      expect(said(withExits({ drawdown: { limit: 15, action } }))).toBe(
        "No rule closes it at a loss: all of the $1,000 can be lost and, with leverage, more of the account.",
      );
    }
  });

  it("of each position it is that of the largest which the limits allow", () => {
    expect(said(withExits({ positionStopLoss: close(8) }))).toContain(
      "about $200 of the largest; several can add up",
    );
    const small = withExits({ positionStopLoss: close(8) }, { maxLeverage: 1 });
    expect(said(small)).toContain("about $80 of the largest");
  });

  it("a share is of the account's equity, and nothing while that is not known", () => {
    const share: FollowSettings = { ...DEFAULT_SETTINGS, allocation: { kind: "share", percent: 10 } };
    expect(allocationIn(share, DecimalString.parse("12640.8"))?.toString()).toBe("1264.08");
    expect(allocationIn(share, null)).toBeNull();
    expect(allocationIn(DEFAULT_SETTINGS, null)?.toString()).toBe("1000");
  });
});

describe("what is set at the exchange", () => {
  it.each([
    [{ kind: "leader" }, "cross", "as the leader’s, cross margin."],
    [{ kind: "fixed", times: 5 }, "isolated", "5x, isolated margin."],
    [{ kind: "capped", times: 3 }, "leader", "as the leader’s, at most 3x, margin mode as the leader’s."],
  ] as const)("%o %s", (leverage, marginMode, says) => {
    expect(leverageSentence({ ...DEFAULT_SETTINGS, leverage, marginMode })).toContain(says);
  });
});
