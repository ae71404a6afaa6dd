import { type DecimalString, decimal, decimalString } from "../model/decimal.ts";
import type { InstrumentId, Millis } from "../model/identity.ts";
import type { MarketData } from "../model/market-data.ts";
import type { FundingPayment } from "../model/order.ts";
import { HOUR_MS, type PaperLedger, fullHour, withNotice } from "./paper-ledger.ts";
import type { PaperFundingDue } from "./paper-store.ts";

/**
 * Notes, for every full hour since the last noted one, what was held: that hour owes funding. Positions
 * change only by our own fills, and each change notes the hours before it in the same write, so what is held
 * now was held at each of those hours. The rates may come later.
 */
export function noteFundingHours(ledger: PaperLedger, now: Millis): PaperLedger {
  const last = fullHour(now);
  if (last <= ledger.account.lastFundingHour) return ledger;
  const account = { ...ledger.account, lastFundingHour: last };
  if (ledger.positions.size === 0) return { ...ledger, account };
  const fundingDue = new Map(ledger.fundingDue);
  for (let hour = ledger.account.lastFundingHour + HOUR_MS; hour <= last; hour += HOUR_MS) {
    for (const { instrument, size } of ledger.positions.values()) {
      const id = `${hour}:${instrument}`;
      fundingDue.set(id, { id, hour, instrument, size });
    }
  }
  return { ...ledger, account, fundingDue };
}

/** Rates and prices by full hour. */
export interface FundingHistory {
  readonly rates: ReadonlyMap<Millis, DecimalString>;
  readonly prices: ReadonlyMap<Millis, DecimalString>;
}

/**
 * Reads what settles the hours from `from` to `to`. The exchange charges on the oracle price of the hour,
 * which it does not publish for the past; the close of the hour's candle stands for it (Hyperliquid docs,
 * trading/funding: position size * oracle price * funding rate).
 */
export async function readFundingHistory(
  data: MarketData,
  instrument: InstrumentId,
  from: Millis,
  to: Millis,
): Promise<FundingHistory> {
  const [rates, candles] = await Promise.all([
    data.fundingRates(instrument, from, to),
    data.candles(instrument, "1h", from - HOUR_MS, to),
  ]);
  return {
    rates: new Map(rates.map(({ hour, rate }) => [hour, rate])),
    prices: new Map(candles.map(({ openTime, close }) => [openTime + HOUR_MS, close])),
  };
}

function payment(ledger: PaperLedger, due: PaperFundingDue, history: FundingHistory): FundingPayment | null {
  const rate = history.rates.get(due.hour);
  const price = history.prices.get(due.hour);
  if (rate === undefined || price === undefined) return null;
  const { instrument, hour, size } = due;
  // Positive rates: longs pay shorts.
  const amount = decimalString(decimal(size).times(price).times(rate).neg());
  return {
    accountId: ledger.account.accountId,
    instrument,
    hour,
    size,
    rate,
    price: decimalString(price),
    amount,
  };
}

/**
 * Pays what is due up to `until` and whose rate and price are known, hours ascending, one report an hour.
 * What is not known stays due. A paid hour is no longer due in the same write, so it is never paid twice.
 */
export function settleFunding(
  ledger: PaperLedger,
  histories: ReadonlyMap<InstrumentId, FundingHistory>,
  until: Millis,
  at: Millis,
): PaperLedger {
  const byHour = new Map<Millis, FundingPayment[]>();
  const fundingDue = new Map(ledger.fundingDue);
  for (const due of ledger.fundingDue.values()) {
    const history = histories.get(due.instrument);
    const paid = due.hour <= until && history !== undefined ? payment(ledger, due, history) : null;
    if (paid === null) continue;
    fundingDue.delete(due.id);
    byHour.set(due.hour, [...(byHour.get(due.hour) ?? []), paid]);
  }
  if (byHour.size === 0) return ledger;
  let cash = decimal(ledger.account.cash);
  let settled: PaperLedger = { ...ledger, fundingDue };
  for (const [, payments] of [...byHour].toSorted(([a], [b]) => a - b)) {
    for (const { amount } of payments) cash = cash.plus(amount);
    settled = withNotice(settled, {
      kind: "funding",
      accountId: ledger.account.accountId,
      at,
      payments,
    });
  }
  return { ...settled, account: { ...settled.account, cash: decimalString(cash) } };
}
