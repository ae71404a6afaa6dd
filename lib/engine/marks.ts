import { type Decimal, decimal } from "../model/decimal.ts";
import type { InstrumentId } from "../model/identity.ts";
import { ageOf } from "./age-of.ts";
import type { Work } from "./work.ts";

/** A mark older than this judges nothing. */
export const MARK_MAX_AGE_MS = 10_000;

/** The instrument's mark in USD, or null when there is none that is fresh. */
export function freshMark(work: Work, instrument: InstrumentId): Decimal | null {
  const mark = work.marks.get(instrument);
  if (mark === undefined || ageOf(work.at, mark.at) > MARK_MAX_AGE_MS) return null;
  return decimal(mark.price);
}

/** The venue's own fresh mark, USD: what a leader traded at while there was none judges no price and trips no rule. */
export function venueMark(work: Work, instrument: InstrumentId): Decimal | null {
  return work.marks.get(instrument)?.traded === true ? null : freshMark(work, instrument);
}
