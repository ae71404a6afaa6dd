import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../../../lib/model/follow-settings.ts";
import { newAccount } from "../../../lib/model/account.ts";
import { PAPER_ACCOUNT } from "../../../lib/model/identity.ts";
import { brokenRules, chapter } from "./breaking.ts";
import { last, settings } from "./breaking-decisions.ts";
import { leaderFill } from "./hand-made-leader.ts";
import { BEGAN, book, follow, put } from "./hand-made-rows.ts";
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

describe("a share of the account", () => {
  /** 20 USD stand in the end; a tenth of the account times 0.021 is 21 USD by 10,000 and 18.9 USD by 9,000. */
  const readAs =
    (...equities: readonly string[]) =>
    (record: MutableRecord): void => {
      settings(record, {
        allocation: { kind: "share", percent: 10 },
        sizing: { kind: "fixed-ratio", ratio: "0.1" },
        limits: { ...DEFAULT_SETTINGS.limits, maxLeverage: 0.021 },
      });
      for (const [index, equity] of equities.entries()) {
        const at = BEGAN + 7_000 + index;
        const report = { kind: "account-read", at, equity, positions: [], fills: [], openOrders: [] };
        record.venue.told.push({ at, life: 1, report } as never);
      }
    };

  it("may be of an older reading than the newest, where both come to the same target", () => {
    expect(brokenRules(readAs("10000", "9000"))).not.toContain("past-limit");
  });

  it("is of none that was not told", () => {
    expect(brokenRules(readAs("9000", "9000"))).toContain("past-limit");
  });
});

describe("a rule that tripped before", () => {
  const tripped =
    (...moments: readonly number[]) =>
    (record: MutableRecord): void => {
      for (const [index, at] of moments.entries()) {
        const trip = { rule: "drawdown", instrument: null, action: "no-growth", at, measured: 2, limit: 1 };
        Object.assign(chapter(record, 5 + index).change, { guards: put({ id: "follow:f1", trips: [trip] }) });
      }
      for (const row of chapter(record, 6).change.intents) Object.assign(row, { status: "not-sent" });
    };

  it("lets nothing grow, although the order is withdrawn", () => {
    expect(brokenRules(tripped(BEGAN + 5_090))).toContain("growth-refused");
  });

  it("may have been reset before it tripped again", () => {
    expect(brokenRules(tripped(BEGAN + 5_090, BEGAN + 8_055))).not.toContain("growth-refused");
  });
});
