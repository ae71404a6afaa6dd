import { setTimeout as wait } from "node:timers/promises";
import { DEFAULT_SETTINGS } from "../../lib/model/follow-settings.ts";
import { type JournalDump, dumpJournal } from "../check/journal-dump.ts";
import { Dice } from "../simulation/dice.ts";
import { type World, startWorld } from "../world/world.ts";
import { CustomerSeat } from "./customer-seat.ts";
import { exchangeRecord } from "./exchange-record.ts";
import { type Verdict, driftFindings, isOpen } from "./kill-checks.ts";
import type { RoundResult } from "./kill-round.ts";
import { letGo } from "./moments.ts";
import { realFindings, sentFindings } from "./real-checks.ts";
import { planFault } from "./real-faults.ts";
import { REAL_MOMENTS, reachedReal } from "./real-moments.ts";
import { TRADING_LEADERS } from "./trading-leaders.ts";
import { waitUntil } from "./wait-until.ts";
import { wake } from "./wake.ts";

/** After the leaders rest, all must be settled within this. */
const SETTLE_MS = 60_000;
/** A life lasts at most so long; the next one boots within the first part of it. */
const LIFE_MS = 3_000;
/** Every so many kills it is the browser that is killed. */
const BROWSER_EVERY = 20;

/** Each follow has a stop-loss of its own, far off: what several hold together has the stop of the nearest. */
const STOP_LOSSES = [20, 30, 25] as const;

/** As a round on paper, with an account at the exchange, lost and hung answers, and power cuts. */
export async function runRealRound(
  kills: number,
  seed: number,
  headless: boolean,
  onKill: (done: number, inFlight: number, booked: number) => void,
): Promise<RoundResult> {
  // A boot asks for more than a poll does: so many in a minute are more than the exchange allows an address.
  const limits = { weightPerMinute: 50_000 };
  const world = await startWorld({ seed, leaders: TRADING_LEADERS, limits });
  let seat: CustomerSeat | undefined;
  try {
    seat = await CustomerSeat.open(world, headless);
    await seat.connect();
    return await killAndCompare(seat, kills, seed, onKill);
  } finally {
    await seat?.close();
    await world.close();
  }
}

async function killAndCompare(
  seat: CustomerSeat,
  kills: number,
  seed: number,
  onKill: (done: number, inFlight: number, booked: number) => void,
): Promise<RoundResult> {
  const { world, customer, owner } = seat;
  const dice = new Dice(seed, "real kills");
  await followAll(seat);
  for (const { address } of TRADING_LEADERS) world.leader(address).play();
  const mismatches: string[] = [];
  let inFlight = 0;
  let booked = 0;
  let powerCuts = 0;
  for (let done = 1; done <= kills; done += 1) {
    const cutsPower = done % BROWSER_EVERY === 0;
    const fault = planFault(world, dice);
    await wait(dice.share() * LIFE_MS);
    const moment = cutsPower ? "order-taken" : dice.pick(REAL_MOMENTS);
    const seen = await reachedReal(seat.probe.page, world, owner, moment, LIFE_MS);
    const where = `after kill ${done} (${moment}; ${fault})`;
    if (cutsPower) {
      await seat.cutPower();
      powerCuts += 1;
    } else {
      await seat.worker.stop();
      await letGo(seat.probe.page);
    }
    const dead = await dumpJournal(seat.probe.page);
    // A browser that was started anew has gone on by now.
    const cut = cutsPower ? seen : cutOff(dead);
    if (cut.length > 0) inFlight += 1;
    if (customer.orders().some(({ cloid }) => cloid !== null && cut.includes(cloid))) booked += 1;
    const strange = sentFindings(dead, exchangeRecord(world, customer));
    mismatches.push(...strange.map((finding) => `${where}: ${finding}`));
    const wrong = cutsPower ? await comesBackLocked(seat) : await goesOn(seat);
    if (wrong !== null) mismatches.push(`${where}: ${wrong}`);
    onKill(done, inFlight, booked);
  }
  for (const { address } of TRADING_LEADERS) world.leader(address).rest();
  world.faults.clear();
  const verdict = await settled(() => verdictOf(seat), SETTLE_MS);
  mismatches.push(...verdict.mismatches);
  await seat.probe.send({ type: "close-all" });
  const closed = await settled(() => closedVerdict(seat), SETTLE_MS);
  mismatches.push(...closed.mismatches.map((finding) => `after all was closed: ${finding}`));
  const acts = world.ledger.requests.filter(({ path }) => path === "/exchange");
  const orders = customer.orders();
  return {
    kills,
    inFlight,
    booked,
    orders: orders.filter(({ trigger }) => trigger === null).length,
    real: {
      stops: orders.filter(({ trigger }) => trigger !== null).length,
      unanswered: acts.filter(({ status }) => status === 0).length,
      powerCuts,
    },
    leaderFills: leaderFills(world),
    compared: verdict.compared,
    mismatches,
  };
}

function leaderFills({ ledger }: World): number {
  return TRADING_LEADERS.reduce((sum, { address }) => sum + ledger.leaderFills(address).length, 0);
}

/** Orders and stops between their commit and the end of their being sent, whose end nobody wrote down. */
function cutOff({ intents, stops }: JournalDump): string[] {
  return [
    ...intents.filter(({ status }) => status === "committed").map(({ intent }) => intent.clientOrderId),
    ...stops
      .filter(({ status }) => status === "committed" || status === "cancelling")
      .map(({ stop }) => stop.clientOrderId),
  ];
}

async function followAll(seat: CustomerSeat): Promise<void> {
  for (const [index, { address }] of TRADING_LEADERS.entries()) {
    const limit = STOP_LOSSES[index % STOP_LOSSES.length] ?? STOP_LOSSES[0];
    const { exits } = DEFAULT_SETTINGS;
    await seat.follow(address, {
      ...DEFAULT_SETTINGS,
      exits: { ...exits, positionStopLoss: { limit, action: "close" } },
    });
  }
  await waitUntil("The follows did not begin within 20 s.", 20_000, async () => {
    const { follows } = await dumpJournal(seat.probe.page);
    return follows.length === TRADING_LEADERS.length && follows.every((one) => one.status === "mirroring");
  });
}

/** A worker that was stopped signs again by itself. Answers what is wrong, null when all is well. */
async function goesOn(seat: CustomerSeat): Promise<string | null> {
  return (await wake(seat.probe)) ?? (await wordsOf(seat.ready()));
}

/** A browser that was killed has forgotten the passphrase: nothing can be signed until it is typed again. */
async function comesBackLocked(seat: CustomerSeat): Promise<string | null> {
  const woken = await wake(seat.probe);
  if (woken !== null) return woken;
  const [vault] = await seat.probe.rows("vaultStatus");
  const access = await seat.access();
  if (vault?.state !== "locked" || access !== "locked")
    return `the vault is ${vault?.state} and the account ${access}, without a passphrase`;
  return wordsOf(seat.unlock());
}

async function wordsOf(work: Promise<void>): Promise<string | null> {
  try {
    await work;
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function verdictOf({ world, customer, probe }: CustomerSeat): Promise<Verdict> {
  const journal = await dumpJournal(probe.page);
  const drift = driftFindings(world, journal);
  const mismatches = [...realFindings(journal, exchangeRecord(world, customer)), ...drift.mismatches];
  return { compared: drift.compared, mismatches: [...new Set(mismatches)] };
}

async function closedVerdict({ world, customer, probe }: CustomerSeat): Promise<Verdict> {
  const journal = await dumpJournal(probe.page);
  const record = exchangeRecord(world, customer);
  const left = [...record.coins].filter(([, { position }]) => position !== "0");
  const open = journal.intents.filter(isOpen);
  return {
    compared: record.coins.size,
    mismatches: [
      ...realFindings(journal, record),
      ...left.map(([coin, { position }]) => `${coin}: ${position} are still held`),
      ...open.map(({ intent }) => `${intent.instrument}: an order is open`),
    ],
  };
}

/** Judges until nothing is wrong, at most for so long; then what is so, is so. */
async function settled(judge: () => Promise<Verdict>, ms: number): Promise<Verdict> {
  for (const end = Date.now() + ms; ; await wait(1_000)) {
    const verdict = await judge();
    if (verdict.mismatches.length === 0 || Date.now() > end) return verdict;
  }
}
