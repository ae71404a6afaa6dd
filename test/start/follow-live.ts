import type { Address } from "../../lib/model/identity.ts";
import { launchExtensionBrowser } from "../browser/extension-browser.ts";
import { PageCard } from "../browser/page-card.ts";
import { dumpJournal } from "../check/journal-dump.ts";
import { everySecond } from "./every-second.ts";
import type { Narrator } from "./narrator.ts";

/** The exchange must answer within this, ms. */
const ANSWER_MS = 10_000;

/** What the exchange's public API says to a question that costs nothing; throws in words when it is out of reach. */
async function askExchange(): Promise<void> {
  try {
    const answer = await fetch("https://api.hyperliquid.xyz/info", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ type: "exchangeStatus" }),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    if (!answer.ok) throw new Error(`it answered ${answer.status}`);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `Hyperliquid cannot be reached from here (${words}).\n--live needs the internet; npm start works without.`,
      { cause: error },
    );
  }
}

/** A real leader from the real network, on paper: certificates are checked, nothing is mapped. */
export async function followLive(address: Address, headless: boolean, tell: Narrator): Promise<number> {
  await askExchange();
  const browser = await launchExtensionBrowser({ headless, closesOnSignals: false });
  try {
    const journalPage = browser.context.pages()[0] ?? (await browser.context.newPage());
    await journalPage.goto(`chrome-extension://${browser.extensionId}/manifest.json`);
    const page = await browser.context.newPage();
    await page.goto(`https://app.hyperliquid.xyz/explorer/address/${address}`);
    await page.bringToFront();
    if (headless) {
      const card = await PageCard.on(page);
      await card.click("button", /^Follow on paper$/);
      tell.say("Following on paper. No real order is ever sent.");
    } else {
      tell.say('On the leader\'s page, click "Follow on paper". No real order is ever sent.');
    }
    tell.say("Ctrl-C here ends all.");
    await everySecond(browser, async () => tell.news(await dumpJournal(journalPage)));
    return 0;
  } finally {
    await browser.close();
  }
}
