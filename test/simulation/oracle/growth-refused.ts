import { type Facts, type IntentStory, nameOf } from "./facts.ts";
import { latchesOf } from "./latches.ts";
import { type Standings, noGrowth } from "./standing.ts";
import type { Find } from "./violation.ts";

/** A leader's silence that is told as a lost feed ends with the next snapshot. */
interface Reading {
  readonly at: number;
  readonly read: boolean;
}

/**
 * "No growth after halt, pause", after a stop of any kind, under a latched stop or a tripped rule that says no more
 * growth, and on stale leader data.
 */
export function growthRefused(facts: Facts, standings: Standings, find: Find): void {
  const { standsAround } = latchesOf(facts);
  const readings = readingsOf(facts);
  const leaders = leadersOf(facts);
  for (const story of facts.intents.values()) {
    // What was withdrawn before it was durable was never to be sent.
    if (story.rows[0]?.row.status === "not-sent") continue;
    const { intent, born } = story;
    const standing = standings.end(born.index);
    for (const { followId, growth } of intent.shares) {
      if (!growth) continue;
      const name = `${nameOf(intent)} of ${born.at} grows ${followId}`;
      const why = noGrowth(standing, followId);
      if (why !== null) find(`${name}, but ${why}`);
      const latch = standsAround(followId, intent.instrument, born.index);
      if (latch !== null) find(`${name}, but ${latch}`);
      const unread = leaderUnread(facts, story, readings.get(`${leaders.get(followId)}|${born.life}`) ?? []);
      if (unread !== null) find(`${name}, but ${unread}`);
    }
  }
}

function leadersOf(facts: Facts): Map<string, string> {
  const leaders = new Map<string, string>();
  for (const { change } of facts.chapters) {
    for (const { id, leaderId } of change.follows.put) leaders.set(id, leaderId);
  }
  return leaders;
}

/** By leader and life: when he was read whole, and when his feed was lost; by the product's clock as told. */
function readingsOf(facts: Facts): Map<string, Reading[]> {
  const readings = new Map<string, Reading[]>();
  for (const { id, told } of facts.record.leaders) {
    const lives: Reading[][] = [];
    for (const { at, life, event } of told) {
      const lost = event.kind === "leader-feed" && event.feed.state === "lost";
      if (lost || event.kind === "leader-snapshot") (lives[life] ??= []).push({ at, read: !lost });
    }
    for (const [life, list] of lives.entries()) if (list !== undefined) readings.set(`${id}|${life}`, list);
  }
  return readings;
}

/** Events are taken in the order in which they came: an order of a later one knows of the loss. */
function leaderUnread(
  facts: Facts,
  { born, intent }: IntentStory,
  readings: readonly Reading[],
): string | null {
  const before = readings.filter(({ at }) => at <= born.at);
  if (!before.some(({ read }) => read)) return "its leader had not been read in that life";
  const last = before.at(-1);
  const came = facts.momentOf(intent.committedAt, born.at);
  return last !== undefined && !last.read && last.at < came
    ? `its leader's feed was lost at ${last.at}`
    : null;
}
