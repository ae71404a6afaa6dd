import { expect, type Page, test } from "@playwright/test";
import { fileURLToPath } from "node:url";
import { shortAddress } from "../../components/format/address.ts";
import type { Address } from "../../lib/model/identity.ts";
import { leaderAddress, manual } from "./leaders.ts";
import { TENTH } from "./settings.ts";
import { Stage } from "./stage.ts";
import { WorkerControl } from "./worker-control.ts";
import { errorsOf, lookAt } from "./surface-checks.ts";

const FOLDER = fileURLToPath(new URL("../../test-results/surfaces", import.meta.url));
let stage: Stage;

test.beforeAll(async () => {
  stage = await Stage.open({ leaders: [1, 2, 3, 4, 5, 6, 7, 8].map((n) => manual(n)) });
  stage.world.setMid("BTC", "66400");
  stage.world.setMid("ETH", "1900");
});
test.afterAll(async () => stage.close());

const statusOf = async (followId: string) =>
  (await stage.journal.rows("follows")).find((one) => one.id === followId)?.status;
const haltedSince = async () => (await stage.journal.rows("meta"))[0]?.haltedSince ?? null;
const orders = async () => (await stage.journal.rows("intents")).length;

/** A follow that holds a tenth of the leader's ETH. */
async function holding(n: number, size: string, tenth: string): Promise<string> {
  const follow = await stage.follow(leaderAddress(n), TENTH);
  stage.world.leader(leaderAddress(n)).trade({ coin: "ETH", side: "buy", size });
  await stage.expectHeld(follow, "ETH", tenth);
  return follow;
}

async function openPanel(tab?: "Leaders"): Promise<{ panel: Page; errors: string[] }> {
  const panel = await stage.browser.openExtensionPage("sidepanel.html");
  await panel.setViewportSize({ width: 400, height: 900 });
  const errors = errorsOf(panel);
  if (tab !== undefined) await panel.getByRole("tab", { name: tab }).click();
  return { panel, errors };
}

async function chooseFor(panel: Page, address: Address, item: string): Promise<void> {
  await panel.getByRole("button", { name: `More for ${shortAddress(address)}` }).click();
  await panel.getByRole("menuitem", { name: item }).click();
}

test("halt: not even reductions are sent until it is lifted", async () => {
  const leader = stage.world.leader(leaderAddress(1));
  const follow = await holding(1, "3", "0.3");
  const { panel, errors } = await openPanel();
  await panel.getByRole("button", { name: "Halt", exact: true }).click();
  await expect(panel.getByRole("button", { name: "Lift halt" })).toBeVisible();
  await expect.poll(haltedSince).not.toBeNull();
  const before = await orders();
  leader.trade({ coin: "ETH", side: "sell", size: "1" });
  leader.trade({ coin: "ETH", side: "buy", size: "4" });
  const decided = async () =>
    (await stage.journal.rows("decisions")).filter((one) => one.followId === follow).at(-1)?.leaderTo;
  await expect.poll(decided, { timeout: 10_000 }).toBe("6");
  expect(await orders()).toBe(before);
  expect(await stage.held(follow, "ETH")).toBe("0.3");
  await lookAt(panel, FOLDER, { name: "panel-halted" });

  const popup = await stage.browser.openExtensionPage("popup.html");
  await popup.setViewportSize({ width: 380, height: 600 });
  await expect(popup.getByRole("heading", { name: "Halted" })).toBeVisible();
  await lookAt(popup, FOLDER, { name: "popup-halted" });
  await popup.getByRole("button", { name: "Lift halt" }).click();
  await expect.poll(haltedSince).toBeNull();
  await popup.close();

  // The reduction is made good, the growth that was missed stays missed.
  await stage.expectHeld(follow, "ETH", "0.2");
  const book = (await stage.journal.rows("books")).find((one) => one.followId === follow);
  expect(book?.forgone).toEqual([{ reason: "halted", size: "0.4" }]);
  expect(errors).toEqual([]);
  await panel.close();
});

test("halt from the keyboard, and across a restart of the worker", async () => {
  const worker = await stage.browser.worker();
  expect(await worker.evaluate("chrome.commands.getAll()")).toContainEqual(
    expect.objectContaining({ name: "halt", shortcut: "Alt+Shift+S" }),
  );
  await worker.evaluate("chrome.commands.onCommand.dispatch('halt')");
  await expect.poll(haltedSince).not.toBeNull();
  const control = await WorkerControl.on(stage.journal.page);
  await control.stop();
  await stage.journal.send({ type: "wake" });
  expect(await haltedSince()).not.toBeNull();
  const before = await orders();
  stage.world.leader(leaderAddress(1)).trade({ coin: "ETH", side: "sell", size: "1" });
  await expect
    .poll(async () => (await stage.journal.rows("decisions")).at(-1)?.reason, { timeout: 10_000 })
    .toBe("halted");
  expect(await orders()).toBe(before);
  expect(await stage.journal.send({ type: "lift-halt" })).toEqual({ ok: true });
  await expect.poll(haltedSince).toBeNull();
});

test("follow the leader out: his reductions are copied, his growth is not", async () => {
  const leader = stage.world.leader(leaderAddress(2));
  const follow = await holding(2, "4", "0.4");
  const { panel, errors } = await openPanel("Leaders");
  await chooseFor(panel, leaderAddress(2), "Stop following");
  const dialog = panel.getByRole("alertdialog");
  await dialog.getByRole("radio", { name: "Follow the leader out" }).click();
  await lookAt(panel, FOLDER, { name: "panel-stop-leader-out" });
  await dialog.getByRole("button", { name: "Stop following" }).click();
  await expect.poll(() => statusOf(follow)).toBe("leaving");
  await expect(panel.getByText("Leaving", { exact: true })).toBeVisible();
  leader.trade({ coin: "ETH", side: "buy", size: "4" });
  leader.trade({ coin: "ETH", side: "sell", size: "4" });
  await stage.expectHeld(follow, "ETH", "0.2");
  leader.trade({ coin: "ETH", side: "sell", size: "4" });
  await stage.expectHeld(follow, "ETH", "0");
  await expect.poll(() => statusOf(follow)).toBe("stopped");
  expect(errors).toEqual([]);
  await panel.close();
});

test("a position is closed from its card", async () => {
  const follow = await holding(3, "2", "0.2");
  const { panel, errors } = await openPanel();
  const card = panel.getByRole("listitem").filter({ hasText: shortAddress(leaderAddress(3)) });
  await card.getByRole("button", { name: "More for ETH" }).click();
  await lookAt(panel, FOLDER, { name: "panel-position-menu" });
  await panel.getByRole("menuitem", { name: /^Close now/ }).click();
  await expect(panel.getByRole("alertdialog")).toContainText("Sells 0.2000 ETH, about $380 of paper");
  await panel.getByRole("alertdialog").getByRole("button", { name: "Close now" }).click();
  await stage.expectHeld(follow, "ETH", "0");
  await expect(card).toContainText("Not copied: 0.2 ETH, closed by hand.");
  expect(errors).toEqual([]);
  await panel.close();
});

test("close everything now stops every follow and closes what it holds", async () => {
  const follow = await holding(4, "3", "0.3");
  const popup = await stage.browser.openExtensionPage("popup.html");
  await popup.setViewportSize({ width: 380, height: 600 });
  const errors = errorsOf(popup);
  await popup.getByRole("button", { name: "Close everything now" }).click();
  const dialog = popup.getByRole("alertdialog");
  await expect(dialog).toContainText("No real money is involved.");
  await expect(dialog.getByRole("button", { name: "Don’t close" })).toBeFocused();
  await lookAt(popup, FOLDER, { name: "popup-close-all" });
  await dialog.getByRole("button", { name: "Close everything" }).click();
  await stage.expectHeld(follow, "ETH", "0");
  await expect
    .poll(async () => [...new Set((await stage.journal.rows("follows")).map((one) => one.status))])
    .toEqual(["stopped"]);
  await expect(popup.getByRole("heading", { name: "Not following anyone" })).toBeVisible();
  expect(errors).toEqual([]);
  await popup.close();
});
