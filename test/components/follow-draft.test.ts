import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { draftOf, parseDraft } from "../../components/panel/follow-draft.ts";
import type { DraftField } from "../../components/panel/follow-draft.ts";
import { DEFAULT_SETTINGS, FollowSettings } from "../../lib/model/follow.ts";

const draft = draftOf(DEFAULT_SETTINGS);
const wrongIn = (changed: Partial<typeof draft>): DraftField[] => {
  const result = parseDraft({ ...draft, ...changed });
  return "wrong" in result ? [...result.wrong] : [];
};

describe("the edit form's draft", () => {
  it("gives back the settings it was made of", () => {
    fc.assert(
      fc.property(
        fc.record({
          allocation: fc.integer({ min: 1, max: 99_999_999 }).map((n) => String(n / 100)),
          sizing: fc.oneof(
            fc.constant({ kind: "equity-proportional" }),
            fc.constant({ kind: "fixed-ratio", ratio: "0.0125" }),
            fc.constant({ kind: "fixed-amount", amount: "250" }),
          ),
          limits: fc.record({
            maxLeverage: fc.integer({ min: 1, max: 500 }).map((n) => n / 10),
            maxPosition: fc.constantFrom("2500", "0.01", "123456789.12"),
            maxSlippageBps: fc.integer({ min: 1, max: 10_000 }).map((n) => n / 10),
            maxAgeMs: fc.integer({ min: 1000, max: 3_600_000 }),
            allowedInstruments: fc.constantFrom(null, ["BTC"], ["BTC", "kBONK"]),
          }),
        }),
        (input) => {
          const settings = FollowSettings.parse(input);
          expect(parseDraft(draftOf(settings))).toEqual({ settings });
        },
      ),
    );
  });

  it("takes dollars as people write them", () => {
    expect(parseDraft({ ...draft, allocation: " $2,500.50 " })).toMatchObject({
      settings: { allocation: "2500.50" },
    });
  });

  it.each([
    ["allocation", ["", "0", "-5", "1,5", "abc", "1e3", "1.2.3", "Infinity"]],
    ["maxPosition", ["", "0", "2.500,00"]],
    ["maxLeverage", ["", "0", "51", "3x", "-1"]],
    ["maxSlippageBps", ["", "0", "1001", "abc"]],
    ["maxAge", ["", "0.5", "3601", "1.2345"]],
    ["allowedInstruments", ["A".repeat(41)]],
  ] as const)("refuses a wrong %s at its field", (field, values) => {
    for (const value of values) expect([value, wrongIn({ [field]: value })]).toEqual([value, [field]]);
  });

  it("checks only the field of the chosen sizing", () => {
    expect(wrongIn({ sizing: "fixed-ratio", ratio: "0", amount: "" })).toEqual(["ratio"]);
    expect(wrongIn({ sizing: "fixed-amount", ratio: "", amount: "x" })).toEqual(["amount"]);
    expect(wrongIn({ ratio: "x", amount: "x" })).toEqual([]);
  });

  it("reads a list of instruments; an empty one allows all", () => {
    const listOf = (allowedInstruments: string) => {
      const result = parseDraft({ ...draft, allowedInstruments });
      return "settings" in result ? result.settings.limits.allowedInstruments : undefined;
    };
    expect(listOf(" BTC ,ETH,, BTC, kBONK ")).toEqual(["BTC", "ETH", "kBONK"]);
    expect(listOf(" , ")).toBeNull();
  });
});
