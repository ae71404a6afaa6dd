import type { Facts } from "./facts.ts";

/** What keeps growth from a follow's instrument, in words; null where nothing does. */
type Stopped = (followId: string, instrument: string, chapter: number) => string | null;

interface Latches {
  /** A latch or a tripped rule that the journal has before a chapter and after it: what may have come between is no matter. */
  readonly standsAround: Stopped;
  /** A tripped rule that stood all through a chapter. */
  readonly trippedThrough: Stopped;
}

/** Latches and tripped rules as the journal has them. */
export function latchesOf(facts: Facts): Latches {
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
    const gone = change.guards.remove.map((id) => ({ id, trips: [] }));
    for (const { id, trips } of [...gone, ...change.guards.put]) {
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
  // One that was reset and tripped again names another moment.
  const same = (key: string, chapter: number): string | null => {
    const now = at(key, chapter);
    return now === at(key, chapter - 1) ? now : null;
  };
  const guards = (followId: string, instrument: string): string[] => [
    `follow:${followId}`,
    `follow:${followId}|${instrument}`,
    `account:${accounts.get(followId)}`,
  ];
  const first = (keys: readonly string[], of: (key: string) => string | null): string | null =>
    keys.reduce<string | null>((found, key) => found ?? of(key), null);
  return {
    standsAround: (followId, instrument, chapter) =>
      first([`${followId}|${instrument}`, ...guards(followId, instrument)], (key) => both(key, chapter)),
    trippedThrough: (followId, instrument, chapter) =>
      first(guards(followId, instrument), (key) => same(key, chapter)),
  };
}
