import type { EntryLimits } from "../../../lib/model/limits.ts";
import type { Evidence } from "./evidence.ts";
import type { Facts } from "./facts.ts";
import { growthAges } from "./growth-ages.ts";
import { near, words } from "./numbers.ts";
import { type Standings, noGrowth } from "./standing.ts";
import { type Judged, type Onlooker, nameOf } from "./target-walk.ts";
import type { TargetWalk } from "./target-walk.ts";
import type { Find } from "./violation.ts";

/** His equity, and an account's, may be so old for growth, ms. */
const EQUITY_MS = 60_000;
/** A mark that judges may be so old, ms. */
const MARK_MS = 13_000;
/** Prices of other instruments are not known to the moment: so much of their worth surely counts. */
const SURE = 0.95;
const EXACT = 1 + 1e-9;

/** "No growth past a limit": what was let through was inside every limit in force, whichever way the prices may have stood. */
export function growthLimits(
  facts: Facts,
  standings: Standings,
  evidence: Evidence,
  finds: { readonly limit: Find; readonly refused: Find },
): Onlooker {
  return (judged, walk) => {
    const { decision, chapter, growth, after, whole, standings: told, scale } = judged;
    const { lot } = facts.instrument(decision.instrument);
    const approved = growth - (whole.target - after.target);
    if (growth === 0 || near(approved, 0, lot) || Math.abs(after.target) < 1e-12) return;
    const name = `${nameOf(judged.decision)} lets ${words(approved)} through`;
    const whys = standings.during(chapter.index, decision.at).map((one) => noGrowth(one, decision.followId));
    if (whys.length > 0 && whys.every((why) => why !== null)) finds.refused(`${name}, but ${whys[0]}`);
    const say: Find = (detail) => finds.limit(`${name}, ${detail}`);
    if (!facts.knows(decision.instrument)) say("but the exchange does not trade it");
    const known = new Set(told.map((one) => one.settings));
    if (known.size > 1) return;
    const { limits, sides } = scale.settings;
    if (sides !== "both" && (sides === "long") !== after.target > 0) say(`but the follow is ${sides} only`);
    listed(limits, decision.instrument, "", say);
    growthAges(facts, judged, say);
    equity(judged, facts, say);
    sizes(facts, judged, walk, say);
    accountSizes(facts, standings, evidence, judged, walk, say);
  };
}

function listed(
  limits: Pick<EntryLimits, "allowedInstruments" | "deniedInstruments">,
  instrument: string,
  whose: string,
  say: Find,
): void {
  const allowed = limits.allowedInstruments?.some((id) => id === instrument) ?? true;
  if (!allowed || limits.deniedInstruments.some((id) => id === instrument))
    say(`but the ${whose}lists do not allow it`);
}

/** "Leader's equity must be above 0 and younger than a minute for growth." */
function equity({ decision, scale, chapter, follow }: Judged, facts: Facts, say: Find): void {
  if (scale.settings.sizing.kind !== "equity-proportional") return;
  const { leaderEquity, leaderEquityAt } = decision;
  if (leaderEquity === null || leaderEquityAt === null) return say("but names no equity of the leader's");
  if (Number(leaderEquity) <= 0) say(`but the leader's equity was ${leaderEquity}`);
  const age = decision.at - leaderEquityAt;
  if (age > EQUITY_MS) say(`but the leader's equity was ${age} ms old`);
  const truth = facts.record.leaders.find(({ id }) => id === follow.leaderId);
  const served = truth?.told.some(
    ({ at, life, event }) =>
      event.kind === "leader-snapshot" &&
      life === chapter.life &&
      at <= chapter.at &&
      event.at === leaderEquityAt &&
      event.snapshot.equity === leaderEquity,
  );
  if (served !== true) say(`but an equity of ${leaderEquity} was not served at ${leaderEquityAt}`);
}

/** The price by which the follow's own limits surely counted: the leader's, because they count the dearer of it and the mark. */
function surePrice({ moves, decision }: Judged, facts: Facts, moment: number): number {
  const told = moves.flatMap(({ price }) => (price === null ? [] : [price]));
  return told.length > 0
    ? Math.min(...told)
    : (facts.marks.between(decision.instrument, moment - MARK_MS, moment)?.low ?? 0);
}

function sizes(facts: Facts, judged: Judged, walk: TargetWalk, say: Find): void {
  const { decision, chapter, scale, fitting, after, follow } = judged;
  const { limits } = scale.settings;
  const moment = facts.momentOf(decision.at, chapter.at);
  const price = surePrice(judged, facts, moment);
  const worth = Math.abs(after.target) * price;
  if (worth > Number(limits.maxPosition) * EXACT)
    say(`so that ${words(worth)} USD stand there, above ${limits.maxPosition}`);
  const beside = surely(
    facts,
    walk,
    moment,
    ({ followId, instrument }) => followId === decision.followId && instrument !== decision.instrument,
  );
  const all = beside.usd + worth;
  if (limits.maxNotional !== null && all > Number(limits.maxNotional) * EXACT)
    say(`so that ${words(all)} USD stand in all, above ${limits.maxNotional}`);
  // Of several readings of the account that come to the same target, the highest may have been the one.
  const allocations = (fitting.length > 0 ? fitting : [scale]).flatMap((one) => one.allocation ?? []);
  const allocation = allocations.length === 0 ? null : Math.max(...allocations);
  if (allocation !== null && all > allocation * limits.maxLeverage * EXACT)
    say(`so that ${words(all)} USD stand in all, above ${limits.maxLeverage}x of ${words(allocation)}`);
  const leaders = walk.scales.leaderLeverages(follow, decision.instrument, chapter);
  if (allocation !== null && leaders.length > 0 && worth > allocation * Math.max(...leaders) * EXACT)
    say(
      `so that ${words(worth)} USD stand there, above the leader's ${Math.max(...leaders)}x of ${words(allocation)}`,
    );
  const count = beside.instruments.size + 1;
  if (limits.maxPositions !== null && opens(judged) && count > limits.maxPositions)
    say(`so that ${count} instruments have a target, above ${limits.maxPositions}`);
}

/** Neither wanted nor held before, and nothing of it under way. */
function opens({ before, decision }: Judged): boolean {
  const underWay = decision.reason === "instrument-frozen" || decision.reason === "order-in-flight";
  return before.target === 0 && Number(decision.held) === 0 && !underWay;
}

function accountSizes(
  facts: Facts,
  standings: Standings,
  evidence: Evidence,
  judged: Judged,
  walk: TargetWalk,
  say: Find,
): void {
  const { decision, chapter, follow, after } = judged;
  const all = standings.during(chapter.index, decision.at).map((one) => one.accounts.get(follow.accountId));
  const [settings] = all;
  if (settings === undefined || new Set(all).size > 1) return;
  const { limits } = settings;
  listed(limits, decision.instrument, "account's ", say);
  const moment = facts.momentOf(decision.at, chapter.at);
  const price = surePrice(judged, facts, moment);
  const own = Math.abs(after.target) * price;
  const here = surely(
    facts,
    walk,
    moment,
    ({ followId, instrument }) => followId !== decision.followId && instrument === decision.instrument,
  );
  const beside = surely(
    facts,
    walk,
    moment,
    ({ followId, instrument }) => followId !== decision.followId || instrument !== decision.instrument,
  );
  if (limits.maxPosition !== null && here.usd + own > Number(limits.maxPosition) * EXACT)
    say(`so that the account has ${words(here.usd + own)} USD there, above ${limits.maxPosition}`);
  if (limits.maxNotional !== null && beside.usd + own > Number(limits.maxNotional) * EXACT)
    say(`so that the account has ${words(beside.usd + own)} USD in all, above ${limits.maxNotional}`);
  const equities = walk.scales.accountEquities(chapter);
  if (limits.maxLeverage !== null && equities.length > 0) {
    const most = Math.max(...equities) * limits.maxLeverage;
    if (beside.usd + own > most * EXACT)
      say(
        `so that the account has ${words(beside.usd + own)} USD in all, above ${limits.maxLeverage}x of its equity`,
      );
  }
  beside.instruments.add(decision.instrument);
  const first = opens(judged) && here.usd === 0;
  const tooMany = limits.maxPositions !== null && beside.instruments.size > limits.maxPositions;
  if (first && tooMany && !isHeldThere(evidence, judged))
    say(`so that the account has ${beside.instruments.size} instruments, above ${limits.maxPositions}`);
}

/** Whether another follow of the account holds something there, or may: also one that was stopped and left it to the user. */
function isHeldThere(evidence: Evidence, { decision, chapter, follow }: Judged): boolean {
  return [...evidence.keys()].some((key) => {
    const [followId = "", instrument = ""] = key.split("|");
    return (
      followId !== decision.followId &&
      instrument === decision.instrument &&
      evidence.accountOf(followId) === follow.accountId &&
      evidence.mostHeld(followId, instrument, chapter.index) > 0
    );
  });
}

interface Sum {
  usd: number;
  readonly instruments: Set<string>;
}

/** What the targets of some books are surely worth, USD, and in which instruments there are any. */
function surely(
  facts: Facts,
  walk: TargetWalk,
  moment: number,
  counts: (book: { readonly followId: string; readonly instrument: string }) => boolean,
): Sum {
  const sum: Sum = { usd: 0, instruments: new Set() };
  for (const [key, { target }] of walk.letters) {
    const [followId = "", instrument = ""] = key.split("|");
    if (target === 0 || !counts({ followId, instrument })) continue;
    const low = facts.marks.between(instrument, moment - MARK_MS, moment)?.low ?? 0;
    sum.usd += Math.abs(target) * low * SURE;
    // A part of a lot is no position.
    if (Math.abs(target) >= facts.instrument(instrument).lot) sum.instruments.add(instrument);
  }
  return sum;
}
