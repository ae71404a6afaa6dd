import { afterEach, describe, expect, it } from "vitest";
import { compactJournal } from "../../lib/journal/compact.ts";
import type { JournalDatabase } from "../../lib/journal/database.ts";
import { createJournal } from "../../lib/journal/dexie-journal.ts";
import { loadJournal } from "../../lib/journal/load.ts";
import { JournalError } from "../../lib/model/journal-change.ts";
import { accountsIn, damage, touched, twoAccounts } from "./damaged-journal.ts";
import { clientOrderId, order, sampleDecision, sampleIntent } from "./sample-orders.ts";
import { PROBLEM, changeWith, sampleBook, sampleFollow, sampleGuard } from "./sample-rows.ts";
import { T0 } from "./sample-values.ts";

let database: JournalDatabase;

afterEach(async () => {
  await database.delete();
});

describe("a damaged row", () => {
  it.each([
    ["follows", "f1"],
    ["books", "f1|ETH"],
    ["accounts", "first"],
    ["accountBooks", "first|ETH"],
    ["guards", "follow:f1"],
    ["guards", "account:first"],
    ["dayStarts", "f1"],
    ["leaders", `hyperliquid:0x${"a".repeat(40)}`],
    ["leaderBooks", `hyperliquid:0x${"a".repeat(40)}|ETH`],
  ])("of %s stops its account, and the other goes on as it was", async (table, key) => {
    database = await twoAccounts();
    const before = await loadJournal(database);
    await damage(database, table, key, touched);
    const rows = await loadJournal(database);
    expect(rows.damaged).toEqual([
      { table, key, detail: "Its checksum does not match.", accounts: ["first"] },
    ]);
    expect(accountsIn(rows)).toEqual(["second"]);
    expect(rows.follows).toEqual(before.follows.filter((row) => row.id === "f2"));
    expect(rows.books).toEqual(before.books.filter((row) => row.followId === "f2"));
    expect(rows.leaders.map((row) => row.id)).toEqual([`hyperliquid:0x${"b".repeat(40)}`]);
    // It is left as it is: no default takes its place.
    expect(await database.table(table).get(key)).toMatchObject({ checksum: "0000000000000000" });
  });

  it.each([
    ["meta", "engine"],
    ["problems", PROBLEM.id],
    ["instruments", "ETH"],
  ])("of %s, which belongs to no account, halts all", async (table, key) => {
    database = await twoAccounts();
    await damage(database, table, key, touched);
    await expect(loadJournal(database)).rejects.toMatchObject({
      name: "JournalError",
      problem: "unreadable",
      message: expect.stringContaining(`"${table}" is damaged`),
    });
  });

  it("of a leader whom both accounts follow stops both", async () => {
    database = await twoAccounts(true);
    await damage(database, "leaders", `hyperliquid:0x${"a".repeat(40)}`, touched);
    const rows = await loadJournal(database);
    expect(rows.damaged).toMatchObject([{ accounts: ["first", "second"] }]);
    expect(accountsIn(rows)).toEqual([]);
  });

  it("leaves a leader whom a sound account follows as well", async () => {
    database = await twoAccounts(true);
    await damage(database, "follows", "f1", touched);
    const rows = await loadJournal(database);
    expect(rows.leaders).toHaveLength(1);
    expect(rows.leaderBooks).toHaveLength(1);
  });

  it("of an open order stops the account that its decision names, whatever the row says", async () => {
    database = await twoAccounts();
    const journal = createJournal(database);
    const row = sampleIntent(1, { accountId: "first", followId: "f1" });
    await journal.commit(changeWith(order(row)));
    await damage(database, "intents", clientOrderId(1), () => ({
      ...row,
      status: "unknown",
      statusAt: 5,
      checksum: "",
    }));
    expect((await loadJournal(database)).damaged).toMatchObject([{ table: "intents", accounts: ["first"] }]);
    const { intent } = row;
    await damage(database, "intents", clientOrderId(1), () => ({
      ...row,
      intent: { ...intent, accountId: 5 },
    }));
    expect((await loadJournal(database)).damaged).toMatchObject([{ table: "intents", accounts: ["first"] }]);
    await damage(database, "intents", clientOrderId(1), () => ({ ...row, status: "perhaps" }));
    expect((await loadJournal(database)).damaged).toMatchObject([{ table: "intents", accounts: ["first"] }]);
  });

  it("of a follow that names another account stops both, by its orders", async () => {
    database = await twoAccounts();
    await damage(database, "follows", "f1", (row) => ({ ...row, accountId: "second" }));
    expect((await loadJournal(database)).damaged).toMatchObject([
      { table: "follows", key: "f1", accounts: ["first", "second"] },
    ]);
  });

  it("of a follow that holds something, and no order tells whose it is, halts all", async () => {
    database = await twoAccounts();
    await database.decisions.clear();
    await damage(database, "follows", "f1", touched);
    await expect(loadJournal(database)).rejects.toMatchObject({ problem: "unreadable" });
  });

  it.each([
    ["follows", "f1", "follows"],
    ["accountBooks", "first|ETH", "accountBooks"],
    ["leaders", `hyperliquid:0x${"a".repeat(40)}`, "leaders"],
    ["accounts", "first", "accounts"],
    ["guards", "follow:f1", "guards"],
    ["guards", "account:first", "guards"],
    ["books", "f1|ETH", "books"],
  ])("is told where a row of %s is missing that others need", async (table, key) => {
    database = await twoAccounts();
    const open = sampleIntent(1, { accountId: "first", followId: "f1", status: "unknown" });
    await createJournal(database).commit(changeWith({ intents: [open] }));
    await database.table(table).delete(key);
    const rows = await loadJournal(database);
    expect(rows.damaged).toMatchObject([{ table, key, accounts: ["first"] }]);
    expect(rows.damaged[0]?.detail).toMatch(/missing/);
    expect(accountsIn(rows)).toEqual(["second"]);
  });

  it("is told where a book is missing that only an order of long ago proves, also after compaction", async () => {
    database = await twoAccounts();
    await createJournal(database).commit(
      changeWith({ leaderBooks: { put: [], remove: [`hyperliquid:0x${"a".repeat(40)}|ETH`] } }),
    );
    await database.books.delete("f1|ETH");
    await compactJournal(database, T0 + 1_000 * 86_400_000);
    const rows = await loadJournal(database);
    expect(rows.damaged).toMatchObject([{ table: "books", key: "f1|ETH", accounts: ["first"] }]);
    expect(accountsIn(rows)).toEqual(["second"]);
  });

  it("of the decisions proves no book", async () => {
    database = await twoAccounts();
    await createJournal(database).commit(
      changeWith({ leaderBooks: { put: [], remove: [`hyperliquid:0x${"a".repeat(40)}|ETH`] } }),
    );
    await database.books.delete("f1|ETH");
    for (const { id } of await database.decisions.where("followId").equals("f1").toArray()) {
      await damage(database, "decisions", id, touched);
    }
    expect((await loadJournal(database)).damaged).toEqual([]);
  });

  it("misses nothing of a follow that has not begun, has ended, or took no part in his trade", async () => {
    database = await twoAccounts();
    const journal = createJournal(database);
    await journal.commit(
      changeWith({
        follows: {
          put: [
            { ...sampleFollow("f3", "first"), status: "starting", baselineAt: null },
            { ...sampleFollow("f4", "first"), status: "stopped" },
          ],
          remove: [],
        },
        guards: { put: ["follow:f3", "follow:f4"].map(sampleGuard), remove: [] },
        decisions: [sampleDecision(9, { followId: "f4", ordered: false })],
      }),
    );
    expect((await loadJournal(database)).damaged).toEqual([]);
  });

  it("halts all where the journal's identity is missing: it would number its orders anew", async () => {
    database = await twoAccounts();
    await database.meta.clear();
    await expect(loadJournal(database)).rejects.toMatchObject({ problem: "unreadable" });
  });

  it("is found when it stands under another key", async () => {
    database = await twoAccounts();
    const row = await database.books.get("f1|ETH");
    if (row === undefined) throw new Error("no book");
    await database.books.put(row, "f2|ETH");
    expect((await loadJournal(database)).damaged).toEqual([
      { table: "books", key: "f2|ETH", detail: "It is stored under another key.", accounts: ["second"] },
    ]);
  });

  it("is never written over while its account is stopped; the other account is written", async () => {
    database = await twoAccounts();
    await damage(database, "books", "f1|ETH", touched);
    const journal = createJournal(database);
    await journal.load();
    const first = { accountId: "first", followId: "f1" };
    for (const change of [
      changeWith({ follows: { put: [sampleFollow("f9", "first")], remove: [] } }),
      changeWith(order(sampleIntent(7, first))),
    ]) {
      await expect(journal.commit(change)).rejects.toMatchObject({ problem: "damaged" });
    }
    await journal.commit(changeWith({ books: { put: [sampleBook("f2", "0.5")], remove: [] } }));
    await expect(
      journal.commit(changeWith({ books: { put: [sampleBook("f1", "0.5")], remove: [] } })),
    ).rejects.toBeInstanceOf(JournalError);
    expect(await database.follows.count()).toBe(2);
  });
});
