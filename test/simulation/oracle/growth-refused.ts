import { type Facts, type IntentStory, nameOf } from "./facts.ts";
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
  const latched = latches(facts);
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
      const latch = latched(followId, intent.instrument, born.index);
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

type LatchedAt = (followId: string, instrument: string, chapter: number) => string | null;

/** Latches and tripped rules as the journal has them, before a chapter and after it: both must be free of them. */
function latches(facts: Facts): LatchedAt {
  const told = new Map<string, { readonly chapter: number; readonly why: string | null }[]>();
  const note = (key: string, chapter: number, why: string | null): void => {
    const notes = told.get(key);
    if (notes === undefined) {
      if (why !== null) told.set(key, [{ chapter, why }]);
    } else if (notes.at(-1)?.why !== why) notes.push({ chapter, why });
  };
  const accounts = new Map<string, string>();
  for (const { change, index } of facts.chapters) {
    for (const { id, accountId } of change.follows.put) accounts.set(id, accountId);
    for (const { followId, instrument, latched } of change.books.put) {
      if (latched === null && told.size === 0) continue;
      note(`${followId}|${instrument}`, index, latched === null ? null : `it was latched as ${latched}`);
    }
    for (const { id, trips } of change.guards.put) {
      const stops = trips.filter(({ action }) => action !== "warn");
      const whole = stops.find(({ instrument }) => instrument === null);
      note(id, index, whole === undefined ? null : `${whole.rule} of ${id} had tripped at ${whole.at}`);
      const positions = stops.filter(({ action }) => action === "no-growth");
      // Those that a reset has let go are not among the trips any more.
      const before = [...told.keys()].filter((key) => key.startsWith(`${id}|`));
      for (const key of new Set([...before, ...positions.map(({ instrument }) => `${id}|${instrument}`)])) {
        const trip = positions.find(({ instrument }) => key === `${id}|${instrument}`);
        note(key, index, trip === undefined ? null : `${trip.rule} had tripped at ${trip.at}`);
      }
    }
  }
  const at = (key: string, chapter: number): string | null =>
    told.get(key)?.findLast((note) => note.chapter <= chapter)?.why ?? null;
  const both = (key: string, chapter: number): string | null => {
    const now = at(key, chapter);
    return now !== null && at(key, chapter - 1) !== null ? now : null;
  };
  return (followId, instrument, chapter) =>
    both(`${followId}|${instrument}`, chapter) ??
    both(`follow:${followId}`, chapter) ??
    both(`follow:${followId}|${instrument}`, chapter) ??
    both(`account:${accounts.get(followId)}`, chapter);
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
