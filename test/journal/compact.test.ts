import { Dexie } from "dexie";
import { IDBKeyRange, indexedDB } from "fake-indexeddb";
import { beforeAll, describe, expect, it } from "vitest";
import { type Compaction, compactJournal } from "../../lib/journal/compact.ts";
import { journalDatabase } from "../../lib/journal/database.ts";
import { loadJournal } from "../../lib/journal/load.ts";
import { readActivity } from "../../lib/journal/read/activity.ts";
import { readOverview } from "../../lib/journal/read/overview.ts";
import { readPositions } from "../../lib/journal/read/positions.ts";
import { NEWEST_KEPT, RETENTION_MS } from "../../lib/journal/retention.ts";
import { verifyHistory } from "../../lib/journal/verify-history.ts";
import { changeWith } from "./sample-rows.ts";
import { clientOrderId, sampleIntent } from "./sample-orders.ts";
import { T0 } from "./sample-values.ts";
import { bytesOf, writeYear } from "./simulated-year.ts";
import { createJournal } from "../../lib/journal/dexie-journal.ts";

Dexie.dependencies.indexedDB = indexedDB;
Dexie.dependencies.IDBKeyRange = IDBKeyRange;

const ACTS_PER_DAY = 6;
const OLD_AND_UNKNOWN = sampleIntent(900_001, { at: T0 - 300 * 86_400_000, status: "unknown" });

/** What the surfaces show, and what every order and fill came to. */
async function figures() {
  const database = journalDatabase();
  return {
    overview: { ...(await readOverview(T0)), workerSeenAt: null },
    positions: await readPositions(T0),
    activity: await readActivity(200),
    fills: await database.fills.toArray(),
    engine: await loadJournal(database),
    commandsAndFunding: await database.events.filter(({ kind }) => /command|funding/.test(kind)).toArray(),
  };
}

describe("a year of use", () => {
  let before: Awaited<ReturnType<typeof figures>>;
  let bytesBefore = 0;
  let bytesAfter = 0;
  let done: Compaction;

  beforeAll(async () => {
    const database = journalDatabase();
    await writeYear(database, ACTS_PER_DAY);
    await createJournal(database).commit(changeWith({ intents: [OLD_AND_UNKNOWN] }));
    await database.decisions
      .where("id")
      .equals("000000000002")
      .modify((row) => void Object.assign(row, { held: "7" }));
    before = await figures();
    bytesBefore = await bytesOf(database);
    done = await compactJournal(database, T0);
    bytesAfter = await bytesOf(database);
  }, 60_000);

  it("becomes small", () => {
    console.info(
      `A year with ${ACTS_PER_DAY} acts a day: ${bytesBefore} bytes before, ${bytesAfter} after (${done.removed} rows removed, ${done.condensed} condensed).`,
    );
    expect(bytesAfter).toBeLessThan(bytesBefore / 2.5);
  });

  it("shows the same figures as before, and every fill, command and payment is there", async () => {
    expect(await figures()).toEqual(before);
  });

  it("never loses what is not settled, nor what is young", async () => {
    const database = journalDatabase();
    expect(await database.intents.get(clientOrderId(900_001))).toMatchObject({ status: "unknown" });
    const young = T0 - RETENTION_MS.events;
    const events = await database.events.where("at").above(young).toArray();
    expect(events.filter(({ kind }) => kind === "leader-fills").length).toBeGreaterThanOrEqual(
      14 * ACTS_PER_DAY - 12,
    );
    const decisions = await database.decisions
      .where("at")
      .above(T0 - RETENTION_MS.decisions)
      .toArray();
    expect(decisions.every((row) => row.fillKeys.length === 2)).toBe(true);
  });

  it("keeps of what is old what led to an order, and the newest thousand whole", async () => {
    const all = await journalDatabase().decisions.orderBy("id").reverse().toArray();
    const old = all.slice(NEWEST_KEPT);
    expect(old.length).toBeGreaterThan(500);
    expect(old.every((row) => row.clientOrderId !== null)).toBe(true);
    expect(all.slice(0, NEWEST_KEPT).every((row) => row.fillKeys.length === 2)).toBe(true);
  });

  it("leaves a sound journal, but for a damaged row, which stays as it is", async () => {
    expect(await verifyHistory(journalDatabase())).toMatchObject([
      { table: "decisions", key: "000000000002" },
    ]);
    expect(await journalDatabase().decisions.get("000000000002")).toMatchObject({
      held: "7",
      fillKeys: [expect.anything(), expect.anything()],
    });
  });

  it("has nothing left to do the next time, and goes on with what has become old since", async () => {
    const database = journalDatabase();
    expect(await compactJournal(database, T0)).toEqual({ removed: 0, condensed: 0 });
    const later = await compactJournal(database, T0 + 86_400_000);
    expect(later.removed).toBeGreaterThan(0);
    expect(later.removed).toBeLessThan(100);
  });
});

describe("a compaction that is stopped", () => {
  it("leaves a whole journal, and the next one finishes it", async () => {
    const database = journalDatabase();
    for (const table of database.tables) await table.clear();
    await writeYear(database, 1);
    const before = await figures();
    let turns = 0;
    const stop = async (): Promise<void> => {
      turns += 1;
      if (turns === 3) throw new Error("the worker was stopped");
    };
    await expect(compactJournal(database, T0, stop)).rejects.toThrow("stopped");
    const halfway = await bytesOf(database);
    expect(await figures()).toEqual(before);
    expect(await verifyHistory(database)).toEqual([]);
    await compactJournal(database, T0);
    expect(await bytesOf(database)).toBeLessThan(halfway);
    expect(await figures()).toEqual(before);
  }, 30_000);
});
