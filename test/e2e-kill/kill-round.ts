import { PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import { setTimeout as wait } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { DEFAULT_SETTINGS } from "../../lib/model/follow-settings.ts";
import { type ExtensionBrowser, launchExtensionBrowser } from "../browser/extension-browser.ts";
import { type JournalDump, dumpJournal } from "../check/journal-dump.ts";
import { JournalProbe } from "../e2e/journal-probe.ts";
import { WorkerControl } from "../e2e/worker-control.ts";
import { Dice } from "../simulation/dice.ts";
import { type World, startWorld } from "../world/world.ts";
import { type Verdict, isBooked, isOpen, ordersWithoutIntent, verdictOf } from "./kill-checks.ts";
import { MOMENTS, letGo, reached } from "./moments.ts";
import { TRADING_LEADERS } from "./trading-leaders.ts";
import { waitUntil } from "./wait-until.ts";
import { inTime, wake } from "./wake.ts";

/** After the leaders rest, all must be settled within this. */
const SETTLE_MS = 60_000;
/** A life lasts at most so long; the next one boots within the first part of it. */
const LIFE_MS = 4_000;
/** Orders whose fate is unknown freeze their instruments: more of them leave too few in which anything is ordered. */
const UNKNOWN_AT_MOST = 8;
/** Then a life goes on until all of them are settled, behind their expiry and two readings; at most so long. */
const LONG_LIFE_MS = 30_000;
/** From its commit to its report an order takes about so long: the paper account's latency, and the writing. */
const ORDER_MS = 600;

export interface RoundResult extends Verdict {
  readonly kills: number;
  /** Kills that cut an order off between its commit and its outcome. */
  readonly inFlight: number;
  /** Of these, kills behind which the venue had the order and the journal did not know what became of it. */
  readonly booked: number;
  readonly orders: number;
  readonly leaderFills: number;
  /** Null on paper. */
  readonly real: RealFigures | null;
}

export interface RealFigures {
  /** Stops that the exchange took notice of. */
  readonly stops: number;
  /** Acts that the exchange never answered. */
  readonly unanswered: number;
  /** Kills of the whole browser, after which the vault was unlocked; after no other it had to be. */
  readonly powerCuts: number;
}

/** A world with leaders who trade, a browser that follows them, and a worker that is stopped again and again. */
export async function runRound(
  kills: number,
  seed: number,
  headless: boolean,
  onKill: (done: number, inFlight: number, booked: number) => void,
): Promise<RoundResult> {
  // A boot asks for more than a poll does: so many in a minute are more than the exchange allows an address.
  const limits = { weightPerMinute: 50_000 };
  const world = await startWorld({ seed, leaders: TRADING_LEADERS, limits });
  let browser: ExtensionBrowser | undefined;
  try {
    browser = await launchExtensionBrowser({ worldPort: world.port, headless });
    const page = browser.context.pages()[0] ?? (await browser.context.newPage());
    const probe = await JournalProbe.open(page, browser.extensionId);
    return await killAndCompare(world, probe, kills, seed, onKill);
  } finally {
    await browser?.close();
    await world.close();
  }
}

async function killAndCompare(
  world: World,
  probe: JournalProbe,
  kills: number,
  seed: number,
  onKill: (done: number, inFlight: number, booked: number) => void,
): Promise<RoundResult> {
  const dice = new Dice(seed, "kills");
  const worker = await WorkerControl.on(probe.page);
  await followAll(probe);
  for (const { address } of TRADING_LEADERS) world.leader(address).play();
  const mismatches: string[] = [];
  let inFlight = 0;
  let booked = 0;
  for (let done = 1; done <= kills; done += 1) {
    await wait(dice.share() * LIFE_MS);
    const moment = dice.pick(MOMENTS);
    await reached(probe.page, moment, LIFE_MS);
    if (moment === "committed") await wait(dice.share() * ORDER_MS);
    await worker.stop();
    await letGo(probe.page);
    const dead = await dumpJournal(probe.page);
    const cut = dead.intents.filter((row) => row.status === "committed");
    if (cut.length > 0) inFlight += 1;
    if (cut.some((row) => isBooked(dead, row))) booked += 1;
    mismatches.push(...ordersWithoutIntent(dead).map((finding) => `after kill ${done}: ${finding}`));
    const woken = await wake(probe);
    if (woken !== null) mismatches.push(`after kill ${done}: ${woken}`);
    if ((await unknownOrders(probe.page)) > UNKNOWN_AT_MOST) await settleUnknown(probe.page);
    onKill(done, inFlight, booked);
  }
  for (const { address } of TRADING_LEADERS) world.leader(address).rest();
  const { journal, verdict } = await settled(world, probe.page);
  return {
    kills,
    inFlight,
    booked,
    orders: journal.paperOrders.length,
    leaderFills: TRADING_LEADERS.reduce(
      (sum, { address }) => sum + world.ledger.leaderFills(address).length,
      0,
    ),
    real: null,
    compared: verdict.compared,
    mismatches: [...mismatches, ...verdict.mismatches],
  };
}

async function followAll(probe: JournalProbe): Promise<void> {
  for (const { address } of TRADING_LEADERS) {
    const reply = await inTime(
      probe.send({
        type: "start-follow",
        address,
        accountId: PAPER_ACCOUNT,
        settings: DEFAULT_SETTINGS,
        realMoney: null,
      }),
    );
    if (reply === null) throw new Error("The worker did not answer within 20 s.");
    if (!reply.ok)
      throw new Error(`${address} could not be followed: ${reply.refusal} ${reply.detail ?? ""}`);
  }
  await waitUntil("The follows did not begin within 20 s.", 20_000, async () => {
    const { follows } = await dumpJournal(probe.page);
    return follows.length === TRADING_LEADERS.length && follows.every((one) => one.status === "mirroring");
  });
}

async function unknownOrders(page: Page): Promise<number> {
  const { intents } = await dumpJournal(page);
  return intents.filter(({ status }) => status === "unknown").length;
}

/** What is still unknown at the end of the long life is found at the end of the round. */
async function settleUnknown(page: Page): Promise<void> {
  for (const end = Date.now() + LONG_LIFE_MS; Date.now() < end; await wait(500)) {
    if ((await unknownOrders(page)) === 0) return;
  }
}

/** Compares until nothing is open and nothing is wrong, at most for SETTLE_MS; then what is so, is so. */
async function settled(world: World, page: Page): Promise<{ journal: JournalDump; verdict: Verdict }> {
  for (const end = Date.now() + SETTLE_MS; ; await wait(1_000)) {
    const journal = await dumpJournal(page);
    const verdict = verdictOf(world, journal);
    const calm = !journal.intents.some(isOpen) && verdict.mismatches.length === 0;
    if (calm || Date.now() > end) return { journal, verdict };
  }
}
