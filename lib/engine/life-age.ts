/** Events are stamped where they arise, and may overtake each other by so much; a clock further back was set back. */
const OVERTAKING_MS = 1_000;

/** How long this life has lasted by the times of its events; it stands still while a clock that was set back runs on. */
export interface LifeAge {
  readonly lastAt: number;
  readonly ms: number;
}

/** True when a moment was told by a clock that has been set back since. */
export function isAhead(moment: number, at: number): boolean {
  return moment > at + OVERTAKING_MS;
}

export function olderBy(age: LifeAge, at: number): LifeAge {
  if (age.lastAt === 0 || isAhead(age.lastAt, at)) return { ...age, lastAt: at };
  return at <= age.lastAt ? age : { lastAt: at, ms: age.ms + at - age.lastAt };
}
