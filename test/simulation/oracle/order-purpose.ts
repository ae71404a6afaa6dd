import { type Facts, nameOf as orderName } from "./facts.ts";
import type { Waiting } from "./reason-context.ts";
import { near, wholeLots, words } from "./numbers.ts";
import { type Judged, type Onlooker, nameOf } from "./target-walk.ts";
import type { Find } from "./violation.ts";

/** How far an age may be off that was measured with two clocks over a network, ms; a clock set anew spoils it so long. */
const CLOCK_MS = 3_000;
const SPOILT_MS = 60_000;
const MARK_MS = 13_000;

/**
 * What an order is for. "The order wanted is T rounded towards zero to the lot, minus A": growth goes no further than
 * the target's whole lots, a reduction no further than them either, but where closing all is nearer than a rest below
 * the minimum. Growth that waited is ordered only while its age limit has not passed, and counts from the
 * volume-weighted price that the leader paid for it.
 */
export function orderPurpose(
  facts: Facts,
  waiting: ReadonlyMap<string, Waiting>,
  finds: { readonly target: Find; readonly limit: Find },
): Onlooker {
  return (judged) => {
    const { decision, chapter } = judged;
    if (decision.outcome !== "ordered" && decision.outcome !== "partly") return;
    const intent = facts.intents.get(decision.clientOrderId as never)?.intent;
    const share = intent?.shares.find(({ followId }) => followId === decision.followId);
    if (intent === undefined || share === undefined) return;
    const name = `${nameOf(decision)}, ${orderName(intent)}:`;
    const { lot } = facts.instrument(decision.instrument);
    const held = facts.lots(decision.instrument, decision.held);
    const target = wholeLots(decision.target, lot);
    const after = held + facts.lots(decision.instrument, share.size);
    const told = `${name} takes ${held} lots to ${after}, the target being ${target}`;
    if (share.growth) {
      if (after * target <= 0 || Math.abs(after) > Math.abs(target)) finds.target(told);
      const waited = waiting.get(`${decision.followId}|${decision.instrument}`);
      ages(facts, judged, waited, name, finds.limit);
      notional(judged, Math.abs(Number(share.size)) * Number(share.leaderPrice), name, finds.limit);
      const before = held - crossed(facts, judged);
      prices(facts, judged, waited, before, Number(share.leaderPrice), name, finds.limit);
      return;
    }
    // A part of a sale may be cut where it would cross the account's net.
    const short = after !== 0 && after * target > 0 && Math.abs(after) < Math.abs(target);
    if (short || after * held < 0) finds.target(told);
    if (after === 0 && target * held > 0)
      closesForTheRest(facts, target * lot, decision.instrument, chapter.at, told, finds.target);
  };
}

/** "A reduction never leaves a remainder below the minimum where closing it all is nearer." */
function closesForTheRest(
  facts: Facts,
  rest: number,
  instrument: string,
  at: number,
  told: string,
  find: Find,
): void {
  const low = facts.marks.between(instrument, at - MARK_MS, at)?.low ?? 0;
  if (Math.abs(rest) * low * 0.99 > facts.instrument(instrument).minNotional / 2)
    find(`${told}; the rest is worth ${words(Math.abs(rest) * low)} USD`);
}

/** "Notional per order". What it is made of was judged at the prices of its time. */
function notional({ scales }: Judged, usd: number, name: string, find: Find): void {
  const most = Math.max(...scales.map(({ settings }) => Number(settings.limits.maxOrder ?? Infinity)));
  if (usd > most * DEARER) find(`${name} grows by ${words(usd)} USD at once, above ${most}`);
}

const DEARER = 1.01;
/** The last digits of a price. */
const CEILING = 1 + 1e-6;

/** "What waits moves to F when its age limit passes, counted from its newest growth." */
function ages(
  facts: Facts,
  { decision, chapter, moves, scales }: Judged,
  waiting: Waiting | undefined,
  name: string,
  find: Find,
): void {
  if (moves.length > 0 || waiting === undefined) return;
  const moment = facts.momentOf(decision.at, chapter.at);
  const age = moment - waiting.newsAt;
  const limit = Math.max(...scales.map(({ settings }) => settings.limits.maxAgeMs));
  if (age > limit + CLOCK_MS && !facts.clockJumped(waiting.newsAt - SPOILT_MS, moment))
    find(`${name} what waited was ${age} ms old, above ${limit} ms`);
}

/** Signed lots that met others of the account in the very step, and are held when the decision is told. */
function crossed(facts: Facts, { decision, chapter }: Judged): number {
  let lots = 0;
  for (const { fill, shares } of chapter.change.fills) {
    const met = fill.cause === "cross" && fill.instrument === decision.instrument;
    if (!met || fill.time !== decision.at) continue;
    for (const { followId, size } of shares)
      if (followId === decision.followId) lots += facts.lots(decision.instrument, size);
  }
  return lots;
}

/**
 * Where nothing but parts of a lot waited before, the price is that of this act, and of theirs as they weigh; where
 * parts of a lot were still to be sold, the first of this act only makes up for them.
 */
function prices(
  facts: Facts,
  judged: Judged,
  waiting: Waiting | undefined,
  held: number,
  price: number,
  name: string,
  find: Find,
): void {
  const { moves, before, growth, growths, whole, after, decision } = judged;
  const { lot } = facts.instrument(decision.instrument);
  const approvedAll = near(whole.target, after.target, lot * 1e-3);
  const waited = Math.abs(before.target / lot - held);
  if (!approvedAll || waited >= 1 || growth === 0 || before.target * growth < 0) return;
  const olds = waiting?.prices ?? [0];
  const counted = [Math.min(...olds), Math.max(...olds)];
  // In the direction of the growth: what waits before it, or is still to be sold where it is below 0.
  let waits = Math.sign(growth) * (before.target - held * lot);
  for (const [index, grown] of growths.entries()) {
    const move = moves[index];
    // A message with both growth and reductions has no one price.
    if (move === undefined || move.price === null || grown * growth < 0 || judged.shrank) return;
    if (grown === 0) continue;
    const size = Math.abs(grown);
    const weight = Math.max(0, waits);
    for (const [which, old] of counted.entries())
      counted[which] = (weight * old + size * move.price) / (weight + size);
    waits += size;
  }
  const [low = 0, high = 0] = counted;
  if (price > high * CEILING || price < low / CEILING)
    find(`${name} counts from ${words(price)}; the leader paid ${words(low)} to ${words(high)}`);
}
