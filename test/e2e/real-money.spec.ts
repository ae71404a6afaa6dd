import { expect, type Page, test } from "@playwright/test";
import { fileURLToPath } from "node:url";
import { generatePrivateKey } from "viem/accounts";
import { expectJudged } from "./checked.ts";
import { leaderAddress } from "./leaders.ts";
import { expectNoPassengers, expectNothingLostOrTwice } from "./real-checks.ts";
import { PASSPHRASE, RealStage } from "./real-stage.ts";
import { errorsOf, lookAt } from "./surface-checks.ts";
import { WorkerControl } from "./worker-control.ts";

const FOLDER = fileURLToPath(new URL("../../test-results/surfaces", import.meta.url));
const LEADER = leaderAddress(1);
const PRICES = { BTC: "66400", ETH: "1900", SOL: "77", HYPE: "60" } as const;
const COINS = Object.keys(PRICES);

let real: RealStage;
let follow = "";

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  real = await RealStage.open(1);
  for (const [coin, price] of Object.entries(PRICES)) real.world.setMid(coin, price);
  real.world.account(LEADER).setLeverage("ETH", 5);
});
test.afterAll(async () => real.close());

const leader = () => real.world.leader(LEADER);
const rows: RealStage["stage"]["journal"]["rows"] = (name) => real.stage.journal.rows(name);
const expectHeld = (coin: string, size: string) => real.stage.expectHeld(follow, coin, size);

/**
 * One stop rests at the exchange for a long position, of its size; none for 0. A worker that was stopped between the
 * commit of a stop and its sending leaves one that nobody knows: its expiry and two readings five seconds apart come
 * before the next one.
 */
async function expectStop(coin: string, size: string): Promise<void> {
  const resting = () =>
    real.restingStops(coin).map((one) => ({ size: one.size, side: one.side, reduceOnly: one.reduceOnly }));
  await expect
    .poll(resting, { message: `the stop of ${coin}`, timeout: 25_000 })
    .toEqual(size === "0" ? [] : [{ size, side: "sell", reduceOnly: true }]);
}

async function refused(page: Page, address: string, key: string, words: RegExp): Promise<void> {
  await real.connect(page, { address, key });
  const alert = page.getByRole("alert").filter({ hasText: "Nothing was stored." });
  await expect(alert).toContainText(words);
  await alert.getByRole("button", { name: "Dismiss" }).click();
}

test("a vault is made; keys that must not be taken are refused, and an API wallet's is taken", async () => {
  const page = await real.openAccounts();
  const errors = errorsOf(page);
  await page.getByLabel("New passphrase").fill(PASSPHRASE);
  await page.getByLabel("The same again").fill(PASSPHRASE);
  await page.getByRole("button", { name: "Create the vault" }).click();
  await expect(page.getByRole("heading", { name: "Encrypted vault, unlocked" })).toBeVisible();

  await refused(page, real.owner, real.mainKey, /main wallet’s own key, which can withdraw/);
  await refused(page, real.owner, generatePrivateKey(), /No account has approved this API wallet/);
  await refused(page, real.owner, "not a key at all", /is no private key/);
  const swapped = real.newWallet("swapped");
  await real.connect(page, { address: swapped.key, key: real.owner });
  await expect(page.getByLabel("Account address")).toHaveValue("");
  await expect(
    page.getByText("That looks like a private key, so it was taken out of this field."),
  ).toBeVisible();
  await page.getByRole("button", { name: "Cancel" }).click();
  await refused(page, real.owner, real.owner, /Address and key look swapped/);
  real.world.faults.http({ status: 503, times: 1, type: "userRole" });
  await refused(page, real.owner, swapped.key, /The exchange did not answer/);
  const old = real.newWallet("old");
  real.customer.expireAgent(old.address);
  real.world.unconfirmed.expiredAgents = "listed";
  await refused(page, real.owner, old.key, /approval has expired/);
  expect((await rows("accounts")).map((one) => one.kind)).not.toContain("real");

  const wallet = real.newWallet("pilotfish", Date.now() + 30.5 * 86_400_000);
  await real.connect(page, { address: real.owner, key: wallet.key });
  const card = page.getByRole("listitem", { name: "Hyperliquid" });
  await expect(card).toContainText("expires in 30 days");
  await expect(card).toContainText("$10,000.00");
  await card.getByRole("checkbox", { name: /^Keep this computer awake/ }).check();
  const awake = async () =>
    (await rows("accounts")).find((one) => one.id === real.accountId)?.settings.keepAwake;
  await expect.poll(awake).toBe(true);
  expect(await real.access()).toBe("ready");
  expect(errors).toEqual([]);
  await page.close();
});

test("a leader is followed with real money only after the statement was ticked, and is mirrored", async () => {
  const panel = await real.stage.browser.openExtensionPage("sidepanel.html");
  const errors = errorsOf(panel);
  await panel.getByRole("tab", { name: "Leaders" }).click();
  await panel.getByLabel("Leader’s address").fill(LEADER);
  await panel.getByRole("radio", { name: /^Hyperliquid/ }).click();
  await panel.getByRole("button", { name: "Settings" }).click();
  await panel.getByRole("radio", { name: "Fixed ratio" }).click();
  await panel.getByLabel("Ratio", { exact: true }).fill("0.1");
  await panel.getByLabel("Position stop-loss", { exact: true }).fill("10");
  await panel.getByLabel("Position take-profit", { exact: true }).fill("10");
  const agree = panel.getByRole("checkbox", { name: /^Send real orders from my Hyperliquid/ });
  await expect(agree).not.toBeChecked();
  const button = panel.getByRole("button", { name: "Follow with real money, $1,000" });
  await button.click();
  await expect(panel.getByText("Read the statement and tick it first.")).toBeVisible();
  expect(await rows("follows")).toEqual([]);
  await agree.check();
  await button.click();
  follow = await real.mirroring(LEADER);

  leader().trade({ coin: "ETH", side: "buy", size: "2" });
  await expectHeld("ETH", "0.2");
  expect(real.customer.position("ETH")).toBe("0.2");
  await expectStop("ETH", "0.2");
  leader().trade({ coin: "ETH", side: "buy", size: "1" });
  await expectHeld("ETH", "0.3");
  await expectStop("ETH", "0.3");
  leader().trade({ coin: "ETH", side: "sell", size: "2" });
  await expectHeld("ETH", "0.1");
  await expectStop("ETH", "0.1");

  const actions = real.world.ledger.requests.filter((one) => one.path === "/exchange").map((one) => one.type);
  expect(actions.indexOf("updateLeverage")).toBeGreaterThanOrEqual(0);
  expect(real.customer.leverage("ETH")).toEqual({ type: "cross", value: 5 });
  expect(actions.indexOf("updateLeverage")).toBeLessThan(actions.indexOf("order"));
  await expectNothingLostOrTwice(real, COINS);
  expectNoPassengers(real);
  await panel.getByRole("tab", { name: "Positions" }).click();
  await expect(panel.getByText(/^Resting since/)).toBeVisible();
  expect(errors).toEqual([]);
  await panel.close();
});

test("the card in the leader's page says that it is real money, and no figure of it", async () => {
  const { page, card } = await real.stage.visit(`https://hypurrscan.io/address/${LEADER}`);
  const errors = errorsOf(page);
  await expect.poll(() => card.text()).toContain("Mirroring");
  await expect.poll(() => card.text()).toContain("Account value");
  const shown = await card.text();
  expect(shown).toContain("Real money");
  expect(shown).not.toMatch(/Net result|Limits|equity/);
  expect(shown).not.toContain("1,000");
  await lookAt(page, FOLDER, { name: "card-real", right: { width: 440, height: 800 } });
  await real.lock();
  await expect.poll(() => card.text()).toContain("Held back");
  await lookAt(page, FOLDER, { name: "card-real-held", right: { width: 440, height: 800 } });
  await real.unlock();
  await expect.poll(() => card.text()).toContain("Mirroring");
  expect(errors).toEqual([]);
  await page.close();
});

test("more risk for real money is agreed to anew, and refused without that", async () => {
  const of = async () => (await rows("follows")).find((one) => one.id === follow)?.settings;
  const before = await of();
  const allocation = { kind: "amount", amount: "2000" };
  const raise = { type: "edit-follow", followId: follow, settings: { ...before, allocation } };
  expect(await real.stage.journal.send({ ...raise, realMoney: null })).toMatchObject({
    ok: false,
    refusal: "real-money-not-agreed",
  });
  const wider = { ...raise, settings: { ...before, multiplier: "2" } };
  const word = { agreed: true, settings: before };
  for (const realMoney of [null, word]) {
    expect(await real.stage.journal.send({ ...wider, realMoney })).toMatchObject({
      ok: false,
      refusal: "real-money-not-agreed",
    });
  }
  expect(await of()).toEqual(before);

  const panel = await real.stage.browser.openExtensionPage("sidepanel.html");
  await panel.getByRole("tab", { name: "Leaders" }).click();
  await panel.getByRole("button", { name: /^More for/ }).click();
  await panel.getByRole("menuitem", { name: /^Edit settings/ }).click();
  await panel.getByLabel("Allocation", { exact: true }).fill("2000");
  const agree = panel.getByRole("checkbox", { name: /the allocation goes from \$1,000 to \$2,000/ });
  await expect(agree).not.toBeChecked();
  await agree.check();
  await panel.getByRole("button", { name: "Save with real money, $2,000" }).click();
  await expect.poll(of).toMatchObject({ allocation });
  await panel.close();
});

test("a worker that is stopped goes on without the passphrase, and lost answers lose and double nothing", async () => {
  const worker = await WorkerControl.on(real.stage.journal.page);
  await real.stage.journal.send({ type: "wake" });
  await worker.running();
  const losing = [{ via: "ws" }, { type: "order" }, {}] as const;
  for (const [round, target] of losing.entries()) {
    real.world.faults.timeoutAfterAccept(1, target);
    leader().trade({ coin: "SOL", side: "buy", size: "10" });
    await expect
      .poll(() => real.customer.position("SOL"), { message: "accepted at the exchange", timeout: 15_000 })
      .toBe(String(round + 1));
    await worker.stop();
    leader().trade({ coin: "ETH", side: "buy", size: "0.1" });
    leader().trade({ coin: "ETH", side: "sell", size: "0.1" });
    await real.stage.journal.send({ type: "wake" });
    await expectHeld("SOL", String(round + 1));
    await expectStop("SOL", String(round + 1));
  }
  expect(worker.stops).toBe(3);
  // And in a worker that lives: the connection ends before the answer has come.
  real.world.faults.timeoutAfterAccept(1, { path: "/exchange", via: "ws" });
  leader().trade({ coin: "SOL", side: "buy", size: "10" });
  await expect.poll(() => real.customer.position("SOL"), { timeout: 15_000 }).toBe("4");
  real.world.faults.dropSockets();
  await expectHeld("SOL", "4");
  await expectStop("SOL", "4");
  const lost = real.world.ledger.requests.filter((one) => one.path === "/exchange" && one.status === 0);
  expect(lost.map((one) => one.type)).toEqual(["order", "order", "order", "order"]);
  expect(await real.access()).toBe("ready");
  await expectNothingLostOrTwice(real, COINS);
});

test("a locked vault signs nothing; unlocked it reduces first and leaves what was missed", async () => {
  await real.lock();
  await expect.poll(() => real.access()).toBe("locked");
  const before = real.customer.orders().length;
  leader().trade({ coin: "SOL", side: "sell", size: "30" });
  leader().trade({ coin: "BTC", side: "buy", size: "0.1" });
  const decided = async () =>
    (await rows("decisions")).filter((one) => one.instrument === "BTC").at(-1)?.leaderTo;
  await expect.poll(decided, { timeout: 10_000 }).toBe("0.1");
  expect(real.customer.orders().length).toBe(before);
  const popup = await real.stage.browser.openExtensionPage("popup.html");
  await expect(popup.getByText(/^Real money is locked since .*, 2 trades not copied$/)).toBeVisible();
  await popup.close();

  await real.unlock();
  await expectHeld("SOL", "1");
  await expectStop("SOL", "1");
  const [first] = real.customer.orders().slice(before);
  expect(first).toMatchObject({ coin: "SOL", side: "sell", size: "3", reduceOnly: true, trigger: null });
  expect(real.customer.position("BTC")).toBe("0");
  const missed = (await rows("books")).find((one) => one.instrument === "BTC");
  expect(missed?.forgone).toEqual([{ reason: "account-locked", size: "0.01" }]);
  await expectNothingLostOrTwice(real, COINS);
});

test("an exit rule that is reached closes the position with a real order, and its stop goes with it", async () => {
  leader().trade({ coin: "HYPE", side: "buy", size: "50" });
  await expectHeld("HYPE", "5");
  await expectStop("HYPE", "5");
  real.world.setMid("HYPE", "67");
  await expectHeld("HYPE", "0");
  await expectStop("HYPE", "0");
  expect(real.customer.position("HYPE")).toBe("0");
  const trips = async () => (await rows("guards")).flatMap((one) => one.trips);
  expect(await trips()).toContainEqual(
    expect.objectContaining({ rule: "positionTakeProfit", instrument: "HYPE", action: "close" }),
  );
  await expectNothingLostOrTwice(real, COINS);
});

test("a stop that the exchange fired while the browser was closed is recognised after the unlock, and latches", async () => {
  await expectStop("ETH", "0.1");
  await real.closeBrowser();
  real.world.setMid("ETH", "1690");
  await expect.poll(() => real.customer.position("ETH")).toBe("0");

  await real.openBrowser();
  await expect.poll(() => real.access(), { timeout: 10_000 }).toBe("locked");
  const popup = await real.stage.browser.openExtensionPage("popup.html");
  await expect(popup.getByText("Vault locked").first()).toBeVisible();
  await popup.close();
  await real.unlock();
  await expectHeld("ETH", "0");
  const fired = async () =>
    (await rows("stops")).filter((one) => one.status === "fired").map((one) => one.stop.instrument);
  await expect.poll(fired, { timeout: 10_000 }).toEqual(["ETH"]);
  const book = async () => (await rows("books")).find((one) => one.instrument === "ETH");
  await expect
    .poll(book)
    .toMatchObject({ held: "0", latched: "stop-loss", forgone: [{ reason: "stop-loss", size: "0.1" }] });
  // Latched: the leader's growth there is not bought, what he does elsewhere is copied.
  leader().trade({ coin: "ETH", side: "buy", size: "2" });
  leader().trade({ coin: "SOL", side: "buy", size: "10" });
  await expectHeld("SOL", "2");
  expect(real.customer.position("ETH")).toBe("0");
  const panel = await real.stage.browser.openExtensionPage("sidepanel.html");
  await expect(panel.getByText("The stop in ETH fired at the exchange.")).toBeVisible();
  await panel.close();
  await expectNothingLostOrTwice(real, COINS);
  await expectJudged(real.stage, follow, LEADER);
  expectNoPassengers(real);
});
