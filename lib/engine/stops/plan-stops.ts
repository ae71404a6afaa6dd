import { decimal, decimalString } from "../../model/decimal.ts";
import type { Account } from "../../model/account.ts";
import type { AccountId, InstrumentId } from "../../model/identity.ts";
import type { StopOrder, StopRow } from "../../model/stop.ts";
import { askForAccount } from "../account-readings.ts";
import { pairKey } from "../engine-state.ts";
import { venueMark } from "../marks.ts";
import type { Work } from "../work.ts";
import { commitStop, removeStop } from "./commit-stop.ts";
import { openStops } from "./open-stops.ts";
import { heldTogether } from "./mirrored.ts";
import { clearStopProblems, tellBare } from "./stop-problems.ts";
import { isChanging } from "./stop-state.ts";
import { isPassed } from "./stop-trigger.ts";
import { forgetWatch, putWatch, watchOf } from "./stop-watch.ts";
import { type Exposure, type WantedStop, exposureOf, hasRestingStops, wantedStop } from "./wanted-stop.ts";
import { whyNoOrders } from "../may-order.ts";

/**
 * For what the venue tells of a liquidation price, or for word of a stop whose trigger was passed, the account is asked
 * for at most so often.
 */
const ASK_EVERY_MS = 5_000;
/**
 * And for a liquidation price only so long after a position is without a stop: one whose place the price has passed has
 * none, however often it is asked for, and each question costs what prices and orders need. The routine readings tell
 * of it later.
 */
const ASK_PRICE_FOR_MS = 15_000;
/**
 * What is being sold keeps the stop that it has where it stands, and gets none anew before it has been without one for so
 * long: most sales are over by then, and each change of a stop may hold them up (waitsForStop).
 */
const SALE_MS = 10_000;

/**
 * At the end of a step: what every account that mirrors should have resting at its venue, against what does. At most one
 * change of an instrument's stop is under way, and none follows another too soon.
 */
export function planStops(work: Work): void {
  for (const { account, instrument } of places(work)) {
    const rows = openStops(work.stops.view, account.id, instrument);
    const exposure = hasRestingStops(account) ? exposureOf(work, account.id, instrument) : null;
    const resting = rows.find(({ status }) => status === "resting")?.stop ?? null;
    const free = !rows.some(({ status }) => isChanging(status)) && mayChange(work, account.id, instrument);
    if (exposure === null) {
      clearStopProblems(work, account.id, instrument);
      if (rows.length === 0) forgetWatch(work, account.id, instrument);
      else noteBare(work, account.id, instrument, true);
      if (free && resting !== null) removeStop(work, resting, wordsFor(work, account.id, instrument));
      continue;
    }
    noteBare(work, account.id, instrument, rests(rows));
    if (free) protect(work, account, instrument, exposure, resting);
    tellBare(work, account.id, instrument);
  }
}

/** A refusal may pass; the second comes some seconds after the first. */
const REFUSALS_BEFORE_REMOVAL = 2;

interface Place {
  readonly account: Account;
  readonly instrument: InstrumentId;
}

/** Where a stop is, or may be wanted, or was: the instruments that follows hold, and those with stops. */
function places(work: Work): Place[] {
  const found = new Map<string, Place>();
  const add = (accountId: AccountId, instrument: InstrumentId): void => {
    const account = work.accounts.get(accountId);
    if (account === undefined || work.damaged.has(accountId)) return;
    found.set(pairKey(accountId, instrument), { account, instrument });
  };
  for (const { stop } of work.stops.view.values()) add(stop.accountId, stop.instrument);
  if (![...work.accounts.view.values()].some(hasRestingStops)) return [...found.values()];
  for (const book of work.books.view.values()) {
    const accountId = work.follows.get(book.followId)?.accountId;
    const account = accountId === undefined ? undefined : work.accounts.get(accountId);
    if (account === undefined || !hasRestingStops(account)) continue;
    if (book.held !== "0" || work.stopWatches.has(pairKey(account.id, book.instrument)))
      add(account.id, book.instrument);
  }
  return [...found.values()];
}

function mayChange(work: Work, accountId: AccountId, instrument: InstrumentId): boolean {
  const soon = work.age.ms < watchOf(work, accountId, instrument).notBeforeMs;
  return !soon && whyNoOrders(work, accountId, instrument) === null;
}

/** A stop that is being replaced or removed still rests. */
function rests(rows: readonly StopRow[]): boolean {
  return rows.some(({ status }) => status === "resting");
}

function noteBare(work: Work, accountId: AccountId, instrument: InstrumentId, isProtected: boolean): void {
  const { bareSinceMs } = watchOf(work, accountId, instrument);
  if (isProtected && bareSinceMs !== null) putWatch(work, accountId, instrument, { bareSinceMs: null });
  if (!isProtected && bareSinceMs === null)
    putWatch(work, accountId, instrument, { bareSinceMs: work.age.ms });
}

function protect(
  work: Work,
  account: Account,
  instrumentId: InstrumentId,
  exposure: Exposure,
  resting: StopOrder | null,
): void {
  const { id: accountId } = account;
  const mark = venueMark(work, instrumentId);
  if (resting !== null && (resting.side === "sell") !== exposure.long) {
    return removeStop(work, resting, "The position it protected is closed.");
  }
  const trigger = resting === null ? null : decimal(resting.triggerPrice);
  if (resting !== null && trigger !== null && mark !== null && isPassed(trigger, mark, exposure.long)) {
    ask(work, accountId, instrumentId);
    // It fires, or has: only what it could sell too much is taken from it.
    return decimal(resting.size).gt(exposure.size) ? resize(work, resting, exposure) : undefined;
  }
  const instrument = work.instruments.get(instrumentId);
  if (mark === null || instrument === undefined) {
    // Where to put it anew nobody knows without a price; its size is right all the same.
    return resting === null || isSize(resting, exposure) ? undefined : resize(work, resting, exposure);
  }
  const leaving = isBeingSold(exposure);
  if (leaving && resting === null && isNewlyBare(work, accountId, instrumentId, SALE_MS)) return;
  const wanted =
    leaving && resting !== null
      ? asItRests(resting, exposure)
      : wantedStop(work, account, instrument, exposure, mark, resting);
  if (wanted === null) return withoutPlace(work, account, instrumentId, exposure, resting);
  putWatch(work, accountId, instrumentId, { placeless: null });
  if (isPassed(wanted.triggerPrice, mark, exposure.long)) return;
  if (resting !== null && isSame(resting, wanted)) return;
  if (resting !== null && keepsSaleWaiting(work, exposure, resting)) {
    return removeStop(
      work,
      resting,
      "The exchange refused a smaller one, and what is to be sold waits for it.",
    );
  }
  commitStop(work, accountId, instrumentId, wanted, resting?.clientOrderId ?? null);
  // The venue's liquidation price is of the position before this change, or not known at all.
  const told = account.liquidationPrices[instrumentId] ?? account.withoutLiquidationPrice?.[instrumentId];
  const isKnown = told?.long === exposure.long;
  if (wanted.basis === "disaster" || !isKnown) ask(work, accountId, instrumentId);
}

/**
 * True where a sale beside a position of the user's own waits for a smaller stop (waitsForStop) which the exchange refuses,
 * as one below its minimum: nothing would be sold for as long as it does. Then the stop goes, and what is left after
 * the sale gets another.
 */
function keepsSaleWaiting(work: Work, { size, books }: Exposure, resting: StopOrder): boolean {
  const { accountId, instrument } = resting;
  const smaller = size.lt(resting.size) && size.lt(heldTogether(books).abs());
  return smaller && watchOf(work, accountId, instrument).refusals >= REFUSALS_BEFORE_REMOVAL;
}

/** There is no place for a stop: one that rests keeps its own, unless the user wants none. */
function withoutPlace(
  work: Work,
  account: Account,
  instrument: InstrumentId,
  exposure: Exposure,
  resting: StopOrder | null,
): void {
  const noneSet = account.settings.disasterStop === null;
  putWatch(work, account.id, instrument, { placeless: noneSet ? "none-set" : "no-price" });
  if (!noneSet && isNewlyBare(work, account.id, instrument, ASK_PRICE_FOR_MS))
    ask(work, account.id, instrument);
  if (resting === null) return;
  if (noneSet) return removeStop(work, resting, "No stop is set any more.");
  if (!isSize(resting, exposure)) resize(work, resting, exposure);
}

function isNewlyBare(work: Work, accountId: AccountId, instrument: InstrumentId, forMs: number): boolean {
  const { bareSinceMs } = watchOf(work, accountId, instrument);
  return bareSinceMs !== null && work.age.ms - bareSinceMs <= forMs;
}

/** None of it is wanted any more. */
function isBeingSold({ books, long }: Exposure): boolean {
  return books.every(({ target }) => target === "0" || decimal(target).isPositive() !== long);
}

/** The same stop for what is held now. */
function asItRests(resting: StopOrder, { size }: Exposure): WantedStop {
  return {
    side: resting.side,
    size,
    triggerPrice: decimal(resting.triggerPrice),
    limitPrice: decimal(resting.limitPrice),
    basis: resting.basis,
  };
}

function resize(work: Work, resting: StopOrder, exposure: Exposure): void {
  const { accountId, instrument, clientOrderId } = resting;
  commitStop(work, accountId, instrument, asItRests(resting, exposure), clientOrderId);
}

function isSize(resting: StopOrder, { size }: Exposure): boolean {
  return decimalString(size) === resting.size;
}

function isSame(resting: StopOrder, { size, triggerPrice }: WantedStop): boolean {
  return decimalString(size) === resting.size && decimalString(triggerPrice) === resting.triggerPrice;
}

function ask(work: Work, accountId: AccountId, instrument: InstrumentId): void {
  const { askedAtMs } = watchOf(work, accountId, instrument);
  if (askedAtMs !== null && work.age.ms - askedAtMs < ASK_EVERY_MS) return;
  putWatch(work, accountId, instrument, { askedAtMs: work.age.ms });
  askForAccount(work, accountId);
}

function wordsFor(work: Work, accountId: AccountId, instrument: InstrumentId): string {
  const left = [...work.books.view.values()].some((book) => {
    const follow = work.follows.get(book.followId);
    const there = book.instrument === instrument && follow?.accountId === accountId;
    return there && follow.status === "stopped" && book.held !== "0";
  });
  return left
    ? "The position was left to you: Pilotfish no longer protects it."
    : "The position it protected is closed.";
}
