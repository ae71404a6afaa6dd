import { expect, type Page, test } from "@playwright/test";
import { fileURLToPath } from "node:url";
import { shortAddress } from "../../components/format/address.ts";
import { DEFAULT_ACCOUNT_SETTINGS } from "../../lib/model/account.ts";
import { FollowSettings } from "../../lib/model/follow-settings.ts";
import { leaderAddress, manual } from "./leaders.ts";
import { TENTH } from "./settings.ts";
import { Stage } from "./stage.ts";
import { errorsOf, lookAt } from "./surface-checks.ts";

const FOLDER = fileURLToPath(new URL("../../test-results/surfaces", import.meta.url));
let stage: Stage;

test.beforeAll(async () => {
  stage = await Stage.open({ leaders: [1, 2, 3].map((n) => manual(n)) });
  stage.world.setMid("BTC", "66400");
  stage.world.setMid("ETH", "1900");
});
test.afterAll(async () => stage.close());

const followRow = async (id: string) => (await stage.journal.rows("follows")).find((one) => one.id === id);

async function openPanel(): Promise<{ panel: Page; errors: string[] }> {
  const panel = await stage.browser.openExtensionPage("sidepanel.html");
  await panel.setViewportSize({ width: 320, height: 900 });
  return { panel, errors: errorsOf(panel) };
}

test("every setting of a follow is saved, and comes back into the form", async () => {
  const follow = await stage.follow(leaderAddress(1));
  const { panel, errors } = await openPanel();
  const name = shortAddress(leaderAddress(1));
  const edit = async () => {
    await panel.getByRole("tab", { name: "Leaders" }).click();
    await panel.getByRole("button", { name: `More for ${name}` }).click();
    await panel.getByRole("menuitem", { name: "Edit settings" }).click();
  };
  const fill = (label: string, text: string) => panel.getByLabel(label, { exact: true }).fill(text);
  const choose = (label: string, option: string) =>
    panel.getByLabel(label, { exact: true }).selectOption(option);
  await edit();
  for (const more of ["More sizing", "More limits", "More exit rules"]) {
    await panel.getByRole("button", { name: more }).click();
  }
  await choose("Allocation as", "% of account");
  await fill("Allocation", "12.5");
  await panel.getByRole("radio", { name: "Fixed margin per trade" }).click();
  await fill("Margin", "75");
  await fill("Multiplier", "0.5");
  await expect(panel.getByLabel("Direction", { exact: true })).toBeDisabled();
  await choose("Sides", "Short only");
  await choose("Leverage", "Capped");
  await fill("Leverage set", "3");
  await choose("Margin mode", "Isolated");
  await choose("Existing positions", "Copy where the price is better now");
  await choose("Below the smallest order", "Raise it to the smallest order");
  await fill("Max leverage", "4");
  await fill("Max position", "2,000");
  await fill("Max slippage", "20");
  await fill("Max trade age", "15");
  await fill("Allowed instruments", "BTC, ETH");
  await fill("Max per order", "500");
  await fill("Max in total", "3000");
  await fill("Max positions", "2");
  await fill("Max openings a minute", "6");
  await fill("Denied instruments", "SOL");
  for (const [rule, limit, action] of [
    ["Drawdown", "12", "Close all, stop"],
    ["Daily loss", "5", "No more growth"],
    ["Position stop-loss", "8", "Close it"],
    ["Position take-profit", "25", "Warn"],
    ["Take profit", "40", "Close all, stop"],
    ["Near liquidation", "10", "Warn"],
    ["Nearer than leader", "50", "No more growth"],
    ["Feed lost", "90", "Warn"],
  ] as const) {
    await fill(rule, limit);
    await choose(`${rule}: then`, action);
  }
  await lookAt(panel, FOLDER, { name: "panel-edit-all" });
  await panel.getByRole("button", { name: "Save" }).click();
  await expect(panel.getByRole("button", { name: "Save" })).toHaveCount(0);
  const wanted = FollowSettings.parse({
    allocation: { kind: "share", percent: 12.5 },
    sizing: { kind: "fixed-margin", margin: "75" },
    multiplier: "0.5",
    direction: "same",
    sides: "short",
    leverage: { kind: "capped", times: 3 },
    marginMode: "isolated",
    existing: "better",
    belowMinimum: "raise",
    limits: {
      maxLeverage: 4,
      maxPosition: "2000",
      maxOrder: "500",
      maxNotional: "3000",
      maxPositions: 2,
      maxSlippageBps: 20,
      maxAgeMs: 15_000,
      maxOrdersPerMinute: 6,
      allowedInstruments: ["BTC", "ETH"],
      deniedInstruments: ["SOL"],
    },
    exits: {
      positionStopLoss: { limit: 8, action: "close" },
      positionTakeProfit: { limit: 25, action: "warn" },
      dailyLoss: { limit: 5, action: "no-growth" },
      drawdown: { limit: 12, action: "close" },
      takeProfit: { limit: 40, action: "close" },
      liquidationDistance: { limit: 10, action: "warn" },
      liquidationVersusLeader: { limit: 50, action: "no-growth" },
      feedLost: { limit: 90_000, action: "warn" },
    },
  });
  await expect.poll(async () => (await followRow(follow))?.settings).toEqual(wanted);

  await edit();
  await expect(panel.getByLabel("Max openings a minute")).toHaveValue("6");
  await expect(panel.getByLabel("Nearer than leader: then")).toHaveValue("no-growth");
  // A maximum below the exchange's smallest order is refused with the nearest that works.
  await fill("Max per order", "3");
  await panel.getByRole("button", { name: "Save" }).click();
  await expect(panel.getByText(/^Below Hyperliquid’s smallest order/)).toBeVisible();
  await lookAt(panel, FOLDER, { name: "panel-edit-refused" });
  await panel.getByRole("button", { name: /^Use / }).click();
  await panel.getByRole("button", { name: "Save" }).click();
  await expect(panel.getByRole("button", { name: "Save" })).toHaveCount(0);
  const order = async () => Number((await followRow(follow))?.settings.limits.maxOrder);
  await expect.poll(order).toBeGreaterThanOrEqual(10);
  expect(errors).toEqual([]);
  await panel.close();
});

test("the engine's side refuses what can't work together, too", async () => {
  const follow = (await stage.journal.rows("follows"))[0]?.id ?? "";
  const settings = { ...TENTH, limits: { ...TENTH.limits, maxPosition: "3" } };
  const edit = { type: "edit-follow", followId: follow, settings, realMoney: null };
  expect(await stage.journal.send(edit)).toMatchObject({
    ok: false,
    refusal: "settings-refused",
    detail: expect.stringContaining("limits.maxPosition: below-venue-minimum"),
  });
});

test("the account's guardrails are saved", async () => {
  const { panel, errors } = await openPanel();
  await panel.getByRole("button", { name: "Account and data" }).click();
  await lookAt(panel, FOLDER, { name: "panel-account-menu" });
  await panel.getByRole("menuitem", { name: "Account guardrails" }).click();
  await panel.getByLabel("Max leverage", { exact: true }).fill("5");
  await panel.getByLabel("Daily loss", { exact: true }).fill("4");
  await lookAt(panel, FOLDER, { name: "panel-account" });
  await panel.getByRole("button", { name: "Save" }).click();
  await expect
    .poll(async () => (await stage.journal.rows("accounts"))[0]?.settings)
    .toEqual({
      ...DEFAULT_ACCOUNT_SETTINGS,
      limits: { ...DEFAULT_ACCOUNT_SETTINGS.limits, maxLeverage: 5 },
      exits: { ...DEFAULT_ACCOUNT_SETTINGS.exits, dailyLoss: { limit: 4, action: "no-growth" } },
    });
  expect(errors).toEqual([]);
  await panel.close();
});

test("an exit rule that trips closes, says so, and stays until it is reset", async () => {
  const settings = FollowSettings.parse({
    ...TENTH,
    exits: {
      ...TENTH.exits,
      positionStopLoss: { limit: 5, action: "close" },
      drawdown: { limit: 3, action: "warn" },
    },
  });
  const follow = await stage.follow(leaderAddress(2), settings);
  const leader = stage.world.leader(leaderAddress(2));
  leader.trade({ coin: "ETH", side: "buy", size: "5" });
  await stage.expectHeld(follow, "ETH", "0.5");
  const { panel, errors } = await openPanel();
  await panel.getByRole("tab", { name: "Leaders" }).click();
  // 0.5 ETH lose 57 dollars of 1,000: past both rules.
  stage.world.setMid("ETH", "1786");
  await stage.expectHeld(follow, "ETH", "0");
  const name = shortAddress(leaderAddress(2));
  const stop = panel.getByRole("alert").filter({ hasText: "ETH: loss against the entry reached 6%" });
  await expect(stop).toContainText(`A guardrail of ${name} was hit.`);
  await expect(stop).toContainText(
    "Your limit is 5%. It is closed, and stays so until the leader has been flat",
  );
  await expect(panel.getByRole("alert").filter({ hasText: "Drawdown reached" })).toBeVisible();
  await lookAt(panel, FOLDER, { name: "panel-exit-rule" });

  // It stays closed while he still holds.
  leader.trade({ coin: "ETH", side: "buy", size: "5" });
  const forgone = async () =>
    (await stage.journal.rows("books"))
      .find((one) => one.followId === follow)
      ?.forgone.map((one) => one.reason);
  await expect.poll(forgone, { timeout: 10_000 }).toEqual(["stop-loss"]);
  expect(await stage.held(follow, "ETH")).toBe("0");

  await stop.getByRole("button", { name: "Reset" }).click();
  await expect.poll(async () => (await stage.journal.rows("guards")).flatMap((one) => one.trips)).toEqual([]);
  await expect(panel.getByRole("alert")).toHaveCount(0);
  expect(errors).toEqual([]);
  await panel.close();
});
