import type { AccountId, InstrumentId } from "../model/identity.ts";
import type { InstrumentLeverage, LeverageSetting } from "../model/leverage-setting.ts";
import type { RefusalReason } from "../model/refusal-reason.ts";
import { newAccountBook } from "./account-book.ts";
import { pairKey } from "./engine-state.ts";
import { isNews } from "./seen-reports.ts";
import type { Work } from "./work.ts";

const NOTHING_KNOWN: InstrumentLeverage = {
  told: null,
  toldAt: null,
  asked: null,
  askedAt: null,
  status: "none",
  detail: null,
};

/** What is known of the setting of one instrument of an account. */
export function leverageOf(work: Work, accountId: AccountId, instrument: InstrumentId): InstrumentLeverage {
  return work.accountBooks.get(pairKey(accountId, instrument))?.leverage ?? NOTHING_KNOWN;
}

export function putLeverage(
  work: Work,
  accountId: AccountId,
  instrument: InstrumentId,
  leverage: InstrumentLeverage,
): void {
  const key = pairKey(accountId, instrument);
  const book = work.accountBooks.get(key) ?? newAccountBook(accountId, instrument);
  work.accountBooks.put(key, { ...book, leverage });
}

const inWords = ({ times, marginMode }: LeverageSetting): string => `${times}x ${marginMode}`;

const problemId = (kind: string, accountId: AccountId, instrument: InstrumentId): string =>
  `${kind}:${pairKey(accountId, instrument)}`;

/**
 * Tells, once for each pair of figures, that another setting than the one wished for is left as it is. That ours was
 * refused before is over then.
 */
export function tellDiffers(
  work: Work,
  accountId: AccountId,
  instrument: InstrumentId,
  told: LeverageSetting,
  wished: LeverageSetting,
): void {
  work.problems.remove(problemId("leverage-refused", accountId, instrument));
  const figures = `${inWords(told)} is set, and ${inWords(wished)} is wanted.`;
  if (!isNews(work, accountId, instrument, `leverage:${figures}`)) return;
  const id = problemId("leverage-differs", accountId, instrument);
  work.problems.put(id, {
    id,
    kind: "leverage-differs",
    about: instrument,
    detail: figures,
    measured: told.times,
    since: work.at,
    dismissible: true,
  });
}

/** Why the venue refused, and what it said. */
export function tellRefused(
  work: Work,
  accountId: AccountId,
  instrument: InstrumentId,
  reason: RefusalReason | null,
  words: string,
): void {
  const id = problemId("leverage-refused", accountId, instrument);
  work.problems.put(id, {
    id,
    kind: "leverage-refused",
    about: instrument,
    detail: words,
    ...(reason === null ? {} : { reason }),
    measured: null,
    since: work.problems.get(id)?.since ?? work.at,
    dismissible: true,
  });
}

/** It is set as we wished. */
export function tellLeverageFine(work: Work, accountId: AccountId, instrument: InstrumentId): void {
  for (const kind of ["leverage-differs", "leverage-refused"]) {
    work.problems.remove(problemId(kind, accountId, instrument));
  }
}
