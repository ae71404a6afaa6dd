import { type Facts, type IntentStory, nameOf } from "./facts.ts";
import { words } from "./numbers.ts";
import type { FollowStanding, Standings } from "./standing.ts";
import type { Find } from "./violation.ts";

const MINUTE_MS = 60_000;
/** The leader's prices that an order may have waited for go back so far, ms. */
const PRICES_MS = 60 * MINUTE_MS;

/**
 * "No growth past a limit", at the orders: an order that grows has no price worse than the leader's by more than the
 * slippage limits, and no more such orders go out in a minute than are allowed.
 */
export function orderLimits(facts: Facts, standings: Standings, find: Find): void {
  const leaders = new Map(
    facts.chapters.flatMap(({ change }) => change.follows.put.map((one) => [one.id, one.leaderId] as const)),
  );
  const openings = new Map<string, number[]>();
  for (const story of facts.intents.values()) {
    const { intent, born, rows } = story;
    if (rows[0]?.row.status === "not-sent") continue;
    const counted = new Set<string>();
    for (const { followId, growth, leaderPrice } of intent.shares) {
      if (!growth) continue;
      const told = standings
        .during(born.index, intent.committedAt)
        .flatMap((one) => one.follows.get(followId) ?? []);
      priceOf(facts, standings, story, told, leaderPrice, find);
      if (leaderPrice !== null) leaderPaid(facts, leaders.get(followId), story, Number(leaderPrice), find);
      counted.add(`follow ${followId}`).add(`account ${intent.accountId}`);
      const most = Math.max(...told.map((one) => one.settings.limits.maxOrdersPerMinute ?? Infinity));
      rate(openings.get(`follow ${followId}`) ?? [], story, followId, most, find);
    }
    if (counted.size === 0) continue;
    const most = Math.max(
      ...standings
        .during(born.index, intent.committedAt)
        .map((one) => one.accounts.get(intent.accountId)?.limits.maxOrdersPerMinute ?? Infinity),
    );
    rate(openings.get(`account ${intent.accountId}`) ?? [], story, "the account", most, find);
    for (const key of counted) openings.set(key, [...(openings.get(key) ?? []), intent.committedAt]);
  }
}

function rate(
  earlier: readonly number[],
  { intent }: IntentStory,
  whose: string,
  most: number,
  find: Find,
): void {
  const recent =
    earlier.filter((at) => at <= intent.committedAt && intent.committedAt - at < MINUTE_MS).length + 1;
  if (recent > most)
    find(
      `${nameOf(intent)} of ${intent.committedAt} is opening order ${recent} of ${whose} within a minute, above ${most}`,
    );
}

/** "Opening: IOC limit within the slippage limit." */
function priceOf(
  facts: Facts,
  standings: Standings,
  { intent, born }: IntentStory,
  told: readonly FollowStanding[],
  leaderPrice: string | null,
  find: Find,
): void {
  const name = `${nameOf(intent)} of ${born.at}`;
  if (leaderPrice === null) return find(`${name} grows and names no price of the leader's`);
  const own = Math.max(...told.map((one) => one.settings.limits.maxSlippageBps));
  const common = standings
    .during(born.index, intent.committedAt)
    .map((one) => one.accounts.get(intent.accountId)?.limits.maxSlippageBps ?? own);
  const limit = Math.min(own, Math.max(...common));
  const sign = intent.side === "buy" ? 1 : -1;
  const worse = sign * (Number(intent.limitPrice) / Number(leaderPrice) - 1) * 10_000;
  if (worse > limit + 1e-6)
    find(`${name} may fill ${words(worse)} bps from the leader's ${leaderPrice}, above ${limit}`);
  for (const fill of facts.venueFillsOf(intent.clientOrderId)) {
    if (sign * (Number(fill.price) - Number(intent.limitPrice)) > 0)
      find(`${name} filled at ${fill.price}, worse than its limit of ${intent.limitPrice}`);
  }
}

/** The leader's price behind an order is one that he paid, or (for late news) the mark. */
function leaderPaid(
  facts: Facts,
  leaderId: string | undefined,
  { intent, born }: IntentStory,
  price: number,
  find: Find,
): void {
  const marks = facts.marks.between(intent.instrument, born.at - PRICES_MS, born.at);
  let low = marks?.low ?? price;
  let high = marks?.high ?? price;
  if (price >= low * 0.98 && price <= high * 1.02) return;
  const known: number[] = [];
  for (const { at, fill } of facts.record.leaders.find(({ id }) => id === leaderId)?.fills ?? []) {
    if (fill.instrument === intent.instrument && at <= born.at) known.push(Number(fill.price));
  }
  // Late news has a price of its own, which is judged where it is told.
  for (const { change, index } of facts.chapters) {
    if (index > born.index) break;
    for (const { instrument, leaderPrice } of change.decisions)
      if (instrument === intent.instrument && leaderPrice !== null) known.push(Number(leaderPrice));
  }
  low = Math.min(low, ...known);
  high = Math.max(high, ...known);
  if (price < low * 0.98 || price > high * 1.02)
    find(`${nameOf(intent)} of ${born.at} counts from ${words(price)}, which its leader never paid`);
}
