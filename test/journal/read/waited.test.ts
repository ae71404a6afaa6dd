import { Dexie } from "dexie";
import { IDBKeyRange, indexedDB } from "fake-indexeddb";
import { afterEach, describe, expect, it } from "vitest";
import { journalDatabase } from "../../../lib/journal/database.ts";
import { readActivity } from "../../../lib/journal/read/activity.ts";
import { readOverview } from "../../../lib/journal/read/overview.ts";
import { FollowId } from "../../../lib/model/identity.ts";
import { settings } from "../../engine/exit-driver.ts";
import { FOLLOW, SECOND_LEADER } from "../../engine/engine-driver.ts";
import { KEY, REAL, REAL_SETTINGS } from "../../engine/real-driver.ts";
import { JournaledEngine } from "../journaled-engine.ts";

Dexie.dependencies.indexedDB = indexedDB;
Dexie.dependencies.IDBKeyRange = IDBKeyRange;

afterEach(async () => {
  const database = journalDatabase();
  await Promise.all(database.tables.map((table) => table.clear()));
});

async function shown(engine: JournaledEngine) {
  const database = journalDatabase();
  await database.meta.put(engine.state.meta, "engine");
  await engine.write(database);
  const { follows } = await readOverview(engine.now);
  return { follow: follows.find(({ follow }) => follow.id === FOLLOW), activity: await readActivity(20) };
}

describe("what had to wait, in the views", () => {
  it("is copied, with its delay and its slippage, once the leverage was set and the order was filled", async () => {
    const engine = new JournaledEngine();
    engine.account = REAL;
    engine.answersLeverage = false;
    engine.command({ kind: "add-account", at: engine.now, accountId: REAL, key: KEY });
    engine.follow(REAL_SETTINGS);
    engine.snapshot({});
    engine.marks({ ETH: 2_000 });
    engine.trade("ETH", 0.1, 2_000);
    const before = await shown(engine);
    expect(before.follow).toMatchObject({ seen: 1, copied: 0, medianDelayMs: null });
    expect(before.activity).toMatchObject([{ copiedAt: null, forEarlier: false }]);

    engine.now += 800;
    engine.tellLeverage("ETH", { times: 3, marginMode: "cross" });
    engine.answer({ price: 2_001 });
    const after = await shown(engine);
    expect(after.follow).toMatchObject({ seen: 1, copied: 1, medianDelayMs: 800 });
    expect(after.follow?.averageSlippageBps).toBeCloseTo(5);
    expect(after.activity).toMatchObject([
      { decision: { source: "own", outcome: "ordered" }, copiedAt: null, forEarlier: true },
      { decision: { source: "live", outcome: "waiting" }, copiedAt: engine.now, forEarlier: false },
    ]);
  });

  it("is copied without an order where two follows crossed inside the account", async () => {
    const engine = new JournaledEngine();
    engine.follow(settings({}));
    engine.follow(settings({}), FollowId.parse("other"), SECOND_LEADER);
    engine.snapshot({});
    engine.snapshot({}, { leaderId: SECOND_LEADER });
    engine.marks({ ETH: 2_000 });
    engine.trade("ETH", 0.1, 2_000);
    engine.answer();
    engine.trade("ETH", 0.002, 2_000, SECOND_LEADER);
    engine.trade("ETH", -0.002, 2_000);
    expect(engine.lastDecision).toMatchObject({ followId: FOLLOW, reason: "crossed-inside" });
    const { follow } = await shown(engine);
    expect(follow).toMatchObject({ seen: 2, copied: 2 });
  });
});
