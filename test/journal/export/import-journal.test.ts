import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { signed } from "../../../lib/journal/checksum.ts";
import type { JournalDatabase } from "../../../lib/journal/database.ts";
import { createJournal } from "../../../lib/journal/dexie-journal.ts";
import { importJournal } from "../../../lib/journal/export/import-journal.ts";
import { JournalFileError } from "../../../lib/journal/export/journal-file.ts";
import { setHalt } from "../../../lib/journal/halt-switch.ts";
import { loadJournal } from "../../../lib/journal/load.ts";
import { paperTables } from "../../../lib/journal/paper-tables.ts";
import { verifyHistory } from "../../../lib/journal/verify-history.ts";
import { breakStore } from "../break-store.ts";
import { order, sampleIntent } from "../sample-orders.ts";
import { META, accountRows, changeWith, sampleFollow } from "../sample-rows.ts";
import { T0 } from "../sample-values.ts";
import { NEW_ID, PORTS, exported, filledDatabase, nextDatabase, tampered } from "./file-rig.ts";

let database: JournalDatabase;

beforeEach(async () => {
  database = await filledDatabase();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await database.delete();
});

describe("an exported journal", () => {
  it("gives no signer a number again that was used since the file was made", async () => {
    const text = await exported(database);
    const row = await database.accounts.toCollection().last();
    if (row === undefined) throw new Error("no account");
    await database.accounts.put(signed("accounts", { ...row, lastNonce: 1_800_000_000_000 }));
    await importJournal(database, text, PORTS);
    expect(await database.accounts.get(row.id)).toMatchObject({ lastNonce: 1_800_000_000_000 });
  });

  it("comes back whole in another place: the same rows, figures and history", async () => {
    const before = await loadJournal(database);
    const text = await exported(database);
    const other = nextDatabase();
    await importJournal(other, text, PORTS);
    const after = await loadJournal(other);
    expect(after).toEqual({
      ...before,
      accounts: before.accounts.map((account) => ({ ...account, cursor: PORTS.now })),
      meta: { ...META, installationId: NEW_ID },
      follows: before.follows.map((follow) =>
        follow.status === "mirroring" ? { ...follow, status: "paused", statusSince: PORTS.now } : follow,
      ),
    });
    expect(after.follows.map(({ status }) => status)).toEqual(["paused", "closing", "stopped"]);
    expect(await verifyHistory(other)).toEqual([]);
    expect(await paperTables(other).load()).toEqual(await paperTables(database).load());
    for (const table of ["fills", "decisions", "intents", "marks"]) {
      expect(await other.table(table).toArray()).toEqual(await database.table(table).toArray());
    }
    expect((await other.events.toArray()).map(({ kind }) => kind)).toEqual([
      "order-done",
      "journal-imported",
    ]);
    await createJournal(other).commit(changeWith({ events: [{ at: T0, kind: "boot", body: {} }] }));
    expect(await other.events.count()).toBe(3);
    await other.delete();
  });

  it("replaces everything that was there, and leaves a halt set", async () => {
    const other = nextDatabase();
    const journal = createJournal(other);
    await journal.keepIdentity({ ...META, installationId: "9".repeat(32) });
    await journal.commit(accountRows("paper", "f7", "b", 9));
    await setHalt(other, T0 + 5);
    await importJournal(other, await exported(database), PORTS);
    const rows = await loadJournal(other);
    expect(rows.follows.map(({ id }) => id)).toEqual(["f1", "f2", "f3"]);
    expect(rows.leaders).toHaveLength(1);
    expect(rows.haltedSince).toBe(T0 + 5);
    expect(rows.meta?.haltedSince).toBe(T0 + 5);
    await other.delete();
  });

  it.each(["leaving", "closing"] as const)(
    "leaves a follow %s that was to end, so that no resuming makes it buy again",
    async (status) => {
      const follow = { ...sampleFollow("f1"), status };
      const follows = { put: [follow], remove: [] };
      await createJournal(database).commit(changeWith({ follows }));
      const other = nextDatabase();
      await importJournal(other, await exported(database), PORTS);
      expect((await loadJournal(other)).follows.find(({ id }) => id === "f1")).toEqual(follow);
      await other.delete();
    },
  );

  it("leaves the engine's own halt set, where the switch could not be written", async () => {
    const other = nextDatabase();
    await createJournal(other).keepIdentity({ ...META, haltedSince: T0 + 7 });
    await importJournal(other, await exported(database), PORTS);
    expect((await loadJournal(other)).meta?.haltedSince).toBe(T0 + 7);
    await other.delete();
  });

  it("is not taken while an order is open", async () => {
    const text = await exported(database);
    await createJournal(database).commit(changeWith(order(sampleIntent(1))));
    const before = await exported(database);
    await expect(importJournal(database, text, PORTS)).rejects.toMatchObject({
      name: "JournalFileError",
      message: expect.stringContaining("An order is still open"),
    });
    expect(await exported(database)).toBe(before);
  });

  it("changes nothing when it cannot be written", async () => {
    const text = await exported(database);
    breakStore("put", () => {
      throw new DOMException("no space", "QuotaExceededError");
    });
    await expect(importJournal(database, text, PORTS)).rejects.toMatchObject({
      name: "JournalError",
      problem: "full",
    });
    vi.restoreAllMocks();
    expect(await exported(database)).toBe(text);
  });
});

describe("a file that is damaged", () => {
  /** What is said of it; nothing may have changed. */
  const refusal = async (text: string): Promise<string> => {
    const before = await exported(database);
    const error: unknown = await importJournal(database, text, PORTS).catch((error: unknown) => error);
    expect(await exported(database)).toBe(before);
    if (error instanceof JournalFileError) return error.message;
    throw new Error("the file was taken, or refused without a JournalFileError");
  };

  it("is refused where it was cut off, or is something else", async () => {
    expect(await refusal((await exported(database)).slice(0, 900))).toMatch(/not JSON, or was cut off/);
    expect(await refusal('{"hello": 1}')).toMatch(/no export of a journal/);
    expect(
      await refusal(await tampered(database, (file) => Object.assign(file, { formatVersion: 9 }))),
    ).toMatch(/format version 1/);
    expect(
      await refusal(await tampered(database, (file) => Object.assign(file, { schemaVersion: 1 }))),
    ).toMatch(/version 1 of the journal/);
  });

  it("is refused with the table, the row and the field", async () => {
    expect(
      await refusal(
        await tampered(database, (file) =>
          Object.assign(file.tables["books"]?.[0]?.row as object, { held: "lots" }),
        ),
      ),
    ).toMatch(/Row 1 of books \(f1\|ETH\) is damaged: held not a decimal number/);
    expect(
      await refusal(
        await tampered(database, (file) =>
          Object.assign(file.tables["books"]?.[0]?.row as object, { held: "5" }),
        ),
      ),
    ).toMatch(/Row 1 of books \(f1\|ETH\) is damaged: Its checksum does not match/);
    expect(
      await refusal(
        await tampered(database, (file) =>
          Object.assign(file.tables["paperAccount"]?.[0]?.row as object, { cash: "1" }),
        ),
      ),
    ).toMatch(/Row 1 of paperAccount \(account\)/);
    expect(
      await refusal(
        await tampered(database, (file) =>
          Object.assign(file.tables["marks"]?.[0]?.row as object, { price: "high" }),
        ),
      ),
    ).toMatch(/Row 1 of marks \(ETH\)/);
  });

  it("is refused when a row is missing, doubled or of another table", async () => {
    expect(await refusal(await tampered(database, (file) => file.tables["fills"]?.pop()))).toMatch(
      /rows are missing/,
    );
    expect(
      await refusal(
        await tampered(database, (file) => file.tables["fills"]?.push(...(file.tables["fills"] ?? []))),
      ),
    ).toMatch(/rows are missing, were added/);
    expect(await refusal(await tampered(database, (file) => delete file.tables["meta"]))).toMatch(
      /rows are missing/,
    );
    expect(
      await refusal(
        await tampered(database, (file) => Object.assign(file.tables, { keys: [{ key: "k", row: {} }] })),
      ),
    ).toMatch(/a table keys, which no journal has/);
  });

  it("is refused when it was made of a damaged journal, and says so", async () => {
    await database.books.toCollection().modify((row) => void Object.assign(row, { held: "5" }));
    const other = nextDatabase();
    await expect(importJournal(other, await exported(database), PORTS)).rejects.toThrow(/Row 1 of books/);
    await other.delete();
  });
});
