import { Dexie } from "dexie";
import { IDBKeyRange, indexedDB } from "fake-indexeddb";
import { afterEach, describe, expect, it } from "vitest";
import { journalDatabase } from "../../../lib/journal/database.ts";
import { readActivity } from "../../../lib/journal/read/activity.ts";
import { localDay } from "../../../lib/journal/read/journal-view.ts";
import { readOverview } from "../../../lib/journal/read/overview.ts";
import { readPositions } from "../../../lib/journal/read/positions.ts";
import { stopOf, stopView } from "../../../lib/journal/read/stops.ts";
import { readVaultStatus } from "../../../lib/journal/read/vault-status.ts";
import { newAccount } from "../../../lib/model/account.ts";
import { AccountKey } from "../../../lib/model/account-key.ts";
import { DecimalString } from "../../../lib/model/decimal.ts";
import type { Decision } from "../../../lib/model/follow.ts";
import { FollowId, InstrumentId, PAPER_ACCOUNT } from "../../../lib/model/identity.ts";
import { StopOrder, type StopRow } from "../../../lib/model/stop.ts";
import { sampleDecision } from "../sample-orders.ts";
import { account, sampleBook, sampleFollow } from "../sample-rows.ts";
import { T0 } from "../sample-values.ts";

Dexie.dependencies.indexedDB = indexedDB;
Dexie.dependencies.IDBKeyRange = IDBKeyRange;

const OWNER = `0x${"9".repeat(40)}`;
const REAL = account(`hyperliquid:${OWNER}`);
const ETH = InstrumentId.parse("ETH");
const d = (text: string): DecimalString => DecimalString.parse(text);
const NOW = T0 + 3_600_000;
const KEY = AccountKey.parse({
  owner: OWNER,
  agent: `0x${"8".repeat(40)}`,
  agentName: "Pilotfish",
  validUntil: null,
  checkedAt: T0,
});

afterEach(async () => {
  const database = journalDatabase();
  await Promise.all(database.tables.map((table) => table.clear()));
});

/** One follow on paper and one with real money, each holding ETH bought at 2,001, the mark at 2,101. */
async function bothKinds(): Promise<void> {
  const database = journalDatabase();
  await database.accounts.bulkPut([
    { ...newAccount(PAPER_ACCOUNT, T0), equity: d("10000"), equityAt: T0 },
    {
      ...newAccount(REAL, T0),
      key: KEY,
      equity: d("12640.8"),
      equityAt: T0,
      liquidationPrices: { [ETH]: { price: d("1500"), long: true } },
    },
  ]);
  await database.follows.bulkPut([sampleFollow("p"), sampleFollow("r", REAL, "b")]);
  await database.books.bulkPut(
    [
      { ...sampleBook("p"), held: d("0.1") },
      { ...sampleBook("r"), held: d("0.3") },
    ],
    ["p|ETH", "r|ETH"],
  );
  await database.marks.put({ instrument: ETH, price: d("2101"), at: NOW });
}

describe("accounts with real money in the views", () => {
  it("stand beside paper, each with its own follows, and neither is in the other's figures", async () => {
    await bothKinds();
    const { paper, real, follows } = await readOverview(NOW);
    const [one] = real;
    // 1.5 closed, 0.09 of fees, 0.01 of funding paid, and 100 a coin open.
    expect(paper.mirrored).toBe("1011.4");
    expect(one?.mirrored).toBe("1031.4");
    expect(paper.allocated).toBe("1000");
    expect(one).toMatchObject({ allocated: "1000", openPositions: 1, follows: 1, stopsResting: 0 });
    expect(one?.exposure).toBeCloseTo((0.3 * 2101) / 12640.8);
    expect(follows.map(({ follow, account: { kind } }) => [follow.id, kind])).toEqual(
      expect.arrayContaining([
        ["p", "paper"],
        ["r", "real"],
      ]),
    );
  });

  it("net today is what its follows made today, whatever was paid in or out", async () => {
    await bothKinds();
    const database = journalDatabase();
    await database.dayStarts.put({ followId: FollowId.parse("r"), day: localDay(NOW), netResult: d("11.4") });
    const before = (await readOverview(NOW)).real[0];
    expect(before?.netToday).toBe("20");
    expect(before?.netTodayFraction).toBeCloseTo(20 / 1011.4);
    const account = await database.accounts.get(REAL);
    if (account === undefined) throw new Error("the account is gone");
    await database.accounts.put({ ...account, equity: d("50000") });
    const [after] = (await readOverview(NOW)).real;
    expect([after?.netToday, after?.equity]).toEqual(["20", "50000"]);
  });

  it("counts what was not copied since the lock, and only that", async () => {
    await bothKinds();
    const database = journalDatabase();
    const lock = (state: "locked" | "ready") =>
      database.accounts.update(REAL, { access: { state, since: T0, finding: null, detail: null } });
    const outcome = "forgone" as const;
    const forgone = [{ reason: "account-locked" as const, size: d("1") }];
    const act = (n: number, at: number, changed: Partial<Decision>): Decision => ({
      ...sampleDecision(n, { followId: "r", at }),
      ...changed,
    });
    await database.decisions.bulkPut([
      act(1, T0 - 1, { outcome, forgone }),
      act(2, T0, { outcome, forgone }),
      // A reduction waits for the key.
      act(3, T0 + 5, { outcome: "waiting", reason: "account-locked" }),
      act(4, T0 + 6, { outcome, forgone: [{ reason: "age", size: d("1") }] }),
      act(5, T0 + 7, { outcome, forgone, source: "own" }),
      sampleDecision(6, { followId: "p", at: T0 + 8 }),
    ]);
    const missedBy = async (id: string) =>
      (await readOverview(NOW)).follows.find(({ follow }) => follow.id === id)?.notCopied;
    await lock("locked");
    expect([await missedBy("r"), await missedBy("p")]).toEqual([2, 0]);
    await lock("ready");
    expect(await missedBy("r")).toBe(0);
  });

  it("a share of an account that was not read is not known, and an amount is", async () => {
    await bothKinds();
    const database = journalDatabase();
    const known = async () => {
      const { follows } = await readOverview(NOW);
      return Object.fromEntries(follows.map(({ follow, allocationKnown }) => [follow.id, allocationKnown]));
    };
    await database.accounts.update(REAL, { equity: null });
    expect(await known()).toEqual({ p: true, r: true });
    for (const id of ["p", "r"]) {
      await database.follows.update(id, { "settings.allocation": { kind: "share", percent: 10 } });
    }
    expect(await known()).toEqual({ p: true, r: false });
    await database.accounts.update(REAL, { equity: d("12640.8") });
    expect(await known()).toEqual({ p: true, r: true });
  });

  it("an account whose key is gone is shown only while something of it is left", async () => {
    await bothKinds();
    const database = journalDatabase();
    await database.accounts.update(REAL, { key: null });
    expect((await readOverview(NOW)).real).toHaveLength(1);
    await database.follows.update("r", { status: "stopped" });
    expect((await readOverview(NOW)).real).toHaveLength(1);
    await database.books.delete("r|ETH");
    expect((await readOverview(NOW)).real).toEqual([]);
  });

  it("a position knows its money, and the liquidation price that the venue told for its side", async () => {
    await bothKinds();
    const of = async (id: string) => (await readPositions(NOW)).find((position) => position.followId === id);
    expect(await of("r")).toMatchObject({ account: { id: REAL, kind: "real" }, liquidationPrice: "1500" });
    expect(await of("p")).toMatchObject({ account: { kind: "paper" }, stop: null });
    await journalDatabase().books.update("r|ETH", { held: d("-0.3") });
    expect((await of("r"))?.liquidationPrice).toBeNull();
  });

  it("what happened says on which money; of a follow that is gone nobody knows", async () => {
    await bothKinds();
    const database = journalDatabase();
    await database.decisions.bulkPut(
      ["p", "r", "gone"].map((followId, at) => sampleDecision(at + 1, { followId })),
    );
    const kinds = (await readActivity(10)).map(({ decision, kind }) => [decision.followId, kind]);
    expect(Object.fromEntries(kinds)).toEqual({ p: "paper", r: "real", gone: null });
  });

  it("of the vault nothing is known before the worker said it", async () => {
    expect(await readVaultStatus()).toBeNull();
  });
});

describe("the stop of a position", () => {
  const row = (sequence: number, status: StopRow["status"], size = "0.3"): StopRow => ({
    stop: StopOrder.parse({
      clientOrderId: `0x${String(sequence).repeat(32)}`,
      accountId: REAL,
      instrument: ETH,
      sequence,
      side: "sell",
      size,
      triggerPrice: "1890.9",
      limitPrice: "1800",
      basis: "position-stop",
      replaces: null,
      nonce: 1,
      committedAt: T0,
      expiresAt: T0 + 5_000,
    }),
    status,
    statusAt: T0,
    seenRestingAt: null,
    detail: null,
  });

  it("is the one that surely rests, while another is to take its place", () => {
    const resting = { ...row(1, "resting"), status: "resting" as const };
    const next = { ...row(2, "committed"), status: "committed" as const };
    expect(stopOf([next, resting], REAL, ETH)).toBe(resting);
    expect(stopOf([next], REAL, ETH)).toBe(next);
    expect(stopOf([resting], PAPER_ACCOUNT, ETH)).toBeUndefined();
  });

  it("says how far it is from the mark", () => {
    const resting = { ...row(1, "resting"), status: "resting" as const };
    const view = stopView(resting, { instrument: ETH, price: d("2101"), at: T0 }, true);
    expect(view).toMatchObject({ triggerPrice: "1890.9", away: 0.1, shared: true, status: "resting" });
    expect(stopView(resting, undefined, false).away).toBeNull();
  });
});
