import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { JournalDatabase } from "../../../lib/journal/database.ts";
import { createJournal } from "../../../lib/journal/dexie-journal.ts";
import { exportJournal } from "../../../lib/journal/export/export-journal.ts";
import { exportTrades } from "../../../lib/journal/export/export-trades.ts";
import { importJournal } from "../../../lib/journal/export/import-journal.ts";
import type { JournalFile } from "../../../lib/journal/export/journal-file.ts";
import { loadJournal } from "../../../lib/journal/load.ts";
import { breakStore } from "../break-store.ts";
import { readFixture, writeFixture } from "../fixture-database.ts";
import { changeWith, sampleFollow } from "../sample-rows.ts";
import { T0 } from "../sample-values.ts";
import { PORTS, exported, filledDatabase } from "./file-rig.ts";

let database: JournalDatabase;

beforeEach(async () => {
  database = await filledDatabase();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await database.delete();
});

describe("a journal that cannot be loaded", () => {
  it("is exported all the same, with its damaged rows marked", async () => {
    await database.meta.toCollection().modify((row) => void Object.assign(row, { installationId: 5 }));
    await database.books.toCollection().modify((row) => void Object.assign(row, { held: "5" }));
    await expect(loadJournal(database)).rejects.toMatchObject({ problem: "unreadable" });
    const file: JournalFile = JSON.parse(await exported(database));
    expect(file.tables["meta"]).toMatchObject([{ row: { installationId: 5 }, damaged: expect.any(String) }]);
    expect(file.tables["books"]).toMatchObject([
      { row: { held: "5" }, damaged: "Its checksum does not match." },
    ]);
    expect(file.tables["fills"]).toHaveLength(1);
    expect(file.tables["fills"]?.[0]).not.toHaveProperty("damaged");
  });

  it("is exported without the table that the disk does not give", async () => {
    breakStore("getAll", (store) => {
      if (store.name === "decisions") throw new DOMException("The disk does not answer.", "UnknownError");
    });
    expect((await exportJournal(database.name, T0)).unread).toEqual(["decisions"]);
    const file: JournalFile = JSON.parse(await exported(database));
    expect(file.unread).toMatchObject({ decisions: expect.stringContaining("does not answer") });
    expect(file.tables["fills"]).toHaveLength(1);
    vi.restoreAllMocks();
    await expect(importJournal(database, JSON.stringify(file), PORTS)).rejects.toThrow(
      /decisions could not be read/,
    );
  });

  it("is exported as it is when its version was never migrated", async () => {
    await writeFixture("file-v1", readFixture(1));
    const file: JournalFile = JSON.parse((await exportJournal("file-v1", T0)).parts.join(""));
    expect(file.schemaVersion).toBe(1);
    expect(file.tables["follows"]).toHaveLength(6);
    expect(file.tables["follows"]?.[0]?.row).toMatchObject({ settings: { allocation: "1000" } });
    expect(file.tables["follows"]?.[0]).not.toHaveProperty("damaged");
  });
});

describe("trades", () => {
  it("name the leader of a follow that was removed, and count what is damaged", async () => {
    await createJournal(database).commit(
      changeWith({ follows: { put: [], remove: [sampleFollow("f1").id] } }),
    );
    const { csv, leftOut } = await exportTrades(database);
    expect(csv.split("\r\n")[1]).toContain(`,f1,hyperliquid:0x${"a".repeat(40)},ETH,buy,`);
    expect(leftOut).toBe(0);
    await database.fills.toCollection().modify((row) => void Object.assign(row.fill, { price: "1" }));
    expect(await exportTrades(database)).toMatchObject({ leftOut: 1 });
  });
});
