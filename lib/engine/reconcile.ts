import { type Decimal, decimal, decimalString } from "../model/decimal.ts";
import type { Account } from "../model/account.ts";
import { type AccountId, type InstrumentId, PAPER_ACCOUNT } from "../model/identity.ts";
import type { VenueReport } from "../model/order.ts";
import { ageOf } from "./age-of.ts";
import { askForAccount, noteAnswer, readingOf } from "./account-readings.ts";
import { hasOurMark } from "./client-order-id.ts";
import { takeForeignFill } from "./foreign-fills.ts";
import { freeze } from "./frozen.ts";
import { stopForOther } from "./other-installation.ts";
import { noteLeverages } from "./leverage-reports.ts";
import { stillGiven } from "./next-nonce.ts";
import { ownOrdersIn } from "./own-orders.ts";
import { type AccountRead, checkPositions, priceOf } from "./position-check.ts";
import { isNews } from "./seen-reports.ts";
import { isStop, readStops } from "./stops/read-stops.ts";
import { madeHere, takeVenueFill } from "./venue-fill.ts";
import type { Work } from "./work.ts";

/** What differs is read again so soon, and from then on as often as this. */
const DOUBT_FIRST_MS = 1_000;
const DOUBT_NEXT_MS = 5_000;
/** An account that could not be read is asked for again after this. */
const UNREADABLE_MS = 5_000;
/** A trusted account that could not be read for so long is told of. */
const UNREAD_MS = 60_000;

const unreadableId = (accountId: AccountId): string => `account-unreadable:${accountId}`;

/**
 * The account as the venue has it. Its fills are booked, each once; an order of another installation stops the
 * account; and where its positions are what the journal explains, the account is trusted.
 */
export function applyAccountRead(work: Work, report: AccountRead): void {
  const { accountId } = report;
  const reading = readingOf(work, accountId);
  if (work.accounts.get(accountId) === undefined) return;
  if (reading.stale || reading.askedAt === null) return noteAnswer(work, accountId, { nextAt: work.at });
  const words = impossibleReading(report);
  if (words !== null) return unreadable(work, accountId, `The venue told ${words}.`);
  for (const fill of report.fills) takeVenueFill(work, accountId, fill);
  readStops(work, report, reading);
  for (const order of report.openOrders) {
    if (order.clientOrderId === null || !hasOurMark(order.clientOrderId)) continue;
    if (work.intents.get(order.clientOrderId) !== undefined) continue;
    if (isStop(work, accountId, order)) continue;
    if (!madeHere(work, accountId, order.instrument, order.clientOrderId)) {
      stopForOther(work, accountId, order.clientOrderId);
    } else if (isNews(work, accountId, order.instrument, `resting:${order.clientOrderId}`)) {
      const told = `The venue told that an order which had ended is open: ${order.clientOrderId}.`;
      freeze(work, accountId, order.instrument, order.clientOrderId, told);
    }
  }
  noteLeverages(work, report, reading.touched);
  const { doubts, sure, unjudged } = checkPositions(work, report, reading);
  const unpriced = new Map(
    [...sure].filter(([instrument, size]) => !bookDifference(work, report, instrument, size)),
  );
  const agrees = doubts.size === 0 && unpriced.size === 0;
  const account = work.accounts.get(accountId);
  if (account === undefined) return;
  work.accounts.put(accountId, asRead(account, report, agrees, unjudged, work.at));
  const stillDoubted = new Map([
    ...doubts,
    ...[...unpriced.keys()].flatMap((id) => kept(reading.doubts, id)),
  ]);
  const again = agrees ? null : unjudged || reading.doubts.size === 0 ? DOUBT_FIRST_MS : DOUBT_NEXT_MS;
  noteAnswer(work, accountId, {
    doubts: stillDoubted,
    ownOrders: ownOrdersIn(report),
    ...(again === null ? {} : { nextAt: work.at + again }),
  });
  work.problems.remove(unreadableId(accountId));
  // Something ended meanwhile, and nothing else keeps the account from being trusted.
  if (agrees && unjudged && !account.reconciled) askForAccount(work, accountId);
}

function kept<K, V>(map: ReadonlyMap<K, V>, key: K): [K, V][] {
  const value = map.get(key);
  return value === undefined ? [] : [[key, value]];
}

function asRead(
  account: Account,
  report: AccountRead,
  agrees: boolean,
  unjudged: boolean,
  at: number,
): Account {
  const prices = report.positions.flatMap(({ instrument, size, liquidationPrice: price }) =>
    price === null ? [] : [[instrument, { price, long: decimal(size).isPositive() }] as const],
  );
  const without = report.positions.flatMap(({ instrument, size, liquidationPrice: price }) =>
    price === null ? [[instrument, { long: decimal(size).isPositive() }] as const] : [],
  );
  return {
    ...account,
    clock: report.clock,
    lastNonce: stillGiven(account.lastNonce, report),
    equity: report.equity,
    equityAt: at,
    liquidationPrices: Object.fromEntries(prices),
    withoutLiquidationPrice: Object.fromEntries(without),
    // Once trusted, a difference stops only its own instrument.
    reconciled: account.reconciled || (agrees && !unjudged),
    cursor: agrees ? Math.max(account.cursor, report.until) : account.cursor,
    disagreedSince: agrees ? null : (account.disagreedSince ?? at),
  };
}

/** Books what nobody told as the user's own trade at the mark. False when not even a price is known. */
function bookDifference(work: Work, report: AccountRead, instrument: InstrumentId, size: Decimal): boolean {
  const { accountId, until } = report;
  const price = priceOf(work, report, instrument);
  if (price === null) return false;
  const of = accountId === PAPER_ACCOUNT ? instrument : `${accountId}:${instrument}`;
  const id = `differs:${until}:${of}`;
  if (!isNews(work, accountId, instrument, `fill:${id}`)) return true;
  const wasOurs = work.accountBooks.get(`${accountId}|${instrument}`)?.sequence ?? 0;
  takeForeignFill(work, {
    id,
    accountId,
    instrument,
    clientOrderId: null,
    side: size.isNegative() ? "sell" : "buy",
    price: decimalString(price),
    size: decimalString(size.abs()),
    fee: decimalString(0),
    time: until,
    cause: "user",
  });
  if (wasOurs > 0) tellDifference(work, accountId, instrument, size);
  return true;
}

function tellDifference(work: Work, accountId: AccountId, instrument: InstrumentId, size: Decimal): void {
  const id = `position-differs:${accountId}|${instrument}`;
  work.problems.put(id, {
    id,
    kind: "position-differs",
    about: instrument,
    detail: decimalString(size),
    measured: size.toNumber(),
    since: work.at,
    dismissible: true,
  });
}

/** What a reading says that cannot be; null when it can. A fill that cannot be is judged by itself. */
function impossibleReading(report: AccountRead): string | null {
  const instruments = report.positions.map((position) => position.instrument);
  if (new Set(instruments).size < instruments.length) return "two positions in one instrument";
  const wrong = report.positions.find(
    ({ size, entryPrice }) => decimal(size).isZero() || decimal(entryPrice).lte(0),
  );
  return wrong === undefined
    ? null
    : `a position of ${wrong.size} ${wrong.instrument} at an entry price of ${wrong.entryPrice}`;
}

/** The venue did not answer. Before the account was trusted in this life, nothing at all is ordered on it. */
export function applyAccountUnreadable(
  work: Work,
  report: Extract<VenueReport, { kind: "account-unreadable" }>,
): void {
  if (work.accounts.get(report.accountId) !== undefined) unreadable(work, report.accountId, report.detail);
}

function unreadable(work: Work, accountId: AccountId, words: string): void {
  noteAnswer(work, accountId, { nextAt: work.at + UNREADABLE_MS });
  const account = work.accounts.get(accountId);
  const fresh = account?.reconciled === true && ageOf(work.at, account.equityAt ?? 0) < UNREAD_MS;
  const id = unreadableId(accountId);
  const told = work.problems.get(id);
  const detail = words.slice(0, 500);
  if (fresh || told?.detail === detail) return;
  work.problems.put(id, {
    id,
    kind: "account-unreadable",
    about: accountId,
    detail,
    measured: null,
    since: told?.since ?? work.at,
    dismissible: false,
  });
}
