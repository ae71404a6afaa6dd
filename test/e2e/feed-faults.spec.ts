import { expect, test } from "@playwright/test";
import { expectChecked } from "./checked.ts";
import { leaderAddress, manual } from "./leaders.ts";
import { expectTenthHeld } from "./order-checks.ts";
import { TENTH } from "./settings.ts";
import { Stage } from "./stage.ts";
import { leaderIdOf } from "../../lib/model/identity.ts";

let stage: Stage;

test.beforeAll(async () => {
  stage = await Stage.open({
    leaders: [1, 2, 3, 4, 5, 6].map((n) => manual(n)),
    limits: { weightPerMinute: 12_000 },
  });
  stage.world.setMid("BTC", "66400");
  stage.world.setMid("ETH", "1900");
});
test.afterEach(() => stage.world.faults.clear());
test.afterAll(async () => stage.close());

async function begin(n: number) {
  const address = leaderAddress(n);
  const leader = stage.world.leader(address);
  const follow = await stage.follow(address, TENTH);
  const feed = async () =>
    (await stage.journal.rows("leaders")).find((one) => one.id === leaderIdOf(address))?.feed;
  const live = () => expect.poll(async () => (await feed())?.state, { timeout: 15_000 }).toBe("live");
  const settled = async (...coins: string[]) => {
    await expectTenthHeld(stage.world, stage.journal, { followId: follow, address, coins, reasons: ["age"] });
    await expectChecked(stage, follow, address);
  };
  const end = () => stage.journal.send({ type: "stop-follow", followId: follow, positions: "keep" });
  return { address, leader, follow, feed, live, settled, end };
}

test("a dropped socket with missed fills, and the history that comes with the next one", async () => {
  const { address, leader, feed, live, settled, end } = await begin(1);
  leader.trade({ coin: "ETH", side: "buy", size: "3" });
  await settled("ETH");
  stage.world.faults.refuseSockets(1_500);
  stage.world.faults.dropSockets();
  await expect.poll(async () => (await feed())?.state).toBe("lost");
  leader.trade({ coin: "ETH", side: "sell", size: "1" });
  leader.trade({ coin: "BTC", side: "buy", size: "0.05" });
  await live();
  await settled("ETH", "BTC");

  // A connection that comes back with nothing new: its history is all old, and nothing is traded.
  const orders = (await stage.journal.rows("intents")).length;
  const before = stage.world.ledger.requests.length;
  stage.world.faults.dropSockets();
  await expect.poll(() => stage.world.listeners("userFills", address), { intervals: [5] }).toBe(0);
  await expect.poll(() => stage.world.listeners("userFills", address)).toBe(1);
  await live();
  const reread = () =>
    stage.world.ledger.requests.slice(before).some((request) => request.type === "clearinghouseState");
  await expect.poll(reread).toBe(true);
  await settled("ETH", "BTC");
  expect(await stage.journal.rows("intents")).toHaveLength(orders);
  await end();
});

test("repeated, reordered and lost messages", async () => {
  const { leader, settled, end } = await begin(2);
  stage.world.faults.repeatNext("userFills", 2);
  leader.trade({ coin: "ETH", side: "buy", size: "2" });
  leader.trade({ coin: "ETH", side: "buy", size: "1" });
  await settled("ETH");
  stage.world.faults.reorderNext("userFills", 2);
  leader.trade({ coin: "ETH", side: "sell", size: "1" });
  leader.trade({ coin: "ETH", side: "buy", size: "2" });
  await settled("ETH");
  stage.world.faults.loseNext("userFills", 1);
  leader.trade({ coin: "ETH", side: "sell", size: "2" });
  // The next fill shows by its start position that one is missing.
  leader.trade({ coin: "ETH", side: "sell", size: "0.5" });
  await settled("ETH");
  await end();
});

test("429 and 5xx on the way to a reading and to a fill", async () => {
  const { leader, settled, live, end } = await begin(3);
  stage.world.faults.http({ status: 500, times: 1, type: "l2Book" });
  leader.trade({ coin: "ETH", side: "buy", size: "2" });
  await settled("ETH");
  stage.world.faults.http({ status: 503, times: 2, type: "clearinghouseState" });
  stage.world.faults.http({ status: 429, times: 1, type: "clearinghouseState", retryAfter: 1 });
  stage.world.faults.dropSockets();
  leader.trade({ coin: "ETH", side: "sell", size: "1" });
  await live();
  await settled("ETH");
  await end();
});

test("one leader's broken message does not disturb another leader", async () => {
  const broken = await begin(4);
  const sound = await begin(5);
  stage.world.faults.corruptNext("userFills", 1);
  // So that the fresh reading that mends it can be told from what was before.
  stage.world.faults.delay(800);
  broken.leader.trade({ coin: "ETH", side: "buy", size: "2" });
  await expect.poll(async () => (await broken.feed())?.reason, { intervals: [50] }).toBe("unreadable");
  expect((await broken.feed())?.state).toBe("lost");
  expect((await sound.feed())?.state).not.toBe("lost");
  stage.world.faults.delay(0);
  sound.leader.trade({ coin: "BTC", side: "buy", size: "0.05" });
  await sound.settled("BTC");
  await broken.live();
  await broken.settled("ETH");
  await broken.end();
  await sound.end();
});
