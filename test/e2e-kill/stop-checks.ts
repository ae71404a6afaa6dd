import { decimal } from "../../lib/model/decimal.ts";
import { FINAL_STOP_STATUSES } from "../../lib/journal/tables.ts";
import type { JournalDump } from "../check/journal-dump.ts";
import type { OrderView } from "../world/trading/order-view.ts";
import type { CoinRecord, ExchangeRecord } from "./exchange-record.ts";

/**
 * What rests at the exchange when nothing moves any more: for every position one reduce-only stop of its whole size on
 * the side that closes it, with a trigger on the losing side of the price and before the liquidation; and nothing else.
 */
export function stopFindings(journal: JournalDump, { coins, orders }: ExchangeRecord): string[] {
  const resting = orders.filter(({ status }) => status === "open");
  const ids = new Set(resting.map(({ cloid }) => cloid));
  const told = journal.stops.flatMap(({ stop, status }) => {
    const name = `stop ${stop.clientOrderId} (${stop.instrument}, ${status})`;
    if (status === "resting") return ids.has(stop.clientOrderId) ? [] : [`${name}: it does not rest`];
    return FINAL_STOP_STATUSES.includes(status) ? [] : [`${name}: it is not settled`];
  });
  const plain = resting.filter(({ trigger }) => trigger === null);
  return [
    ...told,
    ...plain.map(({ cloid, coin }) => `${coin}: the order ${cloid} rests and is no stop`),
    ...[...coins].flatMap(([coin, record]) =>
      coinFindings(
        journal,
        coin,
        record,
        resting.filter((one) => one.coin === coin && one.trigger !== null),
      ),
    ),
  ];
}

function coinFindings(
  journal: JournalDump,
  coin: string,
  record: CoinRecord,
  stops: readonly OrderView[],
): string[] {
  const position = decimal(record.position);
  const [stop, ...more] = stops;
  if (position.isZero()) {
    return stop === undefined ? [] : [`${coin}: it is flat, and ${stops.length} stops rest`];
  }
  if (stop === undefined) {
    return isDue(journal, coin) ? [`${coin}: ${record.position} are held without a stop`] : [];
  }
  const findings: string[] = [];
  if (more.length > 0) findings.push(`${coin}: ${stops.length} stops rest`);
  if (!decimal(stop.size).eq(position.abs()))
    findings.push(`${coin}: the stop is of ${stop.size}, held are ${record.position}`);
  const long = position.gt(0);
  if (stop.side !== (long ? "sell" : "buy")) findings.push(`${coin}: the stop would ${stop.side} more`);
  if (!stop.reduceOnly) findings.push(`${coin}: the stop may open`);
  const trigger = decimal(stop.trigger?.px ?? 0);
  const inFront = (price: string): boolean => (long ? trigger.lt(price) : trigger.gt(price));
  if (!inFront(record.mid)) findings.push(`${coin}: the trigger ${trigger.toFixed()} is past ${record.mid}`);
  const liquidation = record.liquidationPrice;
  if (liquidation !== null && inFront(liquidation))
    findings.push(`${coin}: the trigger ${trigger.toFixed()} is behind the liquidation at ${liquidation}`);
  return findings;
}

/** Where a follow that holds it has a stop-loss; whether there is a place for another kind is not judged here. */
function isDue({ follows, books }: JournalDump, coin: string): boolean {
  return follows.some(
    ({ id, settings }) =>
      settings.exits.positionStopLoss?.action === "close" &&
      books.some((book) => book.followId === id && book.instrument === coin && book.held !== "0"),
  );
}
