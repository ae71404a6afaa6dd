import { Decimal, ZERO, decimal } from "../../model/decimal.ts";
import type { Account } from "../../model/account.ts";
import type { ExitRules } from "../../model/exit-rules.ts";
import type { FollowBook } from "../../model/follow.ts";
import type { InstrumentId } from "../../model/identity.ts";
import type { Instrument } from "../../model/instrument.ts";
import type { Side } from "../../model/leader.ts";
import type { StopBasis, StopOrder } from "../../model/stop.ts";
import { pairKey } from "../engine-state.ts";
import type { Work } from "../work.ts";
import { keptTogether, onSide } from "./kept-after-sale.ts";
import { beside, heldTogether, mirroredBooks, mirrorsOf } from "./mirrored.ts";
import { averagePrice, roundTrigger, stopLimit, triggerOf } from "./stop-trigger.ts";

/** A stop before it has an id. */
export interface WantedStop {
  readonly side: Side;
  readonly size: Decimal;
  readonly triggerPrice: Decimal;
  readonly limitPrice: Decimal;
  readonly basis: StopBasis;
}

/** What is to be protected of an instrument: coins above 0, and the books that hold it. */
export interface Exposure {
  readonly long: boolean;
  readonly size: Decimal;
  /** Of these follows, what is held on this side. */
  readonly books: readonly FollowBook[];
}

/** Whether stops rest for this account at all. */
export function hasRestingStops({ kind, settings }: Account): boolean {
  return kind === "real" || settings.restingStops === "always";
}

/**
 * What the account's follows hold together in an instrument, and a stop may sell; null where that is nothing. Never more
 * than they hold together, and never more than the account itself holds on that side. Beside a position of the user's
 * own on the same side it is what will be left once what is to be sold has been: a stop of that part, firing beside
 * our own sale, would sell the user's.
 */
export function exposureOf(work: Work, accountId: Account["id"], instrument: InstrumentId): Exposure | null {
  const all = mirroredBooks(work, accountId, instrument);
  const together = heldTogether(all);
  if (together.isZero()) return null;
  const long = together.isPositive();
  const own = beside(mirrorsOf(work), accountId, instrument, all);
  const net = decimal(work.accountBooks.get(pairKey(accountId, instrument))?.net ?? 0);
  if (net.isZero() || net.isPositive() !== long) return null;
  const books = onSide(all, instrument, long);
  const besideOwn = !own.isZero() && own.isPositive() === long;
  const leaving = besideOwn ? heldTogether(books).abs().minus(keptTogether(work, books)) : ZERO;
  const size = Decimal.min(together.abs().minus(leaving), net.abs());
  return size.lte(0) ? null : { long, size, books };
}

/** The stop that is to protect an exposure now; null where there is no place for one. */
export function wantedStop(
  work: Work,
  account: Account,
  instrument: Instrument,
  { long, size, books }: Exposure,
  mark: Decimal,
  resting: StopOrder | null,
): WantedStop | null {
  const told = account.liquidationPrices[instrument.id];
  const trigger = triggerOf({
    long,
    mark,
    entryPrice: entryOf(books),
    stopLosses: stopLossesOf(work, account, books, long),
    liquidationPrice: told?.long === long ? decimal(told.price) : null,
    cannotBeLiquidated: account.withoutLiquidationPrice?.[instrument.id]?.long === long,
    percentToLiquidation: account.settings.disasterStop?.percentToLiquidation ?? null,
    resting: resting === null ? null : { price: decimal(resting.triggerPrice), basis: resting.basis },
  });
  if (trigger === null) return null;
  const triggerPrice = roundTrigger(instrument, long, trigger.price, mark);
  return {
    side: long ? "sell" : "buy",
    size,
    triggerPrice,
    limitPrice: stopLimit(instrument, long, triggerPrice),
    basis: trigger.basis,
  };
}

function entryOf(books: readonly FollowBook[]): Decimal {
  return averagePrice(
    books.map(({ held, entryPrice }) => ({ size: decimal(held), price: decimal(entryPrice) })),
  );
}

/** Where the position's stop-losses that close would trip: each follow's at its own entry, the account's at all of theirs. */
function stopLossesOf(work: Work, account: Account, books: readonly FollowBook[], long: boolean): Decimal[] {
  // What is being sold already has no stop-loss any more.
  const kept = books.filter(({ target }) => target !== "0" && decimal(target).isPositive() === long);
  const prices = kept.flatMap((book) => {
    const rules = work.follows.get(book.followId)?.settings.exits;
    return rules === undefined ? [] : stopLoss(rules, decimal(book.entryPrice), long);
  });
  return kept.length === 0 ? prices : [...prices, ...stopLoss(account.settings.exits, entryOf(kept), long)];
}

function stopLoss({ positionStopLoss: rule }: ExitRules, entryPrice: Decimal, long: boolean): Decimal[] {
  if (rule?.action !== "close") return [];
  const move = decimal(rule.limit).div(long ? -100 : 100);
  return [entryPrice.times(move.plus(1))];
}
