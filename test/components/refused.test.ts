import { describe, expect, it } from "vitest";
import { RejectReason } from "../../lib/model/order.ts";
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
