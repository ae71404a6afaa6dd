import { Dexie } from "dexie";
import { IDBKeyRange, indexedDB } from "fake-indexeddb";
import { beforeEach, describe, expect, it } from "vitest";
import { signed } from "../../lib/journal/checksum.ts";
import { commitChange } from "../../lib/journal/commit.ts";
import { JournalDatabase, journalDatabase } from "../../lib/journal/database.ts";
import { writeFailure } from "../../lib/journal/journal-failure.ts";
import { loadJournal } from "../../lib/journal/load.ts";
import { readActivity } from "../../lib/journal/read/activity.ts";
import { readOverview } from "../../lib/journal/read/overview.ts";
import { readPositions } from "../../lib/journal/read/positions.ts";
import { PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import { JournalError } from "../../lib/model/journal-change.ts";
import { journalChangeOf } from "../../lib/runtime/journal-change-of.ts";
import { FOLLOW, LEADER } from "../engine/engine-driver.ts";
import { JournaledEngine } from "./journaled-engine.ts";

Dexie.dependencies.indexedDB = indexedDB;
Dexie.dependencies.IDBKeyRange = IDBKeyRange;

let names = 0;

function engineWithTrades(): JournaledEngine {
  const engine = new JournaledEngine();
  engine.follow();
  engine.snapshot({ BTC: [1, 60_000] });
  engine.marks({ BTC: 60_000, ETH: 2_000 });
  engine.trade("ETH", 10, 2_000);
  engine.answer({ price: 2_001 });
  engine.trade("ETH", 10, 2_000);
  return engine;
}

describe("journal", () => {
  it("gives back what was written: the same engine goes on from it", async () => {
    names += 1;
    const database = new JournalDatabase(`journal-${names}`);
    const engine = engineWithTrades();
    engine.send({ kind: "tick", at: engine.now, day: "2026-11-22", online: true });
    const before = engine.state;
    await database.meta.put(signed("meta", before.meta), "engine");
    await engine.write(database);
    const rows = await loadJournal(database);
    expect(rows.follows).toEqual([...before.follows.values()]);
    expect(rows.books).toEqual(expect.arrayContaining([...before.books.values()]));
    expect(rows.leaderBooks).toHaveLength(before.leaderBooks.size);
    expect(rows.accountBooks).toEqual([...before.accountBooks.values()]);
    expect(rows.openIntents).toEqual([...before.openIntents.values()]);
    expect(rows.dayStarts).toEqual([...before.dayStarts.values()]);
    expect(rows.meta).toEqual(before.meta);
    database.close();
  });

  it("writes all of a change or nothing", async () => {
    names += 1;
    const database = new JournalDatabase(`journal-${names}`);
    const engine = engineWithTrades();
    const change = journalChangeOf(engine.steps.splice(0), []);
    const broken = { ...change, decisions: [{ id: undefined } as never] };
    await expect(commitChange(database, broken)).rejects.toBeInstanceOf(JournalError);
    expect(await database.intents.count()).toBe(0);
    expect(await database.events.count()).toBe(0);
    expect(await database.books.count()).toBe(0);
    database.close();
  });

  it("only hands back as committed what is durable", async () => {
    names += 1;
    const database = new JournalDatabase(`journal-${names}`);
    const engine = engineWithTrades();
    const committed = await commitChange(database, journalChangeOf(engine.steps.splice(0), []));
    const stored = await database.intents.toArray();
    expect(committed.intents.map((intent) => intent.clientOrderId).toSorted()).toEqual(
      stored.flatMap((row) => (row.status === "committed" ? [row.intent.clientOrderId] : [])),
    );
    database.close();
  });

  it("says which row is damaged, and never puts a default in its place", async () => {
    names += 1;
    const database = new JournalDatabase(`journal-${names}`);
    const engine = engineWithTrades();
    await database.meta.put(signed("meta", engine.state.meta), "engine");
    await engine.write(database);
    const key = `${FOLLOW}|ETH`;
    const row = await database.books.get(key);
    await database.books.put({ ...row, target: "lots" } as never, key);
    const rows = await loadJournal(database);
    expect(rows.damaged).toMatchObject([
      { table: "books", key, detail: expect.stringContaining("target"), accounts: [PAPER_ACCOUNT] },
    ]);
    expect(rows.books).toEqual([]);
    expect(await database.books.get(key)).toMatchObject({ target: "lots" });
    database.close();
  });

  it("says so when there is no database to be had, for reading and for writing", async () => {
    const broken = new JournalDatabase("broken");
    broken.close({ disableAutoOpen: true });
    await expect(loadJournal(broken)).rejects.toMatchObject({ name: "JournalError", problem: "unreadable" });
    const engine = engineWithTrades();
    await expect(commitChange(broken, journalChangeOf(engine.steps.splice(0), []))).rejects.toMatchObject({
      name: "JournalError",
      problem: "unwritable",
    });
  });

  it("tells a full disk from other failures", () => {
    const full = new DOMException("no space", "QuotaExceededError");
    expect(writeFailure(Object.assign(new Error("abort"), { name: "AbortError", inner: full })).problem).toBe(
      "full",
    );
    expect(writeFailure(new Error("closed")).problem).toBe("unwritable");
  });
});

describe("what the views read", () => {
  beforeEach(async () => {
    for (const table of journalDatabase().tables) await table.clear();
  });

  it("positions, with mine, target and leader's, and the slippage against him", async () => {
    const engine = engineWithTrades();
    await engine.write(journalDatabase());
    const positions = await readPositions(engine.now);
    expect(positions).toMatchObject([
      {
        instrument: "ETH",
        held: "0.1",
        target: "0.2",
        targetLots: "0.2",
        leaderSize: "20",
        waiting: "0.1",
        entryPrice: "2001",
        leaderEntryPrice: "2000",
        orderOpen: true,
        frozen: false,
      },
    ]);
    expect(positions[0]?.slippageBps).toBeCloseTo(5);
    // 0.1 x (2000 - 2001) less the fee of 0.1 x 2001 x 0.045 %.
    expect(Number(positions[0]?.netResult)).toBeCloseTo(-0.1 - 0.090045);
  });

  it("activity: each decision with its order and what it filled", async () => {
    const engine = engineWithTrades();
    await engine.write(journalDatabase());
    const [second, first] = await readActivity(10);
    expect(second).toMatchObject({
      decision: { outcome: "ordered" },
      intent: { status: "committed" },
      filled: null,
    });
    expect(first).toMatchObject({ intent: { status: "filled" }, filled: { size: "0.1", price: "2001" } });
    expect(first?.slippageBps).toBeCloseTo(5);
  });

  it("an overview that is net of fees and agrees with the books", async () => {
    const engine = engineWithTrades();
    engine.send({
      kind: "leader-feed",
      at: engine.now,
      leaderId: LEADER,
      feed: {
        state: "live",
        reason: "connected",
        detail: null,
        since: engine.now,
        latencyMs: 9,
        attempts: 0,
      },
    });
    const database = journalDatabase();
    await database.meta.put(engine.state.meta, "engine");
    await engine.write(database);
    const overview = await readOverview(engine.now);
    expect(overview).toMatchObject({
      state: "mirroring",
      pausedSince: null,
      // The order of the second act is under way.
      follows: [{ seen: 2, copied: 1 }],
    });
    expect(Number(overview.follows[0]?.netResult)).toBeCloseTo(-0.190045);
    expect(Number(overview.follows[0]?.equity)).toBeCloseTo(999.809955);
    engine.command({ kind: "pause", at: engine.now, followId: FOLLOW });
    await engine.write(database);
    expect((await readOverview(engine.now)).state).toBe("paused");
  });
});
