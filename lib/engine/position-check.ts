import { type Decimal, Decimal as Decimals, ZERO, decimal, decimalString } from "../model/decimal.ts";
import type { AccountId, InstrumentId } from "../model/identity.ts";
import type { VenueReport } from "../model/order.ts";
import { accountNet } from "./account-book.ts";
import { type AccountReading, type Doubt, pairKey } from "./engine-state.ts";
import { openOrders } from "./open-orders.ts";
import { booksThere } from "./own-position.ts";
import type { Work } from "./work.ts";

export type AccountRead = Extract<VenueReport, { kind: "account-read" }>;

/** A difference that two readings so far apart show alike, with nothing of ours open there, is real. */
const SURE_MS = 10_000;

export interface PositionCheck {
  /** Instruments whose position is not what the journal explains. */
  readonly doubts: ReadonlyMap<InstrumentId, Doubt>;
  /** Those of them that are sure by now, signed coins. */
  readonly sure: ReadonlyMap<InstrumentId, Decimal>;
  /** True when something happened meanwhile in an instrument, so that it could not be judged. */
  readonly unjudged: boolean;
}

/**
 * Compares each position at the venue with what the journal explains. An instrument in which something happened
 * between question and answer is not judged: the answer may be of before or after it. While orders are open any
 * position is right that one of their outcomes explains.
 */
export function checkPositions(work: Work, report: AccountRead, reading: AccountReading): PositionCheck {
  const { accountId } = report;
  const told = new Map(report.positions.map((position) => [position.instrument, decimal(position.size)]));
  const instruments = new Set(told.keys());
  for (const book of work.accountBooks.view.values()) {
    if (book.accountId === accountId) instruments.add(book.instrument);
  }
  const doubts = new Map<InstrumentId, Doubt>();
  const sure = new Map<InstrumentId, Decimal>();
  let unjudged = false;
  for (const instrument of instruments) {
    const before = reading.doubts.get(instrument);
    if (reading.touched.has(instrument)) {
      unjudged = true;
      if (before !== undefined) doubts.set(instrument, { ...before, since: work.at });
      continue;
    }
    const position = told.get(instrument) ?? ZERO;
    const open = openRange(work, accountId, instrument);
    const beyond = position
      .minus(accountNet(work, accountId, instrument))
      .minus(heldBack(work, accountId, instrument));
    if (beyond.gte(open.low) && beyond.lte(open.high)) continue;
    const difference = decimalString(beyond);
    const since = before?.difference === difference && !open.any ? Math.min(before.since, work.at) : work.at;
    const settled = !open.any && (work.at - since >= SURE_MS || untouchedByUs(work, accountId, instrument));
    if (settled) sure.set(instrument, beyond);
    else doubts.set(instrument, { since, difference });
  }
  return { doubts, sure, unjudged };
}

/** What the open orders may have added by now, signed coins: nothing, all, or anything between. */
function openRange(
  work: Work,
  accountId: AccountId,
  instrument: InstrumentId,
): { readonly low: Decimal; readonly high: Decimal; readonly any: boolean } {
  let [low, high] = [ZERO, ZERO];
  const rows = openOrders(work, accountId, instrument);
  for (const { intent } of rows) {
    if (intent.side === "buy") high = high.plus(intent.size);
    else low = low.minus(intent.size);
  }
  return { low, high, any: rows.length > 0 };
}

function heldBack(work: Work, accountId: AccountId, instrument: InstrumentId): Decimal {
  const fills = work.accountBooks.get(pairKey(accountId, instrument))?.heldBack ?? [];
  return fills.reduce(
    (sum, fill) => (fill.side === "buy" ? sum.plus(fill.size) : sum.minus(fill.size)),
    ZERO,
  );
}

/** Where no order of ours ever was and no follow holds anything, all that stands is the user's, without a doubt. */
function untouchedByUs(work: Work, accountId: AccountId, instrument: InstrumentId): boolean {
  const sequence = work.accountBooks.get(pairKey(accountId, instrument))?.sequence ?? 0;
  return (
    sequence === 0 && booksThere(work, accountId, instrument).every((book) => decimal(book.held).isZero())
  );
}

/** The best price that is known for what happened unseen, USD: the mark, however old, else an entry price; null without any. */
export function priceOf(work: Work, report: AccountRead, instrument: InstrumentId): Decimal | null {
  const mark = work.marks.get(instrument)?.price;
  const entry = report.positions.find((position) => position.instrument === instrument)?.entryPrice;
  const held = booksThere(work, report.accountId, instrument).map((book) => book.entryPrice);
  const known = [mark, entry, ...held].find((price) => price !== undefined && decimal(price).gt(0));
  return known === undefined ? null : new Decimals(known);
}
