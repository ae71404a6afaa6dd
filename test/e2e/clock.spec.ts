import { expect, test } from "@playwright/test";
import { leaderAddress, manual } from "./leaders.ts";
import { TENTH } from "./settings.ts";
import { Stage } from "./stage.ts";

let stage: Stage;

test.beforeAll(async () => {
  stage = await Stage.open({ leaders: [manual(2)] });
  stage.world.setMid("ETH", "1900");
});
test.afterAll(async () => stage.close());

async function decisions(followId: string) {
  return (await stage.journal.rows("decisions"))
    .filter((one) => one.followId === followId && one.source !== "own")
    .toSorted((a, b) => a.at - b.at);
}

test("a clock an hour off stops growth, says so, and lets reductions through", async () => {
  const address = leaderAddress(2);
  const leader = stage.world.leader(address);
  const follow = await stage.follow(address, TENTH);
  leader.trade({ coin: "ETH", side: "buy", size: "4" });
  await stage.expectHeld(follow, "ETH", "0.4");
  const popup = await stage.browser.openExtensionPage("popup.html");
  stage.world.faults.clockSkew(3_600_000);
  await expect(popup.getByText(/This computer’s clock is (59|60|1) (min|h) off\./).first()).toBeVisible({
    timeout: 10_000,
  });
  leader.trade({ coin: "ETH", side: "buy", size: "1" });
  await expect
    .poll(async () => (await decisions(follow)).at(-1))
    .toMatchObject({ outcome: "forgone", forgone: [{ reason: "clock-off", size: "0.1" }] });
  leader.trade({ coin: "ETH", side: "sell", size: "2.5" });
  await stage.expectHeld(follow, "ETH", "0.2");
  const panel = await stage.browser.openExtensionPage("sidepanel.html");
  await panel.getByRole("tab", { name: "Activity" }).click();
  await expect(
    panel.getByText(/Skipped: this computer’s clock is [\d,.]+ s off\. The limit is 30 s\./),
  ).toBeVisible();
  await panel.close();
  await popup.close();
});
