import { describe, expect, it } from "vitest";
import { newAccount } from "../../../lib/model/account.ts";
import { PAPER_ACCOUNT } from "../../../lib/model/identity.ts";
import { brokenRules, chapter } from "./breaking.ts";
import { last } from "./breaking-decisions.ts";
import { leaderFill } from "./hand-made-leader.ts";
import { BEGAN, book, follow } from "./hand-made-rows.ts";
import type { MutableRecord } from "./hand-made.ts";

/** The leader's last act is two, told by one message: he bought 1 long before, and 1 just now. */
function oldAndNew(record: MutableRecord): void {
  const fills = record.leaders[0]?.fills ?? [];
  const [, , old] = fills;
  if (old !== undefined) Object.assign(old, { at: BEGAN - 60_000, fill: { ...old.fill, size: "1" } });
  fills.push({ at: BEGAN + 8_000, fill: leaderFill(8_000, "k4", "buy", "1", "100", "2") });
  Object.assign(last(record), { fillKeys: ["k3", "k4"] });
}

describe("ages of what one message tells", () => {
  it("finds old growth that was let through with young growth", () => {
    expect(brokenRules(oldAndNew)).toContain("past-limit");
  });

  it("finds more let through than was young enough", () => {
    const harm = (record: MutableRecord): void => {
      oldAndNew(record);
      Object.assign(last(record), { target: "0.15", forgone: [{ reason: "age", size: "0.05" }] });
    };
    expect(brokenRules(harm)).toContain("past-limit");
  });

  it("finds nothing where the old was forgone and the young let through", () => {
    const harm = (record: MutableRecord): void => {
      oldAndNew(record);
      Object.assign(last(record), { target: "0.1", forgone: [{ reason: "age", size: "0.1" }] });
    };
    expect(brokenRules(harm)).not.toContain("past-limit");
  });
});

describe("the number of positions in an account", () => {
  const noneAllowed = (record: MutableRecord): void => {
    const account = newAccount(PAPER_ACCOUNT, BEGAN);
    const limits = { ...account.settings.limits, maxPositions: 0 };
    for (const row of chapter(record, 0).change.accounts.put)
      Object.assign(row, { settings: { ...account.settings, limits } });
  };

  it("finds one too many", () => {
    expect(brokenRules(noneAllowed)).toContain("past-limit");
  });

  it("knows that growth where a stopped follow left its position makes no more of them", () => {
    const harm = (record: MutableRecord): void => {
      noneAllowed(record);
      const left = { followId: "f2", target: "0.5", held: "0.5" };
      chapter(record, 1).change.follows.put.push(follow({ id: "f2", status: "stopped" }));
      chapter(record, 1).change.books.put.push(book(left));
    };
    expect(brokenRules(harm)).not.toContain("past-limit");
  });
});
