import type { Facts } from "./facts.ts";
import { exact, near, words } from "./numbers.ts";
import { type Purse, trade } from "./purse.ts";
import type { Find } from "./violation.ts";

interface Account extends Purse {
  /** Whole 1e-30 USD. */
  realised: bigint;
  fees: bigint;
  /** Notional traded, for the size of what rounding may do. */
  turnover: number;
}

/** Sums that have been divided may differ by this, whole 1e-30 USD. */
const ROUNDING = 10n ** 12n;
/** USD. */
const CENT = 0.01;

const far = (a: bigint, b: bigint): boolean => a - b > ROUNDING || b - a > ROUNDING;

/** What the books say was realised, paid and funded is what the venue's fills come to, to the last digit. */
export function money(facts: Facts, find: Find): void {
  const purses = new Map<string, Account>();
  for (const { row } of facts.fills) {
    const { fill, shares } = row;
    const name = `fill ${fill.id} (${fill.side} ${fill.size} ${fill.instrument})`;
    const fees = shares.reduce((sum, share) => sum + exact(share.fee), 0n);
    const lots = shares.reduce((sum, share) => sum + facts.lots(fill.instrument, share.size), 0);
    if (fill.cause !== "cross" && lots === facts.signedLots(fill) && far(fees, exact(fill.fee)))
      find(`${name}: its parts pay ${fees} of ${exact(fill.fee)} (1e-30 USD)`);
    if (fees > exact(fill.fee) + ROUNDING) find(`${name}: its parts pay more than its fee of ${fill.fee}`);
    for (const share of shares) {
      const key = `${share.followId}|${fill.instrument}`;
      const purse = purses.get(key) ?? { size: 0n, entry: 0, realised: 0n, fees: 0n, turnover: 0 };
      purses.set(key, purse);
      const realised = trade(purse, exact(share.size), Number(fill.price));
      purse.turnover += Math.abs(Number(share.size)) * Number(fill.price);
      purse.realised += exact(share.realised);
      purse.fees += exact(share.fee);
      if (Math.abs(realised - Number(share.realised)) > CENT * 1e-4 + 1e-9 * purse.turnover)
        find(`${name}: ${share.followId} realised ${share.realised}, by its entry price ${words(realised)}`);
    }
    venueMoney(facts, fill, find);
  }
  for (const book of facts.record.journal.rows.books) {
    const purse = purses.get(`${book.followId}|${book.instrument}`);
    const name = `${book.followId} ${book.instrument}`;
    if (far(exact(book.realised), purse?.realised ?? 0n))
      find(`${name} has realised ${book.realised}, its fills ${purse?.realised ?? 0n} (1e-30 USD)`);
    if (far(exact(book.fees), purse?.fees ?? 0n))
      find(`${name} has paid ${book.fees}, its fills ${purse?.fees ?? 0n} (1e-30 USD)`);
    if (
      purse !== undefined &&
      purse.size !== 0n &&
      !near(Number(book.entryPrice), purse.entry, 1e-3 * purse.entry)
    )
      find(`${name} entered at ${book.entryPrice}, by its fills at ${words(purse.entry)}`);
  }
  funding(facts, find);
}

/** A row of an order is all its fills together: their fee, and their volume-weighted price. */
function venueMoney(facts: Facts, fill: Facts["fills"][number]["row"]["fill"], find: Find): void {
  if (fill.cause === "cross") return;
  const ours = fill.clientOrderId !== null && facts.intents.has(fill.clientOrderId);
  const truths =
    ours && fill.clientOrderId !== null
      ? facts.venueFillsOf(fill.clientOrderId)
      : facts.record.venue.fills.filter(({ id }) => id === fill.id);
  const lots = truths.reduce((sum, truth) => sum + facts.signedLots(truth), 0);
  // Only what is booked whole can be compared; another number of lots is told elsewhere.
  if (truths.length === 0 || lots !== facts.signedLots(fill)) return;
  const fee = truths.reduce((sum, truth) => sum + exact(truth.fee), 0n);
  if (far(fee, exact(fill.fee)))
    find(`fill ${fill.id} is booked with a fee of ${fill.fee}, the venue took ${fee} (1e-30 USD)`);
  const notional = truths.reduce((sum, truth) => sum + Number(truth.size) * Number(truth.price), 0);
  const booked = Number(fill.size) * Number(fill.price);
  if (Math.abs(notional - booked) > 1e-9 * notional)
    find(`fill ${fill.id} is booked at ${fill.price}: ${words(booked)} USD of ${words(notional)}`);
}

/** Each hour's payment once, to the follows together all of it where anybody held something. */
function funding(facts: Facts, find: Find): void {
  const told = new Map<string, bigint>();
  for (const { report } of facts.record.venue.told) {
    if (report.kind !== "funding") continue;
    for (const { instrument, hour, amount } of report.payments)
      told.set(`${instrument}|${hour}`, exact(amount));
  }
  for (const { id } of facts.record.instruments) {
    const payments = [...told].flatMap(([key, amount]) => (key.startsWith(`${id}|`) ? [amount] : []));
    const most = payments.reduce((sum, amount) => sum + amount, 0n);
    const books = facts.record.journal.rows.books
      .filter(({ instrument }) => instrument === id)
      .reduce((sum, { funding: amount }) => sum + exact(amount), 0n);
    if (books !== 0n && far(books, most))
      find(`${id}: the books were funded ${books}, the venue told ${most} (1e-30 USD)`);
  }
}
