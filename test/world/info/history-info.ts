import type { Exchange } from "../exchange.ts";
import { exact, wire } from "../exact.ts";
import type { Fill } from "../wire/fill.ts";
import { addressIn, numberIn, type InfoHandler } from "./info-request.ts";

const PAGE = 2000;
const SHORT_PAGE = 500;

/** Partial fills of one crossing order in the same ms become one row. */
function aggregated(fills: readonly Fill[]): Fill[] {
  const rows: Fill[] = [];
  for (const fill of fills) {
    const last = rows.at(-1);
    if (last === undefined || last.oid !== fill.oid || last.time !== fill.time || !fill.crossed) {
      rows.push({ ...fill });
      continue;
    }
    const size = exact(last.sz).plus(fill.sz);
    const value = exact(last.px).times(last.sz).plus(exact(fill.px).times(fill.sz));
    last.px = wire(value.div(size).toSignificantDigits(8));
    last.sz = wire(size);
    last.fee = wire(exact(last.fee).plus(fill.fee));
    last.closedPnl = wire(exact(last.closedPnl).plus(fill.closedPnl));
  }
  return rows;
}

/** The newest 2,000 rows, newest first: `userFills` and the snapshot of the socket channel. */
export function newestFills(exchange: Exchange, user: string, aggregate: boolean): Fill[] {
  const all = exchange.known(user)?.fills ?? [];
  const rows = aggregate ? aggregated(all) : all;
  return rows.slice(-PAGE).toReversed();
}

interface Dated {
  readonly time: number;
}

/** Rows of a time range, oldest first. */
function inRange<T extends Dated>(
  exchange: Exchange,
  request: Record<string, unknown>,
  rows: readonly T[],
  page: number,
): T[] {
  const from = numberIn(request, "startTime");
  const to = numberIn(request, "endTime", exchange.clock.stamp() + 1);
  return rows.filter((row) => row.time >= from && row.time <= to).slice(0, page);
}

export const HISTORY_INFO: Readonly<Record<string, InfoHandler>> = {
  userFills: (exchange, request) =>
    newestFills(exchange, addressIn(request), request["aggregateByTime"] === true),
  userFillsByTime: (exchange, request) => {
    const all = exchange.known(addressIn(request))?.fills ?? [];
    const rows = request["aggregateByTime"] === true ? aggregated(all) : all;
    return inRange(exchange, request, rows, PAGE);
  },
  userFunding: (exchange, request) =>
    inRange(exchange, request, exchange.known(addressIn(request))?.fundings ?? [], SHORT_PAGE),
  userNonFundingLedgerUpdates: (exchange, request) =>
    inRange(exchange, request, exchange.known(addressIn(request))?.transfers ?? [], SHORT_PAGE),
  userTwapSliceFills: (_exchange, request) => {
    addressIn(request);
    return [];
  },
  userTwapSliceFillsByTime: (_exchange, request) => {
    addressIn(request);
    return [];
  },
};
