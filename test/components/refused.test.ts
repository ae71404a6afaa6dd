import { describe, expect, it } from "vitest";
import { RejectReason } from "../../lib/model/order.ts";
import { RefusalReason } from "../../lib/model/refusal-reason.ts";
import { words } from "../../components/words/current.ts";

describe("the words of a refused order", () => {
  it.each(RejectReason.options)("%s: what happened, what it means, what happens next", (reason) => {
    const growth = words.activity.rejected(reason, "growth");
    const reduction = words.activity.rejected(reason, "reduction");
    expect(growth).toMatch(
      /^Failed: [a-z].*\. Nothing was traded and the position is as before\. (It is judged again by itself|This part is not copied)\./,
    );
    expect(reduction).toMatch(
      /^Failed: [a-z].*\. Nothing was traded and the position is still open\. The reduction is tried again by itself\./,
    );
  });

  it("has words for a reason that was not kept", () => {
    expect(words.activity.rejected(null, "growth")).toContain("does not know");
  });
});

describe("the words of a refused stop or leverage", () => {
  const own = "err: 4711 not ok.";

  it.each(RefusalReason.options)(
    "%s: what happened, what it means for the position, what happens next",
    (reason) => {
      const about = { about: "ETH", measured: null, detail: own, reason };
      const stop = words.problems["stop-missing"](about).body;
      const leverage = words.problems["leverage-refused"](about).body;
      expect(stop).toMatch(
        /^[A-Z].+\. Guardrails still hold while this browser runs, .+\. It is tried again by itself\./,
      );
      expect(leverage).toMatch(
        /^[A-Z].+\. Nothing is opened there, and what is held stays\. The next trade .+\.$/,
      );
      // They stay behind the sentence.
      expect(stop + leverage).not.toContain("4711");
    },
  );

  it("each reason has a sentence of its own", () => {
    const bodies = RefusalReason.options.map(
      (reason) => words.problems["stop-missing"]({ about: null, measured: null, reason }).body,
    );
    expect(new Set(bodies).size).toBe(RefusalReason.options.length);
  });

  it("words that are plain themselves are said where no reason was told", () => {
    const { body } = words.problems["stop-missing"]({ about: null, measured: null, detail: "Too small." });
    expect(body).toMatch(/^Too small\. Guardrails/);
  });
});
