import { expect, type Page, test } from "@playwright/test";
import { fileURLToPath } from "node:url";
import { shortAddress } from "../../components/format/address.ts";
import type { ExtensionPage } from "../browser/extension-browser.ts";
import { leaderAddress, manual } from "./leaders.ts";
import { TENTH } from "./settings.ts";
import { Stage } from "./stage.ts";
import { errorsOf, lookAt } from "./surface-checks.ts";

const FOLDER = fileURLToPath(new URL("../../test-results/surfaces", import.meta.url));
const CARD = { width: 440, height: 800 };
const address = leaderAddress(1);
const url = `https://hypurrscan.io/address/${address}`;
let stage: Stage;

test.beforeAll(async () => {
  stage = await Stage.open({
    leaders: [
      manual(1, { equity: "4184000", positions: [{ coin: "SOL", size: "9000", entryPx: "75" }] }),
      manual(2),
    ],
  });
  stage.world.setMid("BTC", "66400");
  stage.world.setMid("ETH", "1900");
  stage.world.setMid("SOL", "77");
});
test.afterAll(async () => stage.close());

const WIDTHS = { "popup.html": 380, "sidepanel.html": 320, "options.html": 1280 } as const;

async function extensionPage(path: ExtensionPage, height: number) {
  const page = await stage.browser.openExtensionPage(path);
  await page.setViewportSize({ width: WIDTHS[path], height });
  return { page, errors: errorsOf(page) };
}

test("the card before, during and after, and collapsed", async () => {
  const { page, card } = await stage.visit(url);
  const errors = errorsOf(page);
  await card.waitFor("button", /^Follow on paper$/);
  await expect.poll(() => card.has("region", /^Pilotfish: follow this leader$/)).toBe(true);
  await lookAt(page, FOLDER, { name: "card-before", right: CARD });

  await card.click("button", /^Follow on paper$/);
  await expect.poll(() => card.text()).toContain("Mirroring");
  await expect.poll(() => card.text()).toContain("The 1 position already open was not copied.");
  const follow = (await stage.journal.rows("follows"))[0]?.id ?? "";
  stage.world.leader(address).tradeTogether([{ coin: "ETH", side: "sell", size: "900" }]);
  await expect.poll(() => stage.held(follow, "ETH")).not.toBe("0");
  await lookAt(page, FOLDER, { name: "card-following", right: CARD });

  await card.click("button", /^Pause$/);
  await card.waitFor("button", /^Resume in panel$/);
  await lookAt(page, FOLDER, { name: "card-paused", right: CARD });
  await card.click("button", /^Collapse$/);
  await card.waitFor("button", /^Pilotfish: Paused\. Expand$/);
  await lookAt(page, FOLDER, { name: "card-collapsed", right: CARD });
  await card.click("button", /^Pilotfish: Paused\. Expand$/);
  await card.waitFor("button", /^Collapse$/);
  await stage.journal.send({ type: "resume-follow", followId: follow });
  expect(errors).toEqual([]);
  await page.close();

  stage.world.faults.corruptNext("clearinghouseState", 100);
  const broken = await stage.visit(`https://hypurrscan.io/address/${leaderAddress(2)}`);
  await expect.poll(() => broken.card.text()).toContain("Hyperliquid's answer could not be read.");
  await lookAt(broken.page, FOLDER, { name: "card-error", right: CARD });
  stage.world.faults.clear();
  await broken.page.close();
});

async function openTab(page: Page, name: string): Promise<void> {
  await page.getByRole("tab", { name }).click();
  await expect(page.getByRole("tab", { name })).toHaveAttribute("aria-selected", "true");
}

test("the side panel's lists, its form and its dialog", async () => {
  const follow = await stage.follow(leaderAddress(2), TENTH);
  stage.world.leader(leaderAddress(2)).trade({ coin: "BTC", side: "buy", size: "0.1" });
  await stage.expectHeld(follow, "BTC", "0.01");
  stage.world.leader(leaderAddress(2)).trade({ coin: "@107", side: "buy", size: "100", price: "40" });
  stage.world.leader(leaderAddress(2)).trade({ coin: "BTC", side: "buy", size: "0.4" });
  await expect
    .poll(async () => (await stage.journal.rows("decisions")).some((one) => one.forgone.length > 0))
    .toBe(true);

  const { page, errors } = await extensionPage("sidepanel.html", 900);
  await expect(page.getByRole("heading", { name: "BTC" })).toBeVisible();
  await lookAt(page, FOLDER, { name: "panel-positions" });
  await openTab(page, "Activity");
  await page
    .getByRole("button", { name: /^Details of BTC buy/ })
    .first()
    .click();
  await lookAt(page, FOLDER, { name: "panel-activity" });
  await openTab(page, "Leaders");
  await lookAt(page, FOLDER, { name: "panel-leaders" });

  const name = shortAddress(leaderAddress(2));
  await page.getByRole("button", { name: `More for ${name}` }).click();
  await page.getByRole("menuitem", { name: "Edit settings" }).click();
  await expect(page.getByRole("heading", { name: `Edit ${name}` })).toBeFocused();
  await lookAt(page, FOLDER, { name: "panel-edit" });
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: `More for ${name}` }).click();
  await lookAt(page, FOLDER, { name: "panel-menu" });
  await page.getByRole("menuitem", { name: "Stop following" }).click();
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await expect(page.getByRole("button", { name: "Don’t stop" })).toBeFocused();
  await lookAt(page, FOLDER, { name: "panel-stop" });
  await page.keyboard.press("Escape");
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
  expect(errors).toEqual([]);
  await page.close();
});

test("the accounts page: a vault that is made, locked and unlocked, and an account to connect", async () => {
  const { page, errors } = await extensionPage("options.html", 900);
  await expect(page.getByRole("heading", { name: "No vault yet" })).toBeVisible();
  await lookAt(page, FOLDER, { name: "options-no-vault" });
  await page.getByLabel("New passphrase").fill("a passphrase of words");
  await page.getByLabel("The same again").fill("a passphrase of words");
  await page.getByRole("button", { name: "Create the vault" }).click();
  await expect(page.getByRole("heading", { name: "Encrypted vault, unlocked" })).toBeFocused();
  await page.getByRole("button", { name: "Connect an account" }).click();
  await expect(page.getByLabel("Account address")).toBeFocused();
  await lookAt(page, FOLDER, { name: "options-connect" });
  await page.getByLabel("Account address").fill(address);
  await page.getByLabel("API wallet key").fill("no key");
  await page.getByRole("button", { name: "Check and connect" }).click();
  await expect(page.getByRole("alert")).toContainText("Nothing was stored.");
  await lookAt(page, FOLDER, { name: "options-refused" });
  await page.getByRole("button", { name: "Lock now" }).click();
  await expect(page.getByRole("heading", { name: "Vault locked" })).toBeVisible();
  await page.setViewportSize({ width: 320, height: 900 });
  await lookAt(page, FOLDER, { name: "options-locked" });
  await page.getByLabel("Passphrase").fill("another passphrase");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/^This is not the passphrase/)).toBeVisible();
  await page.getByLabel("Passphrase").fill("a passphrase of words");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Encrypted vault, unlocked" })).toBeVisible();
  expect(errors).toEqual([]);
  await page.close();
});

test("the popup while mirroring, paused, and with its feed lost", async () => {
  const { page, errors } = await extensionPage("popup.html", 600);
  await expect(page.getByRole("heading", { name: "Mirroring 2 leaders" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Paper account" })).toBeVisible();
  await lookAt(page, FOLDER, { name: "popup-mirroring" });
  await page.getByRole("button", { name: "Pause all" }).click();
  await expect(page.getByRole("heading", { name: "Paused" })).toBeVisible();
  await lookAt(page, FOLDER, { name: "popup-paused" });
  await page.getByRole("button", { name: "Resume all" }).click();
  await expect(page.getByRole("button", { name: "Pause all" })).toBeVisible();

  stage.world.faults.refuseSockets(20_000);
  stage.world.faults.dropSockets();
  await expect(page.getByRole("alert")).toContainText("Leader feed lost");
  await lookAt(page, FOLDER, { name: "popup-feed-lost" });
  stage.world.faults.clear();
  expect(errors).toEqual([]);
  await page.close();
});

test("popup and side panel while halted, and what closing everything and importing ask", async () => {
  const { page, errors } = await extensionPage("popup.html", 600);
  await page.getByRole("button", { name: "Halt", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Halted" })).toBeVisible();
  await lookAt(page, FOLDER, { name: "popup-halted" });
  await page.getByRole("button", { name: "Close everything now" }).click();
  await expect(page.getByRole("alertdialog")).toContainText("It also lifts the halt");
  await expect(page.getByRole("button", { name: "Don’t close" })).toBeFocused();
  await lookAt(page, FOLDER, { name: "popup-close-all" });
  await page.keyboard.press("Escape");
  expect(errors).toEqual([]);
  await page.close();

  const panel = await extensionPage("sidepanel.html", 700);
  await expect(panel.page.getByText(/not even reductions/)).toBeVisible();
  await lookAt(panel.page, FOLDER, { name: "panel-halted" });
  await panel.page
    .getByLabel("Import from a file…")
    .setInputFiles({ name: "old.json", mimeType: "application/json", buffer: Buffer.from("{}") });
  await panel.page.getByRole("button", { name: "Replace everything" }).click();
  await expect(panel.page.getByText(/^This file can’t be imported\./)).toBeVisible();
  await lookAt(panel.page, FOLDER, { name: "panel-import" });
  await panel.page.getByRole("button", { name: "Don’t import" }).click();
  await panel.page.getByRole("button", { name: "Lift halt" }).click();
  await expect(panel.page.getByRole("button", { name: "Halt", exact: true })).toBeVisible();
  await openTab(panel.page, "Leaders");
  await panel.page.getByRole("button", { name: "Follow another leader" }).click();
  await panel.page.getByRole("button", { name: "Settings" }).click();
  await lookAt(panel.page, FOLDER, { name: "panel-start" });
  expect(panel.errors).toEqual([]);
  await panel.page.close();
});

test("popup and side panel with nothing in them", async () => {
  await stage.journal.send({ type: "reset-paper" });
  await expect
    .poll(async () => (await stage.journal.rows("follows")).filter((one) => one.status !== "stopped"))
    .toEqual([]);
  const { page, errors } = await extensionPage("popup.html", 600);
  await expect(page.getByRole("heading", { name: "Not following anyone" })).toBeVisible();
  await lookAt(page, FOLDER, { name: "popup-empty" });
  expect(errors).toEqual([]);
  await page.close();
  const panel = await extensionPage("sidepanel.html", 600);
  await expect(panel.page.getByRole("tab", { name: /Positions/ })).toBeVisible();
  await lookAt(panel.page, FOLDER, { name: "panel-empty" });
  expect(panel.errors).toEqual([]);
  await panel.page.close();
});
