import { setTimeout as wait } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { leaderIdOf } from "../../lib/model/identity.ts";
import type { ExtensionBrowser } from "../browser/extension-browser.ts";
import { PageCard } from "../browser/page-card.ts";
import { type CheckResult, checkFollow } from "../check/check-follow.ts";
import { type JournalDump, dumpJournal } from "../check/journal-dump.ts";
import { type WorldFacts, worldFacts } from "../check/world-facts.ts";
import type { World } from "../world/world.ts";
import type { DemoLeader } from "./demo-leaders.ts";
import { type FollowSummary, followSummary } from "./follow-summary.ts";
import type { Narrator } from "./narrator.ts";

/** After the leader rests, all must be settled within this. */
const SETTLE_MS = 10_000;

export interface FollowRun {
  readonly summary: FollowSummary;
  readonly checked: CheckResult;
}

/** Follows a leader with one click on his page, lets him trade, and compares what is held with what should be. */
export async function followAndCheck(
  world: World,
  browser: ExtensionBrowser,
  leader: DemoLeader,
  seconds: number,
  narrator: Narrator,
): Promise<FollowRun> {
  const journalPage = await browser.context.newPage();
  await journalPage.goto(`chrome-extension://${browser.extensionId}/manifest.json`);
  const page = await browser.context.newPage();
  await page.goto(leader.page);
  const card = await PageCard.on(page);
  await card.click("button", /^Follow on paper$/);
  await card.waitFor("button", /^Pause$/);
  const { id, since } = await followOf(journalPage, leader);
  narrator.say(`Following. The leader trades for ${seconds} s now.`);
  const control = world.leader(leader.address);
  control.play();
  for (let second = 0; second < seconds; second += 5) {
    await wait(Math.min(5, seconds - second) * 1_000);
    narrator.progress(await dumpJournal(journalPage), world.ledger.leaderFills(leader.address).length);
  }
  control.rest();
  narrator.say("The leader rests. Waiting until all is settled…");
  const { journal, facts, checked } = await settled(world, journalPage, leader, id);
  return { checked, summary: followSummary(facts, journal, checked, since) };
}

async function followOf(page: Page, leader: DemoLeader): Promise<{ id: string; since: number }> {
  for (let tries = 0; tries < 100; tries++) {
    const { follows } = await dumpJournal(page);
    const follow = follows.find((one) => one.leaderId === leaderIdOf(leader.address));
    if (follow !== undefined && follow.baselineAt !== null)
      return { id: follow.id, since: follow.baselineAt };
    await wait(100);
  }
  throw new Error("The click was made, but no follow began within 10 s.");
}

interface Settled {
  readonly journal: JournalDump;
  readonly facts: WorldFacts;
  readonly checked: CheckResult;
}

/** Checks until nothing is open and nothing is wrong, at most for SETTLE_MS; then what is so, is so. */
async function settled(world: World, page: Page, leader: DemoLeader, followId: string): Promise<Settled> {
  const end = Date.now() + SETTLE_MS;
  for (;;) {
    const journal = await dumpJournal(page);
    const facts = worldFacts(world.ledger, leader.address);
    const checked = checkFollow({ facts, journal, followId, at: Date.now() });
    const open = journal.intents.some(({ status }) => status === "committed" || status === "unknown");
    const calm = !open && Object.values(checked.instruments).every((one) => one.driftLots === 0);
    if ((calm && checked.findings.length === 0) || Date.now() > end) return { journal, facts, checked };
    await wait(500);
  }
}
