import { expect, test } from "@playwright/test";
import { leaderAddress, manual } from "./leaders.ts";
import { Stage } from "./stage.ts";

let stage: Stage;

test.beforeAll(async () => {
  stage = await Stage.open({ leaders: [manual(1)] });
});
test.afterAll(async () => stage.close());

/** Documents of the extension that are open as side panels. */
async function openPanels(): Promise<number> {
  const worker = await stage.browser.worker();
  const contexts: unknown = await worker.evaluate(
    `chrome.runtime.getContexts({ contextTypes: ["SIDE_PANEL"] })`,
  );
  return Array.isArray(contexts) ? contexts.length : -1;
}

test("the card's click opens the side panel", async () => {
  const { card } = await stage.visit(`https://hypurrscan.io/address/${leaderAddress(1)}`);
  await card.click("button", /Follow on paper/);
  await card.waitFor("button", /^Pause$/);
  expect(await openPanels()).toBe(0);
  await card.click("button", /Open panel/);
  await expect.poll(openPanels).toBe(1);
});
