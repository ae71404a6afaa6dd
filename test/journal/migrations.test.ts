import { Dexie } from "dexie";
import { IDBKeyRange, indexedDB } from "fake-indexeddb";
import { afterEach, describe, expect, it, vi } from "vitest";
import { isIntact } from "../../lib/journal/checksum.ts";
import { JournalDatabase } from "../../lib/journal/database.ts";
import { readHalt } from "../../lib/journal/halt-switch.ts";
import { loadJournal } from "../../lib/journal/load.ts";
import { paperTables } from "../../lib/journal/paper-tables.ts";
import { SIGNED_TABLES } from "../../lib/journal/tables.ts";
import { verifyHistory } from "../../lib/journal/verify-history.ts";
import { newAccount } from "../../lib/model/account.ts";
import { newGuard } from "../../lib/model/guard.ts";
import { PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import { readLedger } from "../../lib/venues/paper-ledger.ts";
import { breakStore } from "./break-store.ts";
import { type Fixture, dumpDatabase, readFixture, writeFixture } from "./fixture-database.ts";

Dexie.dependencies.indexedDB = indexedDB;
Dexie.dependencies.IDBKeyRange = IDBKeyRange;

let names = 0;

async function fromFixture(version: number): Promise<{ name: string; fixture: Fixture }> {
  names += 1;
  const name = `migration-${names}`;
  const fixture = readFixture(version);
  await writeFixture(name, fixture);
  return { name, fixture };
}

/** A table's rows without some of their fields. */
function valuesOf(tables: Fixture["tables"], table: string, ...without: readonly string[]): object[] {
  return (tables[table]?.rows ?? []).map(({ value }) =>
    Object.fromEntries(Object.entries(value).filter(([field]) => !without.includes(field))),
  );
}

/** Nothing was signed before version 3. */
function withNonce(row: object): object {
  return { ...("intent" in row && typeof row.intent === "object" ? row.intent : null), nonce: null };
}

/** Versions that were ever released, today's last. */
const TODAY = new JournalDatabase("versions").verno;
const EARLIER = Array.from({ length: TODAY - 1 }, (_, index) => index + 1);

afterEach(() => {
  vi.restoreAllMocks();
});

describe.each(EARLIER)("a journal of version %i", (version) => {
  it("is read by today's code: every row is there, sound, and with a checksum that holds", async () => {
    const { name, fixture } = await fromFixture(version);
    const database = new JournalDatabase(name);
    const rows = await loadJournal(database);
    expect(rows.damaged).toEqual([]);
    expect(await verifyHistory(database)).toEqual([]);
    const after = await dumpDatabase(name);
    const keysOf = (tables: Fixture["tables"]): string[] =>
      Object.keys(fixture.tables).flatMap((table) =>
        (tables[table]?.rows ?? []).map(({ key }) => `${table} ${key}`),
      );
    expect(keysOf(after)).toEqual(keysOf(fixture.tables));
    const unsigned = SIGNED_TABLES.flatMap((table) =>
      (after[table]?.rows ?? []).filter(({ value }) => !isIntact(table, value)),
    );
    expect(unsigned).toEqual([]);
    database.close();
  });

  it("keeps every figure as it was", async () => {
    const { name, fixture } = await fromFixture(version);
    const database = new JournalDatabase(name);
    await database.open();
    const after = await dumpDatabase(name);
    const unchanged = ["fills", "decisions", "dayStarts", "instruments", "events"];
    for (const table of [...unchanged, "paperAccount", "paperPositions", "paperOrders", "paperFundingDue"]) {
      expect(valuesOf(after, table, "checksum")).toEqual(valuesOf(fixture.tables, table, "checksum"));
    }
    for (const table of ["books", "leaderBooks", "accounts", "accountBooks", "leaders", "meta"]) {
      // What is new comes beside what was there.
      const before = valuesOf(fixture.tables, table, "latched", "settings", "checksum");
      const now = valuesOf(after, table, "latched", "settings", "checksum").slice(0, before.length);
      expect(now).toEqual(before.map((value) => expect.objectContaining(value)));
    }
    const accounts = fixture.tables["accounts"]?.rows ?? [];
    expect(valuesOf(after, "accounts").slice(0, accounts.length)).toEqual(
      accounts.map(({ value }) =>
        expect.objectContaining({ settings: expect.objectContaining(value["settings"]) }),
      ),
    );
    expect(valuesOf(after, "intents", "checksum")).toEqual(
      valuesOf(fixture.tables, "intents", "checksum").map((row) => ({ ...row, intent: withNonce(row) })),
    );
    const ledger = readLedger(await paperTables(database).load(), PAPER_ACCOUNT);
    expect(ledger?.positions.size).toBe(2);
    database.close();
  });
});

describe("version 2", () => {
  it("says in a follow's settings what version 1 did unasked, and adds no exit rule", async () => {
    const { name } = await fromFixture(1);
    const database = new JournalDatabase(name);
    const { follows, openIntents } = await loadJournal(database);
    expect(openIntents.map((row) => row.status).toSorted()).toEqual(["committed", "unknown", "unknown"]);
    expect(follows.map(({ id, status }) => [id, status])).toEqual([
      ["follow-1", "mirroring"],
      ["follow-2", "paused"],
      ["follow-3", "mirroring"],
      ["follow-4", "stopped"],
      ["follow-5", "starting"],
      ["follow-6", "closing"],
    ]);
    expect(follows[1]?.settings).toMatchObject({
      allocation: { kind: "amount", amount: "1000" },
      sizing: { kind: "fixed-ratio", ratio: "0.01" },
      multiplier: "1",
      limits: { maxLeverage: 10, maxPosition: "5000", allowedInstruments: ["ETH", "SOL"], maxOrder: null },
    });
    expect(follows[2]?.settings).toMatchObject({
      allocation: { kind: "amount", amount: "750.5" },
      sizing: { kind: "fixed-amount", amount: "300" },
    });
    for (const { settings } of follows) {
      expect(Object.values(settings.exits).every((rule) => rule === null)).toBe(true);
    }
    database.close();
  });

  it("gives each account its row, and each account and follow what exit rules remember", async () => {
    const { name } = await fromFixture(1);
    const database = new JournalDatabase(name);
    const before = Date.now();
    const { accounts, follows, guards } = await loadJournal(database);
    const [account] = accounts;
    expect(accounts).toEqual([newAccount(PAPER_ACCOUNT, account?.cursor ?? 0)]);
    expect(Math.abs((account?.cursor ?? 0) - before)).toBeLessThan(60_000);
    const ids = ["account:paper", ...follows.map(({ id }) => `follow:${id}`)];
    expect(guards).toEqual(ids.map(newGuard));
    await database.accounts.clear();
    expect((await loadJournal(database)).damaged).toMatchObject([
      { table: "accounts", key: PAPER_ACCOUNT, accounts: [PAPER_ACCOUNT] },
    ]);
    database.close();
  });

  it("names the reason of a latch", async () => {
    const { name, fixture } = await fromFixture(1);
    const database = new JournalDatabase(name);
    const { books } = await loadJournal(database);
    const before = fixture.tables["books"]?.rows ?? [];
    expect(books.map((book) => book.latched)).toEqual(
      before.map(({ value }) => (value["latched"] === true ? "liquidated" : null)),
    );
    expect(books.filter((book) => book.latched !== null)).toHaveLength(3);
    database.close();
  });

  it("that fails in its middle leaves version 1 as it was", async () => {
    const { name } = await fromFixture(1);
    const before = await dumpDatabase(name);
    let left = 40;
    breakStore("put", () => {
      left -= 1;
      if (left === 0) throw new DOMException("no space", "QuotaExceededError");
    });
    const database = new JournalDatabase(name);
    await expect(loadJournal(database)).rejects.toMatchObject({ problem: "unreadable" });
    database.close();
    expect(left).toBeLessThanOrEqual(0);
    vi.restoreAllMocks();
    expect(await dumpDatabase(name)).toEqual(before);
    const again = new JournalDatabase(name);
    expect((await loadJournal(again)).follows).toHaveLength(6);
    again.close();
  });

  it("leaves a row that was no row of version 1 as it is, and its account stops", async () => {
    const { name } = await fromFixture(1);
    const old = await new Dexie(name).open();
    const row: unknown = await old.table("follows").get("follow-2");
    await old.table("follows").put({ ...found(row), settings: { allocation: 1000 } });
    old.close();
    const database = new JournalDatabase(name);
    const rows = await loadJournal(database);
    expect(rows.damaged).toMatchObject([{ table: "follows", key: "follow-2", accounts: [PAPER_ACCOUNT] }]);
    expect(rows.follows).toEqual([]);
    expect(await database.follows.get("follow-2")).toMatchObject({ settings: { allocation: 1000 } });
    database.close();
  });
});

describe("version 3", () => {
  it("gives every account its venue, ready and without a key: there was none but the paper account", async () => {
    const { name, fixture } = await fromFixture(2);
    const database = new JournalDatabase(name);
    const { accounts } = await loadJournal(database);
    const before = fixture.tables["accounts"]?.rows[0]?.value ?? {};
    expect(accounts).toMatchObject([
      {
        id: PAPER_ACCOUNT,
        kind: "paper",
        venue: "paper",
        key: null,
        access: { state: "ready", since: before["cursor"], finding: null, detail: null },
        lastNonce: 0,
        clock: null,
        settings: expect.objectContaining(before["settings"] as object),
      },
    ]);
    database.close();
  });

  it("keeps what rules, halts and impossible reports had left", async () => {
    const { name, fixture } = await fromFixture(2);
    const database = new JournalDatabase(name);
    const { guards, meta, accountBooks, books, openIntents } = await loadJournal(database);
    for (const table of ["guards", "follows", "problems", "switches"]) {
      const after = await dumpDatabase(name);
      expect(after[table]?.rows).toEqual(fixture.tables[table]?.rows);
    }
    expect(guards.flatMap((guard) => guard.trips.map(({ rule }) => rule))).toEqual([
      "positionStopLoss",
      "dailyLoss",
    ]);
    expect(await readHalt(database)).toBe(meta?.haltedSince);
    expect(meta?.haltedSince).not.toBeNull();
    expect(accountBooks.map(({ leverage }) => leverage)).toEqual([null, null, null]);
    expect(accountBooks.filter(({ frozen }) => frozen !== null)).toHaveLength(1);
    expect(accountBooks.filter(({ heldBack }) => heldBack.length > 0)).toHaveLength(1);
    expect(books.filter(({ latched }) => latched === "liquidated")).toHaveLength(1);
    expect(openIntents.map(({ status, intent }) => [status, intent.nonce])).toEqual([
      ["unknown", null],
      ["unknown", null],
    ]);
    database.close();
  });

  it("gives no row a checksum that holds whose own did not: its account stops as before", async () => {
    const { name } = await fromFixture(2);
    const old = await new Dexie(name).open();
    const row: unknown = await old.table("accounts").get(PAPER_ACCOUNT);
    await old.table("accounts").put({ ...found(row), equity: "1000000" });
    old.close();
    const database = new JournalDatabase(name);
    const rows = await loadJournal(database);
    expect(rows.damaged).toMatchObject([
      { table: "accounts", key: PAPER_ACCOUNT, accounts: [PAPER_ACCOUNT] },
    ]);
    expect(await database.accounts.get(PAPER_ACCOUNT)).toMatchObject({ equity: "1000000" });
    database.close();
  });

  it("that fails in its middle leaves version 2 as it was", async () => {
    const { name } = await fromFixture(2);
    const before = await dumpDatabase(name);
    let left = 6;
    breakStore("put", () => {
      left -= 1;
      if (left === 0) throw new DOMException("no space", "QuotaExceededError");
    });
    const database = new JournalDatabase(name);
    await expect(loadJournal(database)).rejects.toMatchObject({ problem: "unreadable" });
    database.close();
    expect(left).toBeLessThanOrEqual(0);
    vi.restoreAllMocks();
    expect(await dumpDatabase(name)).toEqual(before);
    const again = new JournalDatabase(name);
    expect((await loadJournal(again)).follows).toHaveLength(5);
    again.close();
  });
});

function found(row: unknown): object {
  if (typeof row !== "object" || row === null) throw new Error("no such row");
  return row;
}
