import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS, FollowSettings } from "../../../lib/model/follow-settings.ts";
import { PAPER_ACCOUNT } from "../../../lib/model/identity.ts";
import { Chains } from "./chains.ts";
import { Facts } from "./facts.ts";
import { BEGAN, decision, follow } from "./hand-made-rows.ts";
import { soundRecord } from "./hand-made.ts";
import { Scales } from "./scales.ts";

const SHARE = FollowSettings.parse({ ...DEFAULT_SETTINGS, allocation: { kind: "share", percent: 10 } });

/** Allocations of a tenth of the account by which a decision at 1.050 s may be made, the account being first read at `readAt`. */
function allocations(readAt: number, life = 1): (number | null)[] {
  const record = soundRecord();
  const report = { kind: "account-read", at: BEGAN + readAt, accountId: PAPER_ACCOUNT, equity: "10000" };
  record.venue.told = [{ at: BEGAN + readAt, life, report }] as never;
  const row = { id: PAPER_ACCOUNT, equity: "10000" };
  for (const [index, { change }] of record.journal.changes.entries())
    change.accounts = { put: index === 2 ? [row] : [], remove: [] } as never;
  const facts = new Facts(record);
  const chapter = facts.chapters[2];
  if (chapter === undefined) throw new RangeError("no chapter");
  const scales = new Scales(facts, new Chains(facts));
  return scales.of(decision(1, 1_050, {}), chapter, follow(), [SHARE]).map(({ allocation }) => allocation);
}

describe("an allocation that is a share of the account", () => {
  it("is known once the account was read", () => {
    expect(allocations(1_000)).toEqual([1_000]);
  });

  it.each([
    ["was read after the decision and before the journal took it", 1_052, 1],
    ["was read in an earlier life, and a row first tells of it now", 1_000, 0],
  ])("may be unknown where the account %s", (_, readAt, life) => {
    expect(allocations(readAt, life)).toEqual([1_000, null]);
  });
});
