import { expect, test } from "@playwright/test";
import { Stage } from "./stage.ts";

let stage: Stage;

test.beforeAll(async () => {
  stage = await Stage.open({ leaders: [] });
});
test.afterAll(async () => stage.close());

/** The origin of a question that the worker asks now. */
async function originOfNext(): Promise<string | null | undefined> {
  const worker = await stage.browser.worker();
  await worker.evaluate(async () => {
    const body = JSON.stringify({ type: "exchangeStatus" });
    const headers = { "Content-Type": "application/json" };
    await fetch("https://api.hyperliquid.xyz/info", { method: "POST", headers, body });
  });
  return stage.world.ledger.requests.findLast(({ type }) => type === "exchangeStatus")?.origin;
}

async function switchRule(on: boolean): Promise<void> {
  const worker = await stage.browser.worker();
  const change = on ? "enableRulesetIds" : "disableRulesetIds";
  await worker.evaluate(`chrome.declarativeNetRequest.updateEnabledRulesets({ ${change}: ["no-origin"] })`);
}

test("the rule that leaves the Origin out is off, works when it is switched on, and goes off again", async () => {
  const own = `chrome-extension://${stage.browser.extensionId}`;
  expect(await originOfNext()).toBe(own);
  await switchRule(true);
  expect(await originOfNext()).toBeNull();
  await switchRule(false);
  expect(await originOfNext()).toBe(own);
});
