import type { ExtensionBrowser } from "../browser/extension-browser.ts";
import { dumpJournal } from "../check/journal-dump.ts";
import type { World } from "../world/world.ts";
import { BUSY_LEADER, CALM_LEADER } from "./demo-leaders.ts";
import { everySecond } from "./every-second.ts";
import type { Narrator } from "./narrator.ts";

/** Opens the leader's page for the user and tells what happens, until Ctrl-C or the last window is closed. */
export async function showAndTell(world: World, browser: ExtensionBrowser, tell: Narrator): Promise<void> {
  const journalPage = browser.context.pages()[0] ?? (await browser.context.newPage());
  await journalPage.goto(`chrome-extension://${browser.extensionId}/manifest.json`);
  const page = await browser.context.newPage();
  await page.goto(BUSY_LEADER.page);
  await page.bringToFront();
  tell.say('A leader\'s page is open. On its card, click "Follow on paper".');
  tell.say("Then open the side panel from the card, or the popup from the toolbar's fish.");
  tell.say(`Another leader: ${CALM_LEADER.page}`);
  tell.say("Both trade from now on. Leave the first tab open: the news here come from it. Ctrl-C ends all.");
  for (const leader of [BUSY_LEADER, CALM_LEADER]) world.leader(leader.address).play();
  let told = 0;
  await everySecond(browser, async () => {
    const journal = await dumpJournal(journalPage);
    tell.news(journal);
    const trades = world.ledger.leaderFills(BUSY_LEADER.address).length;
    if (journal.follows.length === 0 && trades - told >= 25) {
      told = trades;
      tell.say(`The leader has traded ${trades} times; nobody follows him yet.`);
    }
  });
  tell.say("Closing…");
}
