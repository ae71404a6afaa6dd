import { type Decimal, decimal } from "../model/decimal.ts";
import type { InstrumentId } from "../model/identity.ts";
import type { EngineEvent } from "./engine-event.ts";
import type { Mark } from "./engine-state.ts";
import type { Work } from "./work.ts";

/** A mark older than this judges nothing. */
export const MARK_MAX_AGE_MS = 10_000;

/** Takes what the venue told. A mark is as old as its question: the machine may have slept before the answer came. */
export function takeMarks(work: Work, event: Extract<EngineEvent, { kind: "marks" }>): void {
  const underWay = event.at - event.askedAt;
  // Too old already, or the clock was set back meanwhile, and how old they are nobody knows.
  if (underWay < 0 || underWay > MARK_MAX_AGE_MS) return;
  const lifeMs = work.age.ms - underWay;
  work.marks = new Map([
    ...work.marks,
    ...[...event.marks]
      .filter(([, price]) => decimal(price).gt(0))
      .map(([id, price]) => [id, { price, at: event.askedAt, lifeMs }] as const),
  ]);
}

/** By the age of this life: a clock that was set back makes no mark young again. */
export function isFresh(work: Work, mark: Mark): boolean {
  return work.age.ms - mark.lifeMs <= MARK_MAX_AGE_MS;
}

/** The instrument's mark in USD, or null when there is none that is fresh. */
export function freshMark(work: Work, instrument: InstrumentId): Decimal | null {
  const mark = work.marks.get(instrument);
  return mark !== undefined && isFresh(work, mark) ? decimal(mark.price) : null;
}

/** The venue's own fresh mark, USD: what a leader traded at while there was none judges no price and trips no rule. */
export function venueMark(work: Work, instrument: InstrumentId): Decimal | null {
  return work.marks.get(instrument)?.traded === true ? null : freshMark(work, instrument);
}
