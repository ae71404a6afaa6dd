import { type CDPSession, expect, test } from "@playwright/test";
import { expectChecked } from "./checked.ts";
import { leaderAddress, manual } from "./leaders.ts";
import { expectTenthHeld } from "./order-checks.ts";
import { TENTH } from "./settings.ts";
import { Stage } from "./stage.ts";

// Both troubles take half a minute to be noticed, so each has its own stage and they begin together.
const address = leaderAddress(1);
let silent: Stage;
let full: Stage;
let follows: { readonly silent: string; readonly full: string };
let quota: CDPSession;

/** A stage on which 0.4 ETH is held. */
async function holding(): Promise<[Stage, string]> {
  const stage = await Stage.open({ leaders: [manual(1)] });
  stage.world.setMid("ETH", "1900");
  const follow = await stage.follow(address, TENTH);
  stage.world.leader(address).trade({ coin: "ETH", side: "buy", size: "4" });
  await stage.expectHeld(follow, "ETH", "0.4");
  return [stage, follow];
}

const originOf = (stage: Stage): string => `chrome-extension://${stage.browser.extensionId}`;

test.beforeAll(async () => {
  const [[one, first], [two, second]] = await Promise.all([holding(), holding()]);
  silent = one;
  full = two;
  follows = { silent: first, full: second };
  silent.world.faults.silence({ pongs: false }, 60_000);
  silent.world.leader(address).trade({ coin: "ETH", side: "sell", size: "2" });
  // The override lasts as long as the session. Chromium asks for the quota anew within 30 s.
  quota = await full.browser.context.newCDPSession(full.journal.page);
  await quota.send("Storage.overrideQuotaForOrigin", { origin: originOf(full), quotaSize: 1 });
});
test.afterAll(async () => {
  await Promise.all([silent.close(), full.close()]);
});

const feed = async () => (await silent.journal.rows("leaders"))[0]?.feed;

test("a socket that stays open and says nothing is noticed, and what it kept back is made good", async () => {
  const popup = await silent.browser.openExtensionPage("popup.html");
  await expect.poll(async () => (await feed())?.state, { timeout: 40_000 }).toBe("lost");
  expect(await feed()).toMatchObject({ reason: "silent" });
  const alert = popup.getByRole("alert");
  await expect(alert).toContainText("Leader feed lost");
  await expect(alert).toContainText("Hyperliquid has gone silent.");

  silent.world.faults.clear();
  await popup.getByRole("button", { name: "Try now" }).click();
  await expect.poll(async () => (await feed())?.state, { timeout: 20_000 }).toMatch(/^(live|slow)$/);
  await silent.expectHeld(follows.silent, "ETH", "0.2");
  await expect(alert).toHaveCount(0);
  await expectChecked(silent, follows.silent, address);
  await popup.close();
});

test("a full IndexedDB stops everything, is said everywhere, and costs nothing once there is space", async () => {
  const { page, card } = await full.visit(`https://hypurrscan.io/address/${address}`);
  const popup = await full.browser.openExtensionPage("popup.html");
  await expect.poll(() => card.text(), { timeout: 40_000 }).toContain("Pilotfish has stopped.");
  await expect(popup.getByText("The browser’s storage is full.")).toBeVisible();
  full.world.leader(address).trade({ coin: "ETH", side: "buy", size: "2" });
  expect(await full.journal.send({ type: "pause-all" })).toMatchObject({ ok: false, refusal: "halted" });
  const orders = (await full.journal.rows("intents")).length;
  expect(await full.held(follows.full, "ETH")).toBe("0.4");

  await quota.send("Storage.overrideQuotaForOrigin", { origin: originOf(full) });
  const tenth = { followId: follows.full, address, coins: ["ETH"], reasons: ["age"] };
  await expectTenthHeld(full.world, full.journal, tenth);
  expect((await full.journal.rows("intents")).length).toBeLessThanOrEqual(orders + 1);
  await expect(popup.getByText("The browser’s storage is full.")).toHaveCount(0);
  await card.waitFor("button", /^Pause$/);
  await expectChecked(full, follows.full, address);
  await popup.close();
  await page.close();
});
