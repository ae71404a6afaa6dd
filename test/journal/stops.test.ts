import { afterEach, describe, expect, it } from "vitest";
import { compactJournal } from "../../lib/journal/compact.ts";
import type { JournalDatabase } from "../../lib/journal/database.ts";
import { createJournal } from "../../lib/journal/dexie-journal.ts";
import { exportJournal } from "../../lib/journal/export/export-journal.ts";
import { importJournal } from "../../lib/journal/export/import-journal.ts";
import { loadJournal } from "../../lib/journal/load.ts";
import { verifyHistory } from "../../lib/journal/verify-history.ts";
import { accountsIn, damage, touched, twoAccounts } from "./damaged-journal.ts";
import { PORTS, filledDatabase, nextDatabase } from "./export/file-rig.ts";
import { changeWith } from "./sample-rows.ts";
import { clientOrderId } from "./sample-orders.ts";
import { sampleStop } from "./sample-stops.ts";
import { T0 } from "./sample-values.ts";

const DAY_MS = 86_400_000;
const id = (sequence: number): string => clientOrderId(10_000 + sequence);

let database: JournalDatabase;
afterEach(() => database.delete());

const ofFirst = (status: "resting" | "fired", at = T0) => sampleStop(1, { accountId: "first", status, at });

describe("a damaged row of a stop", () => {
  it("stops its own account and no other, whether it rests or is over", async () => {
    for (const status of ["resting", "fired"] as const) {
      database = await twoAccounts();
      await createJournal(database).commit(changeWith({ stops: [ofFirst(status)] }));
      await damage(database, "stops", id(1), touched);
      const found = { table: "stops", key: id(1), accounts: ["first"] };
      expect(await verifyHistory(database)).toMatchObject([found]);
      const rows = await loadJournal(database, await verifyHistory(database));
      expect(rows.damaged).toContainEqual(expect.objectContaining(found));
      expect(accountsIn(rows)).toEqual(["second"]);
      expect(rows.openStops).toEqual([]);
    }
  });

  it("of which nobody can tell whose it is halts all", async () => {
    database = await twoAccounts();
    await createJournal(database).commit(changeWith({ stops: [ofFirst("resting")] }));
    await damage(database, "stops", id(1), (row) => ({ ...row, stop: { clientOrderId: id(1) } }));
    await expect(loadJournal(database)).rejects.toMatchObject({ problem: "unreadable" });
  });

  it("is never written over while its account is stopped", async () => {
    database = await twoAccounts();
    const journal = createJournal(database);
    await journal.commit(changeWith({ stops: [ofFirst("resting")] }));
    await damage(database, "stops", id(1), touched);
    await journal.load();
    await expect(journal.commit(changeWith({ stops: [ofFirst("fired")] }))).rejects.toMatchObject({
      problem: "damaged",
    });
  });
});

describe("a stop that is open", () => {
  it("tells that the counter behind its id is lost", async () => {
    database = await twoAccounts();
    await createJournal(database).commit(changeWith({ stops: [ofFirst("resting")] }));
    await database.accountBooks.delete("first|ETH");
    expect((await loadJournal(database)).damaged).toMatchObject([
      { table: "accountBooks", key: "first|ETH", accounts: ["first"] },
    ]);
  });

  it("stays for ever; one that is over goes after a quarter", async () => {
    database = await twoAccounts();
    const resting = sampleStop(1, { accountId: "first", status: "resting" });
    const over = sampleStop(2, { accountId: "second", status: "cancelled" });
    const young = sampleStop(3, { accountId: "second", status: "fired", at: T0 + 50 * DAY_MS });
    await createJournal(database).commit(changeWith({ stops: [resting, over, young] }));
    await compactJournal(database, T0 + 100 * DAY_MS);
    expect(await database.stops.toCollection().primaryKeys()).toEqual([id(1), id(3)]);
  });

  it("goes into an export and comes back out of it", async () => {
    database = await filledDatabase();
    const stop = sampleStop(1, { status: "resting" });
    await createJournal(database).commit(changeWith({ stops: [stop] }));
    const { parts } = await exportJournal(database.name, T0);
    const other = nextDatabase();
    await importJournal(other, parts.join(""), PORTS);
    expect((await loadJournal(other)).openStops).toEqual([stop]);
    await other.delete();
  });

  it("lets no file take its journal's place: under another id nobody would remove it", async () => {
    database = await filledDatabase();
    const { parts } = await exportJournal(database.name, T0);
    await createJournal(database).commit(changeWith({ stops: [sampleStop(1, { status: "resting" })] }));
    await expect(importJournal(database, parts.join(""), PORTS)).rejects.toMatchObject({
      name: "JournalFileError",
      message:
        "A stop rests at the exchange, and nobody would look after it. Close the position that it protects, or stop its follow and keep the position: then Pilotfish takes the stop away. Import again after that.",
    });
    await createJournal(database).commit(changeWith({ stops: [sampleStop(2, { status: "resting" })] }));
    await expect(importJournal(database, parts.join(""), PORTS)).rejects.toMatchObject({
      message: expect.stringMatching(/^2 stops rest .* takes the stops away\./),
    });
    await createJournal(database).commit(changeWith({ stops: [sampleStop(2, { status: "cancelled" })] }));
    await createJournal(database).commit(changeWith({ stops: [sampleStop(1, { status: "cancelled" })] }));
    await importJournal(database, parts.join(""), PORTS);
  });
});
