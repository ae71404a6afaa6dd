import { afterEach, describe, expect, it } from "vitest";
import type { JournalDatabase } from "../../lib/journal/database.ts";
import { createJournal } from "../../lib/journal/dexie-journal.ts";
import { loadJournal } from "../../lib/journal/load.ts";
import { paperTables } from "../../lib/journal/paper-tables.ts";
import { verifyHistory } from "../../lib/journal/verify-history.ts";
import { damage, touched, twoAccounts } from "./damaged-journal.ts";
import { clientOrderId } from "./sample-orders.ts";
import { changeWith } from "./sample-rows.ts";

let database: JournalDatabase;

afterEach(async () => {
  await database.delete();
});

describe("history", () => {
  it("is sound as it was written, whatever its length", async () => {
    database = await twoAccounts();
    await database.events.bulkAdd([]);
    const events = Array.from({ length: 950 }, (_, n) => ({ at: n, kind: "tick", body: { n, list: [n] } }));
    await createJournal(database).commit(changeWith({ events }));
    let turns = 0;
    expect(
      await verifyHistory(database, async () => {
        turns += 1;
      }),
    ).toEqual([]);
    expect(turns).toBeGreaterThan(3);
  });

  it.each([
    ["fills", "fill-1"],
    ["decisions", "000000000001"],
    ["intents", clientOrderId(1)],
  ])("finds a damaged row of %s and its account", async (table, key) => {
    database = await twoAccounts();
    await damage(database, table, key, touched);
    expect(await verifyHistory(database)).toMatchObject([{ table, key, accounts: ["first"] }]);
    // What the engine goes on from is sound.
    expect((await loadJournal(database)).damaged).toEqual([]);
  });

  it("finds a damaged event and its account", async () => {
    database = await twoAccounts();
    await database.events.toCollection().modify((row) => {
      if (row.body !== null && JSON.stringify(row.body).includes("second")) Object.assign(row, { at: 9 });
    });
    expect(await verifyHistory(database)).toMatchObject([
      { table: "events", key: "2", accounts: ["second"] },
    ]);
  });

  it("finds every damaged account, and lists no more rows than that beside the first hundred", async () => {
    database = await twoAccounts();
    const journal = createJournal(database);
    const event = (accountId: string) => ({ at: 5, kind: "funding", body: { accountId } });
    const events = [...Array.from({ length: 450 }, () => event("first")), event("second")];
    await journal.commit(changeWith({ events }));
    await database.events.toCollection().modify((row) => {
      if (row.kind === "funding") Object.assign(row, { at: 9 });
    });
    const damaged = await verifyHistory(database);
    expect(damaged).toHaveLength(101);
    expect(new Set(damaged.map(({ accounts }) => accounts).flat())).toEqual(new Set(["first", "second"]));
  });

  it("stops all for a row that names nobody", async () => {
    database = await twoAccounts();
    await damage(database, "decisions", "000000000001", () => ({ id: "000000000001" }));
    expect(await verifyHistory(database)).toMatchObject([{ table: "decisions", accounts: "all" }]);
  });
});

describe("the paper ledger", () => {
  it("refuses a row that is not as it was written, and says which table", async () => {
    database = await twoAccounts();
    const tables = paperTables(database);
    const none = { put: [], remove: [] };
    await tables.apply({
      account: { cash: "10000" },
      positions: { put: [{ instrument: "ETH", size: "1" }], remove: [] },
      orders: none,
      stops: none,
      fundingDue: none,
      notices: none,
    });
    expect(await tables.load()).toMatchObject({ account: { cash: "10000" }, positions: [{ size: "1" }] });
    await damage(database, "paperPositions", "ETH", (row) => ({ ...row, size: "2" }));
    await expect(tables.load()).rejects.toMatchObject({
      problem: "unreadable",
      message: expect.stringContaining("paperPositions"),
    });
  });
});
