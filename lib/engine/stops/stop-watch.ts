import type { AccountId, InstrumentId } from "../../model/identity.ts";
import type { RefusalReason } from "../../model/refusal-reason.ts";
import { type StopWatch, pairKey } from "../engine-state.ts";
import type { Work } from "../work.ts";

/** Between two changes of an instrument's stop at least so long passes: the venue counts every request. */
export const CHANGE_PAUSE_MS = 2_000;
/** A refused change is tried again after twice the pause before, at most after this. */
const REFUSED_PAUSE_MAX_MS = 60_000;

const NOTHING_YET: StopWatch = {
  bareSinceMs: null,
  notBeforeMs: 0,
  refusals: 0,
  reason: null,
  words: null,
  placeless: null,
  fired: null,
  askedAtMs: null,
};

export function watchOf(work: Work, accountId: AccountId, instrument: InstrumentId): StopWatch {
  return work.stopWatches.get(pairKey(accountId, instrument)) ?? NOTHING_YET;
}

/** Changes what is known; nothing where it is the same. */
export function putWatch(
  work: Work,
  accountId: AccountId,
  instrument: InstrumentId,
  more: Partial<StopWatch>,
): void {
  const before = watchOf(work, accountId, instrument);
  const watch = { ...before, ...more };
  const same = Object.entries(more).every(([name, value]) => before[name as keyof StopWatch] === value);
  if (same) return;
  work.stopWatches = new Map([...work.stopWatches, [pairKey(accountId, instrument), watch]]);
}

export function forgetWatch(work: Work, accountId: AccountId, instrument: InstrumentId): void {
  const key = pairKey(accountId, instrument);
  if (!work.stopWatches.has(key)) return;
  work.stopWatches = new Map([...work.stopWatches].filter(([one]) => one !== key));
}

/** The venue refused a change, or it could not be sent: the next one waits for longer each time. */
export function noteRefusal(
  work: Work,
  accountId: AccountId,
  instrument: InstrumentId,
  reason: RefusalReason | null,
  words: string | null,
): void {
  const refusals = watchOf(work, accountId, instrument).refusals + 1;
  const pause = Math.min(REFUSED_PAUSE_MAX_MS, CHANGE_PAUSE_MS * 2 ** Math.min(refusals, 10));
  putWatch(work, accountId, instrument, { refusals, reason, words, notBeforeMs: work.age.ms + pause });
}
