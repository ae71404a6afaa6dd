import { expect, test } from "@playwright/test";
import { expectChecked } from "./checked.ts";
import { leaderAddress, manual } from "./leaders.ts";
import { expectTenthHeld } from "./order-checks.ts";
import { TENTH } from "./settings.ts";
import { Stage } from "./stage.ts";
import { WorkerControl } from "./worker-control.ts";

/** About 400 dollars of each; its own instrument for each order that is cut short, because that one is then frozen. */
const CUT = [
  { coin: "BTC", price: "66400", size: "0.006" },
  { coin: "ETH", price: "1900", size: "0.2" },
  { coin: "SOL", price: "77", size: "5" },
  { coin: "HYPE", price: "60", size: "7" },
  { coin: "LTC", price: "47", size: "9" },
] as const;
const DONE = [
  { coin: "ZEC", price: "560", size: "0.8" },
  { coin: "BCH", price: "224", size: "2" },
] as const;
const COINS = [...CUT, ...DONE].map((one) => one.coin);

let stage: Stage;

test.beforeAll(async () => {
  // Ten boots within a minute are more than the exchange allows an address; here it allows more.
  stage = await Stage.open({ leaders: [manual(1)], limits: { weightPerMinute: 12_000 } });
  for (const { coin, price } of [...CUT, ...DONE]) stage.world.setMid(coin, price);
});
test.afterAll(async () => stage.close());

/** Instruments with an order that was committed and has no outcome yet. */
const inFlight = async () =>
  (await stage.journal.rows("intents"))
    .filter((row) => row.status === "committed")
    .map((row) => row.intent.instrument);

test("the worker is stopped mid-stream ten times, comes back and makes good what it missed", async () => {
  const address = leaderAddress(1);
  const leader = stage.world.leader(address);
  const follow = await stage.follow(address, TENTH);
  // An open card is what brings the worker back at once; without one it is the alarm.
  const { page, card } = await stage.visit(`https://hypurrscan.io/address/${address}`);
  await card.waitFor("button", /^Pause$/);
  const worker = await WorkerControl.on(stage.journal.page);
  await worker.running();
  const tenth = { followId: follow, address, coins: COINS, reasons: ["age"] };
  let cut = 0;

  for (let round = 0; round < 10; round++) {
    // Every other time the order is on its way when the worker ends, else all is done.
    const cutting = round % 2 === 0;
    const { coin, size } = (cutting ? CUT[round / 2] : DONE[0]) ?? DONE[0];
    leader.trade({ coin, side: "buy", size });
    if (cutting) {
      await expect.poll(inFlight, { intervals: [20] }).toContain(coin);
      cut += 1;
    } else {
      await expectTenthHeld(stage.world, stage.journal, { ...tenth, coins: [coin] });
    }
    await worker.stop();
    // What he does while nobody looks: now one way, now the other.
    const { coin: missed, size: missedSize } = DONE[1];
    leader.trade({ coin: missed, side: round % 3 === 2 ? "sell" : "buy", size: missedSize });
    await worker.running();
    await expectTenthHeld(stage.world, stage.journal, { ...tenth, coins: [missed] });
  }
  expect(cut).toBe(5);
  expect(worker.stops).toBe(10);
  expect(worker.starts).toBe(10);
  await expectTenthHeld(stage.world, stage.journal, tenth);
  await expectChecked(stage, follow, address);
  await page.close();
});
