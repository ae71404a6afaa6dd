import { type AccountId, type InstrumentId, PAPER_ACCOUNT } from "../model/identity.ts";
import { decimalString } from "../model/decimal.ts";
import type { StopRow } from "../model/stop.ts";
import type { AccountReading, Doubt } from "./engine-state.ts";
import { openAccount } from "./open-account.ts";
import type { Work } from "./work.ts";

/** Asked again so often: twice in the minute for which an equity counts. */
const ROUTINE_MS = 30_000;
/** An answer that has not come is asked for again after this. */
const ANSWER_MS = 30_000;
/** Fills are asked for from so long before the last reading's end: each counts once all the same. */
const MARGIN_MS = 60_000;

const NEVER_READ: AccountReading = {
  askedAt: null,
  touched: new Set(),
  stopsTouched: new Set(),
  askedAgain: false,
  stale: false,
  nextAt: 0,
  doubts: new Map(),
  ownOrders: new Set(),
};

export function readingOf(work: Work, accountId: AccountId): AccountReading {
  return work.readings.get(accountId) ?? NEVER_READ;
}

export function putReading(work: Work, accountId: AccountId, reading: AccountReading): void {
  work.readings = new Map([...work.readings, [accountId, reading]]);
}

/** A clock that was set back says nothing of how long an answer has taken: it is asked for again, too. */
function isLate(work: Work, { askedAt }: AccountReading): boolean {
  return askedAt !== null && (work.at - askedAt >= ANSWER_MS || work.at < askedAt);
}

/** Asks the venue for the whole account. Where a question is under way, its answer will do unless it is late. */
export function askForAccount(work: Work, accountId: AccountId): void {
  const account = work.accounts.get(accountId);
  // Without its key nothing is done in it any more.
  if (account === undefined || (account.kind === "real" && account.key === null)) return;
  // Its ledger is about to forget all that it would tell.
  if (work.meta.paperResetPending && accountId === PAPER_ACCOUNT) return;
  const reading = readingOf(work, accountId);
  if (reading.askedAt !== null && !isLate(work, reading)) {
    // It may show less than is wanted to be seen now: another one comes right behind it.
    return putReading(work, accountId, { ...reading, nextAt: work.at });
  }
  putReading(work, accountId, {
    ...reading,
    askedAt: work.at,
    // The first answer may come after all.
    touched: reading.askedAt === null ? new Set() : reading.touched,
    stopsTouched: reading.askedAt === null ? new Set() : reading.stopsTouched,
    askedAgain: reading.askedAt !== null,
    nextAt: work.at + ROUTINE_MS,
  });
  // Before the first reading nothing of ours can be at the venue.
  const since = account.equityAt === null ? account.cursor : Math.max(0, account.cursor - MARGIN_MS);
  work.effects.push({ kind: "read-account", accountId, since });
}

/** The user's word about an instrument is taken, and nothing is ordered there before the venue has shown its position. */
export function doubtUntilRead(work: Work, accountId: AccountId, instrument: InstrumentId): void {
  const reading = readingOf(work, accountId);
  const doubt: Doubt = { since: work.at, difference: decimalString(0) };
  putReading(work, accountId, { ...reading, doubts: new Map([...reading.doubts, [instrument, doubt]]) });
  askForAccount(work, accountId);
}

/** An answer came, or none will: the next is asked for after this. */
export function noteAnswer(work: Work, accountId: AccountId, more: Partial<AccountReading>): void {
  const reading = readingOf(work, accountId);
  // What was wished for while this one was under way comes sooner.
  const nextAt = Math.min(reading.nextAt, work.at + ROUTINE_MS);
  putReading(work, accountId, {
    ...reading,
    askedAt: null,
    touched: new Set(),
    stopsTouched: new Set(),
    askedAgain: false,
    stale: false,
    nextAt,
    ...more,
  });
}

/** The account was begun anew: what is under way tells of the old one. */
export function forgetReading(work: Work, accountId: AccountId): void {
  const reading = readingOf(work, accountId);
  putReading(work, accountId, {
    ...reading,
    stale: reading.askedAt !== null,
    doubts: new Map(),
    ownOrders: new Set(),
  });
}

/** A new life trusts no account before it was read. */
export function distrustAccounts(work: Work): void {
  const known = new Set<AccountId>(work.accounts.view.keys());
  for (const follow of work.follows.view.values()) known.add(follow.accountId);
  for (const book of work.accountBooks.view.values()) known.add(book.accountId);
  work.readings = new Map();
  for (const id of known) {
    work.problems.remove(`account-unreadable:${id}`);
    const account = id === PAPER_ACCOUNT ? openAccount(work, id) : work.accounts.get(id);
    if (account === undefined) continue;
    work.accounts.put(id, { ...account, reconciled: false, disagreedSince: null });
    askForAccount(work, id);
  }
}

/** Once a second: reads again what is due. */
export function readAccounts(work: Work): void {
  for (const account of work.accounts.view.values()) {
    const reading = readingOf(work, account.id);
    const due =
      reading.askedAt === null && (work.at >= reading.nextAt || reading.nextAt - work.at > ROUTINE_MS);
    if (due || isLate(work, reading)) askForAccount(work, account.id);
  }
}

/**
 * At the end of a step: an order that went out or ended in it, or a fill that was booked, may be in a reading that
 * is under way, or may not.
 */
export function noteTouched(work: Work): void {
  for (const [accountId, reading] of work.readings) {
    if (reading.askedAt === null) continue;
    const touched = new Set<InstrumentId>(reading.touched);
    for (const effect of work.effects) {
      if (effect.kind === "submit" && effect.intent.accountId === accountId)
        touched.add(effect.intent.instrument);
    }
    for (const { intent } of work.settled) if (intent.accountId === accountId) touched.add(intent.instrument);
    for (const { fill } of work.fills) if (fill.accountId === accountId) touched.add(fill.instrument);
    const stopsTouched = new Set<InstrumentId>(reading.stopsTouched);
    for (const { stop, statusAt } of isAskedNow(work, accountId, reading) ? [] : changedStops(work)) {
      if (stop.accountId === accountId && statusAt === work.at) stopsTouched.add(stop.instrument);
    }
    const more = touched.size > reading.touched.size || stopsTouched.size > reading.stopsTouched.size;
    if (more) putReading(work, accountId, { ...reading, touched, stopsTouched });
  }
}

/** What is asked in this step is asked after it: whatever became of a stop in it, the answer knows. */
function isAskedNow(work: Work, accountId: AccountId, { askedAgain }: AccountReading): boolean {
  const asked = work.effects.some(
    (effect) => effect.kind === "read-account" && effect.accountId === accountId,
  );
  return asked && !askedAgain;
}

function changedStops(work: Work): StopRow[] {
  return [...work.stops.view.values(), ...work.settledStops];
}
