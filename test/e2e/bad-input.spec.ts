import { expect, test } from "@playwright/test";
import { PageCard } from "../browser/page-card.ts";
import { PAPER_ACCOUNT, leaderIdOf } from "../../lib/model/identity.ts";
import { expectChecked } from "./checked.ts";
import { leaderAddress, manual } from "./leaders.ts";
import { TENTH } from "./settings.ts";
import { Stage } from "./stage.ts";

let stage: Stage;

test.beforeAll(async () => {
  stage = await Stage.open({
    leaders: [1, 2, 3, 4, 5, 6].map((n) => manual(n)),
    limits: { weightPerMinute: 12_000 },
  });
  stage.world.setMid("ETH", "1900");
});
test.afterEach(() => stage.world.faults.clear());
test.afterAll(async () => stage.close());

const NOT_ADDRESSES = [
  ["", "Enter the address of a leader."],
  ["the best trader", "An address begins with 0x."],
  ["0x1234", "An address has 40 characters after 0x; this one has 4."],
  [`0x${"zz".repeat(20)}`, "only the digits 0–9 and the letters a–f"],
] as const;
const UNKNOWN = `0x${"5e".repeat(20)}`;

test("a wrong address in the popup is answered in plain words, and nothing starts", async () => {
  const popup = await stage.browser.openExtensionPage("popup.html");
  const field = popup.getByLabel("Leader’s address");
  for (const [typed, words] of NOT_ADDRESSES) {
    await field.fill(typed);
    await popup.getByRole("button", { name: /^Follow on paper/ }).click();
    await expect(popup.getByText(words)).toBeVisible();
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(field).toBeFocused();
  }
  await field.fill(UNKNOWN);
  await popup.getByRole("button", { name: /^Follow on paper/ }).click();
  await expect(popup.getByText("Hyperliquid knows no account at this address.")).toBeVisible();
  expect(await stage.journal.rows("follows")).toEqual([]);
  // With spaces around it and in capitals it is still an address.
  await field.fill(`  0x${leaderAddress(6).slice(2).toUpperCase()} `);
  await popup.getByRole("button", { name: /^Follow on paper/ }).click();
  await expect(popup.getByRole("heading", { name: "Mirroring 1 leader" })).toBeVisible();
  await popup.close();
});

test("an address without history is named on the card, and cannot be followed there", async () => {
  const { page, card } = await stage.visit(`https://hypurrscan.io/address/${UNKNOWN}`);
  await expect.poll(() => card.text()).toContain("Hyperliquid does not know this address.");
  expect(await card.has("button", /^Follow on paper$/)).toBe(false);
  await page.close();
  const known = await stage.visit(`https://hypurrscan.io/address/${leaderAddress(1)}`);
  await known.card.waitFor("button", /^Follow on paper$/);
  expect(await known.card.text()).toContain("This address has no trading history on Hyperliquid.");
  await known.page.close();
});

test("a payload that breaks the schema is said where it happened, and nothing is done on it", async () => {
  stage.world.faults.corruptNext("clearinghouseState", 1_000);
  const { page, card } = await stage.visit(`https://hypurrscan.io/address/${leaderAddress(5)}`);
  await expect.poll(() => card.text()).toContain("Hyperliquid's answer could not be read.");
  expect(await card.has("button", /^Follow on paper$/)).toBe(false);

  // Nor from anywhere else: nothing is followed that cannot be read.
  const panel = await stage.browser.openExtensionPage("sidepanel.html");
  await panel.getByRole("tab", { name: "Leaders" }).click();
  await panel.getByRole("button", { name: "Follow another leader" }).click();
  await panel.getByLabel("Leader’s address").fill(leaderAddress(5));
  await panel.getByRole("button", { name: /^Follow on paper/ }).click();
  await expect(
    panel.getByText("This leader could not be read from Hyperliquid. Nothing was changed."),
  ).toBeVisible();
  await panel.close();
  const follows = await stage.journal.rows("follows");
  expect(follows.filter((one) => one.leaderId === leaderIdOf(leaderAddress(5)))).toEqual([]);
  await page.close();
});

test("a leader who cannot be read any more is said to be lost, and is caught up with later", async () => {
  const address = leaderAddress(5);
  const leader = stage.world.leader(address);
  const { page, card } = await stage.visit(`https://hypurrscan.io/address/${address}`);
  const follow = await stage.follow(address, TENTH);
  leader.trade({ coin: "ETH", side: "buy", size: "4" });
  await stage.expectHeld(follow, "ETH", "0.4");
  const popup = await stage.browser.openExtensionPage("popup.html");
  stage.world.faults.corruptNext("clearinghouseState", 1_000);
  stage.world.faults.corruptNext("userFills", 1);
  leader.trade({ coin: "ETH", side: "sell", size: "2" });
  await expect.poll(() => card.text()).toContain("Leader feed lost");
  await expect(popup.getByText("Hyperliquid sent something that can’t be read.").first()).toBeVisible();
  expect(await stage.held(follow, "ETH")).toBe("0.4");

  stage.world.faults.clear();
  await stage.expectHeld(follow, "ETH", "0.2");
  await expect.poll(() => card.text()).not.toContain("Leader feed lost");
  await expect(popup.getByText("Hyperliquid sent something that can’t be read.")).toHaveCount(0);
  await expectChecked(stage, follow, address);
  await popup.close();
  await page.close();
});

test("two windows show the same, and nothing is done twice", async () => {
  const address = leaderAddress(4);
  const url = `https://hypurrscan.io/address/${address}`;
  const first = await stage.visit(url);
  const opened = stage.browser.context.waitForEvent("page");
  await first.page.evaluate((to) => window.open(to, "_blank", "popup,width=900,height=700") === null, url);
  const page = await opened;
  const second = await PageCard.on(page);
  await first.card.waitFor("button", /^Follow on paper$/);
  await second.waitFor("button", /^Follow on paper$/);
  await Promise.all([
    first.card.click("button", /^Follow on paper$/),
    second.click("button", /^Follow on paper$/),
  ]);
  await first.card.waitFor("button", /^Pause$/);
  await second.waitFor("button", /^Pause$/);
  const follows = (await stage.journal.rows("follows")).filter((one) => one.leaderId === leaderIdOf(address));
  expect(follows).toHaveLength(1);

  // Even when both ask in the same moment.
  const start = {
    type: "start-follow",
    address: leaderAddress(1),
    accountId: PAPER_ACCOUNT,
    settings: TENTH,
    realMoney: null,
  };
  await Promise.all([stage.journal.send(start), stage.journal.send(start)]);
  const running = async () =>
    (await stage.journal.rows("follows")).filter((one) => one.leaderId === leaderIdOf(leaderAddress(1)));
  await expect.poll(async () => (await running()).map((one) => one.status)).toEqual(["mirroring"]);

  const popups = [
    await stage.browser.openExtensionPage("popup.html"),
    await stage.browser.openExtensionPage("popup.html"),
  ] as const;
  const leader = stage.world.leader(address);
  leader.trade({ coin: "ETH", side: "buy", size: "200" });
  const book = async () =>
    (await stage.journal.rows("books")).find((one) => one.followId === follows[0]?.id && one.held !== "0");
  await expect.poll(book, { timeout: 10_000 }).toBeDefined();
  await expect
    .poll(
      async () =>
        (await popups[0].locator("main").innerText()) === (await popups[1].locator("main").innerText()),
    )
    .toBe(true);
  await popups[0].getByRole("button", { name: "Pause all" }).click();
  for (const popup of popups) await expect(popup.getByRole("heading", { name: "Paused" })).toBeVisible();
  await popups[1].getByRole("button", { name: "Resume all" }).click();
  for (const popup of popups) await expect(popup.getByRole("button", { name: "Pause all" })).toBeVisible();
  await expectChecked(stage, follows[0]?.id ?? "", address);
  for (const popup of popups) await popup.close();
});
