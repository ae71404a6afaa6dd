import { expect, test } from "@playwright/test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { killBrowser } from "../browser/kill-browser.ts";
import { startWorld, type World } from "../world/world.ts";
import { expectChecked } from "./checked.ts";
import { leaderAddress, manual } from "./leaders.ts";
import { expectTenthHeld } from "./order-checks.ts";
import { TENTH } from "./settings.ts";
import { Stage } from "./stage.ts";

let world: World;
let profile: string;
let stage: Stage;
const address = leaderAddress(1);

test.beforeAll(async () => {
  profile = await mkdtemp(join(tmpdir(), "pilotfish-restart-"));
  world = await startWorld({ seed: 1, leaders: [manual(1)] });
  world.setMid("BTC", "66400");
  world.setMid("ETH", "1900");
  stage = await Stage.at(world, { profile });
});
test.afterAll(async () => {
  await stage.close();
  await rm(profile, { recursive: true, force: true });
});

test("a browser that was killed goes on where it was, and nothing is sent twice", async () => {
  const leader = world.leader(address);
  const follow = await stage.follow(address, TENTH);
  leader.trade({ coin: "ETH", side: "buy", size: "3" });
  await stage.expectHeld(follow, "ETH", "0.3");
  // It dies with an order on its way.
  leader.trade({ coin: "BTC", side: "buy", size: "0.1" });
  await expect
    .poll(async () => (await stage.journal.rows("intents")).map((row) => row.status), { intervals: [20] })
    .toContain("committed");
  const before = await stage.journal.rows("intents");
  await killBrowser(stage.browser);
  leader.trade({ coin: "ETH", side: "sell", size: "1" });

  const restartedAt = Date.now();
  stage = await Stage.at(world, { profile });
  const follows = await stage.journal.rows("follows");
  expect(follows.map((one) => one.id)).toEqual([follow]);
  await expectTenthHeld(world, stage.journal, {
    followId: follow,
    address,
    coins: ["BTC", "ETH"],
    reasons: ["age"],
  });
  await expectChecked(stage, follow, address);

  // The order that was on its way was looked up and found to be no order: it was never handed over again.
  const after = await stage.journal.rows("intents");
  const cut = before.find((row) => row.status === "committed")?.intent.clientOrderId;
  expect(after.find((row) => row.intent.clientOrderId === cut)?.status).toMatch(/^(absent|filled)$/);

  // Nothing was ordered before the leader had been read anew.
  const read = world.ledger.requests.find(
    (request) => request.type === "clearinghouseState" && request.time >= restartedAt,
  );
  const fresh = after.filter(
    (row) => !before.some((old) => old.intent.clientOrderId === row.intent.clientOrderId),
  );
  expect(fresh.length).toBeGreaterThan(0);
  for (const { intent } of fresh) expect(intent.committedAt).toBeGreaterThanOrEqual(read?.time ?? Infinity);

  // And it lives: the next trade is copied.
  leader.trade({ coin: "ETH", side: "buy", size: "2" });
  await expectTenthHeld(world, stage.journal, { followId: follow, address, coins: ["ETH"] });
});
