import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeRights, type Right } from "../../../lib/venues/key-audit/judge-rights.ts";
import { rightWords } from "../../../lib/venues/key-audit/right-words.ts";
import { MADE_UP } from "./made-up-exchanges.ts";

const REAL = { demo: false };
const DEMO = { demo: true };

describe.each(Object.entries(MADE_UP))(
  "an exchange that tells rights as %s",
  (_name, { vocabulary, tell }) => {
    const judge = (words: readonly string[], host = REAL) =>
      judgeRights(rightWords(tell(words)), vocabulary, host);
    const wordFor = (right: Right): string => {
      const word = [...vocabulary].find(([, meaning]) => meaning.includes(right))?.[0];
      if (word === undefined) throw new Error(`no word for ${right}`);
      return word;
    };

    it("keeps a key that can trade", () => {
      expect(judge([wordFor("trade")])).toEqual({ finding: null, badge: null, detail: null });
    });

    it("refuses one that can withdraw, move money, or that has a right nobody knows, naming the words", () => {
      const trade = wordFor("trade");
      for (const [word, finding] of [
        [wordFor("withdraw"), "can-withdraw"],
        ["Brand.New", "right-unknown"],
        ["Own.constructor", "right-unknown"],
      ] as const) {
        expect(judge([trade, word])).toEqual({ finding, badge: null, detail: expect.stringContaining(word) });
      }
      expect(["can-withdraw", "can-transfer"]).toContain(judge([trade, wordFor("transfer")]).finding);
    });

    it("refuses one that cannot trade, also on a demo host", () => {
      expect(judge([]).finding).toBe("cannot-trade");
      expect(judge([], DEMO).finding).toBe("cannot-trade");
    });

    it("only badges on a demo host what would be a danger elsewhere", () => {
      const words = [wordFor("trade"), wordFor("withdraw")];
      expect(judge(words, DEMO)).toEqual({
        finding: null,
        badge: "can-withdraw",
        detail: expect.stringContaining(wordFor("withdraw")),
      });
    });

    it("keeps a key exactly when it can trade and every right is known and moves no money", () => {
      const any = fc.uniqueArray(
        fc.constantFrom(...vocabulary.keys(), "Brand.New", "Odd.toString", "Odd.__proto__"),
      );
      fc.assert(
        fc.property(any, (words) => {
          const meanings = words.map((word) => vocabulary.get(word));
          const harmless = meanings.every(
            (meaning) =>
              meaning !== undefined && !meaning.includes("withdraw") && !meaning.includes("transfer"),
          );
          const trades = meanings.some((meaning) => meaning?.includes("trade") === true);
          expect(judge(words).finding === null).toBe(harmless && trades);
          expect(judge(words, DEMO).finding === null).toBe(trades);
        }),
      );
    });
  },
);

describe("rights in no form that we know", () => {
  it.each([
    [null],
    [undefined],
    [7],
    [true],
    [{ enableWithdrawals: "false" }],
    [{ enableWithdrawals: 0 }],
    [["trade", 3]],
    [{ Contract: ["Order", null] }],
    [{ Contract: { Order: true } }],
    [Array.from({ length: 201 }, () => "trade")],
  ])("are refused: %j", (told) => {
    const words = rightWords(told);
    expect(words).toBeNull();
    expect(judgeRights(words, new Map([["trade", ["trade"]]]), REAL).finding).toBe("rights-unreadable");
    expect(judgeRights(words, new Map(), DEMO)).toMatchObject({ finding: null, badge: "rights-unreadable" });
  });

  it("a word in other letters is not the word that we know", () => {
    expect(judgeRights(["TRADE"], new Map([["trade", ["trade"]]]), REAL).finding).toBe("right-unknown");
  });
});
