import { expect, test } from "@playwright/test";
import { fileURLToPath } from "node:url";
import { shortAddress } from "../../components/format/address.ts";
import { leaderAddress, manual } from "./leaders.ts";
import { TENTH } from "./settings.ts";
import { Stage } from "./stage.ts";
import { errorsOf, lookAt } from "./surface-checks.ts";

const FOLDER = fileURLToPath(new URL("../../test-results/surfaces", import.meta.url));
let stage: Stage;

test.beforeAll(async () => {
  stage = await Stage.open({ leaders: [manual(1)] });
  stage.world.setMid("ETH", "1900");
});
test.afterAll(async () => stage.close());

test("equity that fell without a reason holds growth until the user lets it go on", async () => {
  const follow = await stage.follow(leaderAddress(1), TENTH);
  const leader = stage.world.leader(leaderAddress(1));
  leader.trade({ coin: "ETH", side: "buy", size: "5" });
  await stage.expectHeld(follow, "ETH", "0.5");
  const panel = await stage.browser.openExtensionPage("sidepanel.html");
  await panel.setViewportSize({ width: 320, height: 900 });
  const errors = errorsOf(panel);

  leader.deposit("-60000");
  expect(await stage.journal.send({ type: "try-now" })).toEqual({ ok: true });
  const notice = panel
    .getByRole("status")
    .filter({ hasText: `Leader ${shortAddress(leaderAddress(1))} lost equity without a reason` });
  await expect(notice).toContainText("Growth is held, reductions go on.", { timeout: 15_000 });
  await lookAt(panel, FOLDER, { name: "panel-equity-held" });
  leader.trade({ coin: "ETH", side: "buy", size: "5" });
  const forgone = async () =>
    (await stage.journal.rows("books"))
      .find((one) => one.followId === follow)
      ?.forgone.map((one) => one.reason);
  await expect.poll(forgone, { timeout: 10_000 }).toEqual(["leader-equity-fell"]);

  await notice.getByRole("button", { name: "Let growth go on" }).click();
  await expect(notice).toHaveCount(0);
  leader.trade({ coin: "ETH", side: "buy", size: "5" });
  await stage.expectHeld(follow, "ETH", "1");
  expect(errors).toEqual([]);
  await panel.close();
});
