import { expect, test } from "@playwright/test";
import { Decimal } from "decimal.js";
import { expectJudged } from "./checked.ts";
import { leaderAddress } from "./leaders.ts";
import { expectNoPassengers, expectNothingLostOrTwice } from "./real-checks.ts";
import { RealStage } from "./real-stage.ts";
import { TENTH } from "./settings.ts";

const LEADER = leaderAddress(1);
const PRICES = { BTC: "66400", ETH: "1900", SOL: "77" } as const;
const COINS = Object.keys(PRICES);

let real: RealStage;
let follow = "";

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  // So little that the exchange would liquidate: the stop that stands before that has a place.
  real = await RealStage.open(1, "1000");
  for (const [coin, price] of Object.entries(PRICES)) real.world.setMid(coin, price);
  real.world.account(LEADER).setLeverage("ETH", 5);
  await real.connectAtOnce();
  follow = await real.followAtOnce(LEADER, TENTH);
});
test.afterAll(async () => real.close());

const leader = () => real.world.leader(LEADER);
const rows: RealStage["stage"]["journal"]["rows"] = (name) => real.stage.journal.rows(name);

/** How many acts of a type the exchange got and never answered. */
const unanswered = (type: string): number =>
  real.world.ledger.requests.filter((one) => one.type === type && one.status === 0).length;

async function expectLost(type: string, count: number): Promise<void> {
  await expect.poll(() => unanswered(type), { message: `lost: ${type}`, timeout: 15_000 }).toBe(count);
}

/**
 * One disaster stop rests for a long position: of its size, between the mark and the liquidation; where no price would
 * liquidate it, half way to 0.
 */
async function expectDisasterStop(coin: keyof typeof PRICES, size: string): Promise<void> {
  const resting = () =>
    real.restingStops(coin).map((one) => ({ size: one.size, side: one.side, reduceOnly: one.reduceOnly }));
  await expect
    .poll(resting, { message: `the stop of ${coin}`, timeout: 15_000 })
    .toEqual([{ size, side: "sell", reduceOnly: true }]);
  const [stop] = real.restingStops(coin);
  const trigger = new Decimal(stop?.trigger?.px ?? 0);
  expect(trigger.lt(PRICES[coin])).toBe(true);
  const liquidation = real.customer.liquidationPrice(coin) ?? new Decimal(PRICES[coin]).times(0.49);
  expect(trigger.gt(liquidation)).toBe(true);
  const row = async () => (await rows("stops")).find((one) => one.stop.clientOrderId === stop?.cloid);
  // Where its answer was lost it is looked up, once nobody waits for the answer any more: after ten seconds at most.
  await expect
    .poll(row, { timeout: 20_000 })
    .toMatchObject({ status: "resting", stop: { basis: "disaster" } });
}

test("an order that hangs, and lost answers to the leverage and the first stop, lose and double nothing", async () => {
  const { faults } = real.world;
  faults.hang({ path: "/exchange", type: "order", stops: false });
  leader().trade({ coin: "SOL", side: "buy", size: "20" });
  await expectLost("order", 1);
  expect(real.customer.orders()).toEqual([]);

  faults.timeoutAfterAccept(1, { type: "updateLeverage" });
  faults.timeoutAfterAccept(1, { type: "order", stops: true });
  leader().trade({ coin: "ETH", side: "buy", size: "10" });
  await expectLost("updateLeverage", 1);
  // The connection ends before the answer has come: what waits for it need not wait until it has grown too old.
  faults.dropSockets();
  await expectLost("order", 2);
  await real.stage.expectHeld(follow, "ETH", "1");
  await expectDisasterStop("ETH", "1");
  // What was set without an answer was read, and not set a second time.
  const settings = real.world.ledger.requests.filter((one) => one.type === "updateLeverage");
  expect(settings.length).toBe(1);
  expect(real.customer.leverage("ETH")).toEqual({ type: "cross", value: 5 });

  // Absent: it was looked for twice, after the exchange could no longer have taken it.
  const hung = async () =>
    (await rows("intents")).filter((one) => one.intent.instrument === "SOL").map((one) => one.status);
  await expect.poll(hung, { message: "the order that hung", timeout: 25_000 }).toEqual(["absent"]);
  expect(real.customer.position("SOL")).toBe("0");
  await expectNothingLostOrTwice(real, COINS);
  await expectJudged(real.stage, follow, LEADER);
});

test("a browser that is killed with a real order on its way comes back locked, and goes on where it was", async () => {
  real.world.faults.late({
    path: "/exchange",
    type: "order",
    stops: false,
    ms: 1_500,
    where: "before-acceptance",
  });
  leader().trade({ coin: "BTC", side: "buy", size: "0.05" });
  const sent = async () =>
    (await rows("intents")).filter((one) => one.intent.instrument === "BTC").map((one) => one.status);
  await expect.poll(sent, { intervals: [20] }).toEqual(["committed"]);
  await real.killBrowser();
  // It arrives when nobody is there any more.
  await expect.poll(() => real.customer.position("BTC")).toBe("0.005");
  leader().trade({ coin: "ETH", side: "sell", size: "4" });
  const acts = () => real.world.ledger.requests.filter((one) => one.path === "/exchange").length;
  const before = acts();

  await real.openBrowser();
  await expect.poll(() => real.access(), { timeout: 10_000 }).toBe("locked");
  const { page } = real.stage.journal;
  const shown = () =>
    page.evaluate(
      "Promise.all([chrome.action.getBadgeText({}), chrome.notifications.getAll().then(Object.keys)])",
    );
  await expect
    .poll(shown, { message: "badge and notification", timeout: 15_000 })
    .toEqual(["!", ["vault-locked"]]);
  expect(acts()).toBe(before);

  await real.unlock();
  await real.stage.expectHeld(follow, "BTC", "0.005");
  await real.stage.expectHeld(follow, "ETH", "0.6");
  await expectDisasterStop("ETH", "0.6");
  // So little of it that no price would liquidate the account.
  expect(real.customer.liquidationPrice("BTC")).toBeNull();
  await expectDisasterStop("BTC", "0.005");
  await expect.poll(() => page.evaluate("chrome.action.getBadgeText({})")).toBe("2");
  await expectNothingLostOrTwice(real, COINS);
  await expectJudged(real.stage, follow, LEADER);
  expectNoPassengers(real);
});
