import { expect, test } from "@playwright/test";
import { leaderAddress, manual } from "./leaders.ts";
import { expectTenthHeld } from "./order-checks.ts";
import { TENTH } from "./settings.ts";
import { Stage } from "./stage.ts";
import { WorkerControl } from "./worker-control.ts";

let stage: Stage;

test.beforeAll(async () => {
  stage = await Stage.open({ leaders: [manual(1)] });
  stage.world.setMid("ETH", "1900");
});
test.afterAll(async () => stage.close());

test("a worker that died with nobody looking is woken by its alarm, and the leader's sale is copied", async () => {
  const address = leaderAddress(1);
  const leader = stage.world.leader(address);
  const followId = await stage.follow(address, TENTH);
  leader.trade({ coin: "ETH", side: "buy", size: "2" });
  await expectTenthHeld(stage.world, stage.journal, { followId, address, coins: ["ETH"], reasons: [] });
  const worker = await WorkerControl.on(stage.journal.page);
  await worker.running();

  await worker.stop();
  const stopped = Date.now();
  leader.trade({ coin: "ETH", side: "sell", size: "1.5" });
  await worker.running();
  // Chrome's shortest alarm is 30 s; a second of it may be the browser's own.
  expect(Date.now() - stopped).toBeLessThan(33_000);
  await expectTenthHeld(stage.world, stage.journal, { followId, address, coins: ["ETH"], reasons: [] });
});
