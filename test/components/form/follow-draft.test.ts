import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DISASTER_PATH } from "../../../components/form/account-draft.ts";
import { accountDraftOf, parseAccountDraft } from "../../../components/form/account-draft.ts";
import type { FollowChoices, FollowPath } from "../../../components/form/follow-draft.ts";
import { draftOf, parseDraft } from "../../../components/form/follow-draft.ts";
import { words } from "../../../components/words/current.ts";
import { DEFAULT_SETTINGS } from "../../../lib/model/follow-settings.ts";
import { anyAccountSettings, anyFollowSettings } from "./any-settings.ts";

const draft = draftOf(DEFAULT_SETTINGS);

function draftWith(texts: Partial<Record<FollowPath, string>>, choices: Partial<FollowChoices> = {}) {
  return { ...draft, texts: { ...draft.texts, ...texts }, choices: { ...draft.choices, ...choices } };
}

function wrongIn(texts: Partial<Record<FollowPath, string>>, choices: Partial<FollowChoices> = {}): string[] {
  const result = parseDraft(draftWith(texts, choices));
  return "errors" in result ? [...result.errors.keys()] : [];
}

describe("a form's draft", () => {
  it("gives back the follow's settings that it was made of", () => {
    fc.assert(
      fc.property(anyFollowSettings, (settings) => {
        expect(parseDraft(draftOf(settings))).toEqual({ settings });
      }),
    );
  });

  it("gives back the account's settings that it was made of", () => {
    fc.assert(
      fc.property(anyAccountSettings, (settings) => {
        expect(parseAccountDraft(accountDraftOf(settings))).toEqual({ settings });
      }),
    );
  });

  it("takes dollars as people write them", () => {
    expect(parseDraft(draftWith({ "allocation.amount": " $2,500.50 " }))).toMatchObject({
      settings: { allocation: { kind: "amount", amount: "2500.50" } },
    });
  });

  it.each<[FollowPath, readonly string[], Partial<FollowChoices>?]>([
    ["allocation.amount", ["", "0", "-5", "1,5", "abc", "1e3", "1.2.3", "Infinity"]],
    ["allocation.percent", ["", "0", "101", "x"], { allocation: "share" }],
    ["sizing.ratio", ["", "0"], { sizing: "fixed-ratio" }],
    ["sizing.amount", ["", "-1"], { sizing: "fixed-amount" }],
    ["sizing.margin", ["", "none"], { sizing: "fixed-margin" }],
    ["multiplier", ["", "0", "-2"]],
    ["leverage.times", ["", "0.5", "51"], { leverage: "capped" }],
    ["limits.maxPosition", ["", "0", "2.500,00"]],
    ["limits.maxLeverage", ["", "0", "51", "3x", "-1"]],
    ["limits.maxSlippageBps", ["", "0", "1001", "abc"]],
    ["limits.maxAgeMs", ["", "0.5", "3601", "1.2345"]],
    ["limits.maxOrder", ["0", "x"]],
    ["limits.maxNotional", ["0", "-1"]],
    ["limits.maxPositions", ["0", "1.5", "201"]],
    ["limits.maxOrdersPerMinute", ["0", "601"]],
    ["limits.allowedInstruments", ["A".repeat(41)]],
    ["limits.deniedInstruments", ["A".repeat(41)]],
    ["exits.drawdown.limit", ["0", "101", "-3", "15 %"]],
    ["exits.takeProfit.limit", ["0", "100001"]],
    ["exits.feedLost.limit", ["4", "86401", "1.2345"]],
  ])("refuses a wrong %s at its field", (path, values, choices = {}) => {
    for (const value of values) expect([value, wrongIn({ [path]: value }, choices)]).toEqual([value, [path]]);
  });

  it("has words for every field that can be wrong", () => {
    const paths = Object.keys(words.form.errors).toSorted();
    // Of an account's own fields there is one more.
    expect(paths).toEqual([...Object.keys(draft.texts), DISASTER_PATH].toSorted());
  });

  it("checks only the fields of what is chosen", () => {
    const nonsense = { "sizing.ratio": "x", "sizing.amount": "x", "sizing.margin": "x" };
    expect(wrongIn({ ...nonsense, "allocation.percent": "x", "leverage.times": "x" })).toEqual([]);
    expect(wrongIn(nonsense, { sizing: "fixed-margin" })).toEqual(["sizing.margin"]);
  });

  it("reads lists of instruments; an empty one allows all and denies none", () => {
    const listsOf = (typed: string) => {
      const texts = { "limits.allowedInstruments": typed, "limits.deniedInstruments": typed };
      const result = parseDraft(draftWith(texts));
      if (!("settings" in result)) return undefined;
      const { allowedInstruments, deniedInstruments } = result.settings.limits;
      return [allowedInstruments, deniedInstruments];
    };
    const list = ["BTC", "ETH", "kBONK"];
    expect(listsOf(" BTC ,ETH,, BTC, kBONK ")).toEqual([list, list]);
    expect(listsOf(" , ")).toEqual([null, []]);
  });

  it("leaves a rule out when its limit is emptied, and remembers its action meanwhile", () => {
    const emptied = parseDraft(draftWith({ "exits.drawdown.limit": " " }));
    expect(emptied).toMatchObject({ settings: { exits: { drawdown: null } } });
    const again = parseDraft(draftWith({ "exits.drawdown.limit": "20" }));
    expect(again).toMatchObject({ settings: { exits: { drawdown: { limit: 20, action: "close" } } } });
  });
});
