import { type Decimal, ZERO, decimal } from "../../lib/model/decimal.ts";
import type { Intent } from "../../lib/model/order.ts";
import type { StopOrder } from "../../lib/model/stop.ts";
import type { JournalDump } from "../check/journal-dump.ts";
import type { ExchangeRecord, SentOrder } from "./exchange-record.ts";
import { isOpen } from "./kill-checks.ts";
import { stopFindings } from "./stop-checks.ts";

/** What the exchange has of an order that ended so. */
const TAKEN = ["filled", "partly-filled", "unfilled"];
const NEVER_TAKEN = ["not-sent", "absent"];

/** Known in the moment after a stop, while nobody writes: nothing was sent that is not durable, and nothing twice. */
export function sentFindings({ intents, stops }: JournalDump, { sent }: ExchangeRecord): string[] {
  const known = new Map<string, Intent | StopOrder>([
    ...intents.map(({ intent }) => [intent.clientOrderId, intent] as const),
    ...stops.map(({ stop }) => [stop.clientOrderId, stop] as const),
  ]);
  const seen = new Set<string>();
  return sent.flatMap((order) => {
    const again = seen.has(order.cloid);
    seen.add(order.cloid);
    const meant = known.get(order.cloid);
    if (again) return [`the order ${order.cloid} was sent twice`];
    if (meant === undefined) return [`the order ${order.cloid} was sent, and the journal has it not`];
    return isAsMeant(order, meant) ? [] : [`the order ${order.cloid} was sent otherwise than it was meant`];
  });
}

function isAsMeant(order: SentOrder, meant: Intent | StopOrder): boolean {
  const isStop = "triggerPrice" in meant;
  const trigger = isStop ? meant.triggerPrice : null;
  return (
    decimal(order.size).eq(meant.size) &&
    decimal(order.limitPx).eq(meant.limitPrice) &&
    order.reduceOnly === (isStop || meant.reduceOnly) &&
    (trigger === null ? order.triggerPx === null : decimal(order.triggerPx ?? 0).eq(trigger))
  );
}

/** What the journal and the exchange's ledger say of each other when all rests; empty when all is well. */
export function realFindings(journal: JournalDump, record: ExchangeRecord): string[] {
  return [
    ...sentFindings(journal, record),
    ...takenFindings(journal, record),
    ...outcomeFindings(journal, record),
    ...positionFindings(journal, record),
    ...stopFindings(journal, record),
    ...record.passengers,
  ];
}

const sumOf = (sizes: readonly string[]): Decimal => sizes.reduce((sum, size) => sum.plus(size), ZERO);

/** Every order and fill of the exchange has our id, and each order was taken once. */
function takenFindings({ intents, stops }: JournalDump, { orders, fills }: ExchangeRecord): string[] {
  const known = new Set<string | null | undefined>([
    ...intents.map(({ intent }) => intent.clientOrderId),
    ...stops.map(({ stop }) => stop.clientOrderId),
  ]);
  const seen = new Set<string | null>();
  const strange = orders.flatMap(({ cloid, coin }) => {
    const again = seen.has(cloid);
    seen.add(cloid);
    if (again) return [`the exchange took the order ${cloid} twice`];
    return known.has(cloid) ? [] : [`the exchange has the order ${cloid} in ${coin}, the journal has not`];
  });
  const foreign = fills.filter(({ cloid }) => !known.has(cloid));
  return [...strange, ...foreign.map(({ cloid }) => `a fill of ${cloid ?? "no order"} is nobody's`)];
}

/** Every order is final, and was filled at the exchange as it is booked. */
function outcomeFindings({ intents, fills }: JournalDump, record: ExchangeRecord): string[] {
  const taken = new Set(record.orders.map(({ cloid }) => cloid));
  return intents.flatMap((row) => {
    const { intent, status, filled } = row;
    const id = intent.clientOrderId;
    const name = `order ${id} (${intent.instrument}, ${status})`;
    if (isOpen(row)) return [`${name}: it is not final`];
    const traded = sumOf(record.fills.filter(({ cloid }) => cloid === id).map(({ sz }) => sz));
    const booked = sumOf(fills.filter(({ fill }) => fill.clientOrderId === id).map(({ fill }) => fill.size));
    const findings: string[] = [];
    if (!traded.eq(filled)) findings.push(`${name}: the exchange filled ${traded.toFixed()}, not ${filled}`);
    if (!booked.eq(filled)) findings.push(`${name}: ${booked.toFixed()} of ${filled} are booked`);
    if (TAKEN.includes(status) && !taken.has(id)) findings.push(`${name}: the exchange has it not`);
    if (NEVER_TAKEN.includes(status) && taken.has(id)) findings.push(`${name}: the exchange has it`);
    return findings;
  });
}

/** The follows' parts and nothing else make up what the exchange says that the account holds. */
function positionFindings({ books, follows }: JournalDump, { coins }: ExchangeRecord): string[] {
  const real = new Set(follows.filter(({ accountId }) => accountId !== "paper").map(({ id }) => id));
  return [...coins].flatMap(([coin, { position }]) => {
    const mine = books.filter((book) => book.instrument === coin && real.has(book.followId));
    const parts = sumOf(mine.map(({ held }) => held));
    return parts.eq(position)
      ? []
      : [`${coin}: the follows hold ${parts.toFixed()}, the exchange says ${position}`];
  });
}
