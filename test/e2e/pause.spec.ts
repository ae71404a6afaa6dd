import { expect, test } from "@playwright/test";
import { shortAddress } from "../../components/format/address.ts";
import type { Address } from "../../lib/model/identity.ts";
import { leaderAddress, manual } from "./leaders.ts";
import { TENTH } from "./settings.ts";
import { Stage } from "./stage.ts";

let stage: Stage;

test.beforeAll(async () => {
  stage = await Stage.open({ leaders: [1, 2, 3, 4, 5, 6].map((n) => manual(n)) });
  stage.world.setMid("BTC", "66400");
  stage.world.setMid("ETH", "1900");
});
test.afterAll(async () => stage.close());

const lastDecision = async (followId: string) =>
  (await stage.journal.rows("decisions"))
    .filter((one) => one.followId === followId && one.source === "live")
    .toSorted((a, b) => a.at - b.at)
    .at(-1);

/** Waits until the leader's change to `position` has its decision, and gives it. */
async function decidedOn(followId: string, position: string) {
  await expect.poll(async () => (await lastDecision(followId))?.leaderTo, { timeout: 10_000 }).toBe(position);
  return lastDecision(followId);
}

test("pause on the card stops growth at once and lets reductions through", async () => {
  const leader = stage.world.leader(leaderAddress(1));
  const { page, card } = await stage.visit(`https://hypurrscan.io/address/${leaderAddress(1)}`);
  const follow = await stage.follow(leaderAddress(1), TENTH);
  leader.trade({ coin: "BTC", side: "buy", size: "0.1" });
  await stage.expectHeld(follow, "BTC", "0.01");

  await card.click("button", /^Pause$/);
  await card.waitFor("button", /^Resume in panel$/);
  leader.trade({ coin: "BTC", side: "buy", size: "0.1" });
  expect(await decidedOn(follow, "0.2")).toMatchObject({
    outcome: "forgone",
    forgone: [{ reason: "paused", size: "0.01" }],
    clientOrderId: null,
  });
  expect(await stage.held(follow, "BTC")).toBe("0.01");
  leader.trade({ coin: "BTC", side: "sell", size: "0.1" });
  await stage.expectHeld(follow, "BTC", "0.005");
  expect(await decidedOn(follow, "0.1")).toMatchObject({ outcome: "ordered" });

  // The worker is asked from the card's page to resume, and refuses: a page may pause and never resume.
  await card.click("button", /^Resume in panel$/);
  const follows = await stage.journal.rows("follows");
  expect(follows.find((one) => one.id === follow)?.status).toBe("paused");
  await page.close();
});

test("pause all and resume all in the popup", async () => {
  const leader = stage.world.leader(leaderAddress(2));
  const follow = await stage.follow(leaderAddress(2), TENTH);
  const popup = await stage.browser.openExtensionPage("popup.html");
  await popup.getByRole("button", { name: "Pause all" }).click();
  await expect(popup.getByRole("heading", { name: "Paused" })).toBeVisible();
  leader.trade({ coin: "BTC", side: "buy", size: "0.1" });
  expect(await decidedOn(follow, "0.1")).toMatchObject({ outcome: "forgone" });

  await popup.getByRole("button", { name: "Resume all" }).click();
  await expect(popup.getByRole("button", { name: "Pause all" })).toBeVisible();
  // What was missed stays missed; what comes now is copied.
  leader.trade({ coin: "BTC", side: "buy", size: "0.1" });
  await stage.expectHeld(follow, "BTC", "0.01");

  const name = shortAddress(leaderAddress(2));
  await popup.getByRole("button", { name: `Pause ${name}` }).click();
  await expect(popup.getByRole("button", { name: `Resume ${name}` })).toBeVisible();
  leader.trade({ coin: "BTC", side: "buy", size: "0.1" });
  expect(await decidedOn(follow, "0.3")).toMatchObject({ outcome: "forgone" });
  await popup.getByRole("button", { name: `Resume ${name}` }).click();
  await expect(popup.getByRole("button", { name: `Pause ${name}` })).toBeVisible();
  leader.trade({ coin: "BTC", side: "buy", size: "0.1" });
  await stage.expectHeld(follow, "BTC", "0.02");
  await popup.close();
});

test("the keyboard command pauses all", async () => {
  const worker = await stage.browser.worker();
  // The browser took the suggested key: it is none of its own.
  const commands: unknown = await worker.evaluate("chrome.commands.getAll()");
  expect(commands).toContainEqual(
    expect.objectContaining({ name: "pause-all", shortcut: expect.stringMatching(/./) }),
  );
  // Keys of the browser itself do not come through DevTools, so the event is given to the worker directly.
  await worker.evaluate("chrome.commands.onCommand.dispatch('pause-all')");
  await expect.poll(async () => (await stage.journal.rows("meta"))[0]?.pausedSince).not.toBeNull();
  await stage.journal.send({ type: "resume-all" });
  await expect.poll(async () => (await stage.journal.rows("meta"))[0]?.pausedSince).toBeNull();
});

/** The side panel on its list of leaders, and the row of one of them. */
async function leadersTab(address: Address) {
  const panel = await stage.browser.openExtensionPage("sidepanel.html");
  await panel.getByRole("tab", { name: "Leaders" }).click();
  const name = shortAddress(address);
  const row = panel.getByRole("listitem").filter({ hasText: name });
  const choose = async (item: string) => {
    await row.getByRole("button", { name: `More for ${name}` }).click();
    await panel.getByRole("menuitem", { name: item }).click();
  };
  return { panel, row, choose };
}

async function statusOf(followId: string) {
  return (await stage.journal.rows("follows")).find((one) => one.id === followId)?.status;
}

test("stop from the side panel closes the positions", async () => {
  const leader = stage.world.leader(leaderAddress(3));
  const follow = await stage.follow(leaderAddress(3), TENTH);
  leader.trade({ coin: "ETH", side: "buy", size: "3" });
  await stage.expectHeld(follow, "ETH", "0.3");
  const { panel, row, choose } = await leadersTab(leaderAddress(3));
  await choose("Stop following");
  const dialog = panel.getByRole("alertdialog");
  await expect(dialog.getByRole("radio", { name: "Close positions" })).toBeChecked();
  await dialog.getByRole("button", { name: "Stop following" }).click();
  await stage.expectHeld(follow, "ETH", "0");
  await expect.poll(() => statusOf(follow)).toBe("stopped");
  await expect(row).toContainText("Stopped on");
  await row.getByRole("button", { name: "Remove" }).click();
  await expect(row).toHaveCount(0);
  await panel.close();
});

test("stop from the side panel keeps the positions", async () => {
  const leader = stage.world.leader(leaderAddress(4));
  const follow = await stage.follow(leaderAddress(4), TENTH);
  leader.trade({ coin: "ETH", side: "buy", size: "3" });
  await stage.expectHeld(follow, "ETH", "0.3");
  const { panel, row, choose } = await leadersTab(leaderAddress(4));
  await choose("Stop following");
  const dialog = panel.getByRole("alertdialog");
  await dialog.getByRole("radio", { name: "Keep positions" }).click();
  await dialog.getByRole("button", { name: "Stop following" }).click();
  await expect.poll(() => statusOf(follow)).toBe("stopped");
  await expect(row).toContainText("1 paper position was kept.");
  const orders = (await stage.journal.rows("intents")).length;
  // He is not watched any more: nothing of this is seen, and nothing is sold.
  leader.trade({ coin: "ETH", side: "sell", size: "3" });
  await expect.poll(() => stage.world.listeners("userFills", leaderAddress(4))).toBe(0);
  await stage.journal.send({ type: "wake" });
  expect(await stage.held(follow, "ETH")).toBe("0.3");
  expect(await stage.journal.rows("intents")).toHaveLength(orders);
  await panel.close();
});

test("a lowered limit judges growth and trims nothing", async () => {
  const leader = stage.world.leader(leaderAddress(5));
  const follow = await stage.follow(leaderAddress(5), TENTH);
  leader.trade({ coin: "ETH", side: "buy", size: "5" });
  await stage.expectHeld(follow, "ETH", "0.5");
  const { panel, choose } = await leadersTab(leaderAddress(5));
  await choose("Edit settings");
  await panel.getByLabel("Max position").fill("nothing");
  await panel.getByRole("button", { name: "Save" }).click();
  await expect(panel.getByText("Enter an amount in dollars above 0, like 2,500.")).toBeVisible();
  await panel.getByLabel("Max position").fill("500");
  await panel.getByRole("button", { name: "Save" }).click();
  await expect(panel.getByRole("button", { name: "Save" })).toHaveCount(0);

  // 0.5 ETH is 950 dollars, more than the new 500: it stays, and growth is refused.
  leader.trade({ coin: "ETH", side: "buy", size: "1" });
  expect(await decidedOn(follow, "6")).toMatchObject({
    outcome: "forgone",
    forgone: [{ reason: "max-position", size: "0.1" }],
  });
  expect(await stage.held(follow, "ETH")).toBe("0.5");
  leader.trade({ coin: "ETH", side: "sell", size: "3" });
  await stage.expectHeld(follow, "ETH", "0.25");
  await panel.close();
});

test("a reset starts the paper account again", async () => {
  const panel = await stage.browser.openExtensionPage("sidepanel.html");
  await panel.getByRole("button", { name: "Reset paper account" }).click();
  await panel.getByRole("alertdialog").getByRole("button", { name: "Reset" }).click();
  await expect(panel.getByText("No open positions.")).toBeVisible();
  const account = panel.getByRole("region", { name: "Paper account" });
  await expect(account).toContainText("$10,000");
  await expect(account).toContainText("$0.00");
  await expect.poll(() => stage.journal.rows("paperPositions")).toEqual([]);
  const running = (await stage.journal.rows("follows")).filter((one) => one.status !== "stopped");
  expect(running).toEqual([]);

  // And it works again.
  const follow = await stage.follow(leaderAddress(6), TENTH);
  stage.world.leader(leaderAddress(6)).trade({ coin: "ETH", side: "buy", size: "1" });
  await stage.expectHeld(follow, "ETH", "0.1");
  await panel.close();
});
