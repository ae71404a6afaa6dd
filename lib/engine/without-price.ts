import type { InstrumentId } from "../model/identity.ts";
import { awakeTime } from "./awake-time.ts";
import { venueMark } from "./marks.ts";
import type { Work } from "./work.ts";

/** What is held and has had no price for so long is told of. */
const TELL_AFTER_MS = 60_000;

/**
 * Counts, at a tick, how long each instrument that is held has had no fresh mark of the venue: time in which the
 * machine was awake and online. Other time does not count, and is no break.
 */
export function countWithoutPrice(work: Work, online: boolean): void {
  const passed = awakeTime(work, online);
  const counted = new Map<InstrumentId, number>();
  for (const { held, instrument } of work.books.view.values()) {
    if (held === "0" || venueMark(work, instrument) !== null) continue;
    const before = work.withoutPrice.get(instrument);
    counted.set(instrument, before === undefined ? 0 : before + passed);
  }
  if (counted.size > 0 || work.withoutPrice.size > 0) work.withoutPrice = counted;
}

/** True when the instrument is held and has had no price for a minute. */
export function lacksPrice(work: Work, instrument: InstrumentId): boolean {
  return (work.withoutPrice.get(instrument) ?? 0) >= TELL_AFTER_MS;
}
