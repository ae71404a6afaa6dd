import { signed, type Account } from "../accounts/account.ts";
import { NIL, exact, usd, wire, type Exact } from "../exact.ts";
import type { Exchange } from "../exchange.ts";
import type { Fill } from "../wire/fill.ts";
import { basicOrder, frontendOrder, type OrderRecord } from "./order-record.ts";

export const TAKER_FEE = exact("0.00045");
export const MAKER_FEE = exact("0.00015");

/** One trade of an account, before it is booked. Ids and fee are made when they are not given. */
export interface Execution {
  readonly coin: string;
  readonly side: "A" | "B";
  readonly px: Exact;
  readonly size: Exact;
  readonly crossed: boolean;
  readonly oid: number;
  readonly cloid?: string | undefined;
  readonly tid?: number;
  readonly hash?: string;
  /** USD. */
  readonly fee?: Exact;
  readonly liquidation?: NonNullable<Fill["liquidation"]>;
}

/** Books trades of one account and tells them: one message per channel for all of them. */
export function settle(exchange: Exchange, account: Account, executions: readonly Execution[]): Fill[] {
  const time = exchange.clock.stamp();
  const hash = exchange.ids.hash();
  const fills = executions.map((execution) => book(exchange, account, execution, time, hash));
  if (fills.length === 0) return fills;
  const at = exchange.clock.now();
  for (const fill of fills) {
    account.fills.push(fill);
    exchange.ledger.noteFill(account.address, at, fill);
  }
  const user = account.address;
  exchange.hub.publish(`userFills|${user}`, "userFills", () => ({ user, fills }));
  exchange.hub.publish(`userEvents|${user}`, "user", () => ({ fills }));
  publishTrades(exchange, user, fills);
  return fills;
}

function book(
  exchange: Exchange,
  account: Account,
  execution: Execution,
  time: number,
  blockHash: string,
): Fill {
  const { coin, side, px, size, crossed } = execution;
  const fee = execution.fee ?? size.times(px).times(crossed ? TAKER_FEE : MAKER_FEE);
  const charged = exact(usd(fee));
  const market = exchange.markets.find(coin);
  const change = account.trade(coin, signed(side, size), px, charged, market !== undefined);
  if (market !== undefined) {
    market.path.recordVolume(size, px, exchange.clock.now());
    market.volumeUsd = market.volumeUsd.plus(size.times(px));
  }
  return {
    coin,
    px: wire(px),
    sz: wire(size),
    side,
    time,
    startPosition: wire(change.before),
    dir: execution.liquidation === undefined ? change.dir : liquidationDir(change.before),
    closedPnl: usd(change.closedPnl),
    hash: execution.hash ?? blockHash,
    oid: execution.oid,
    crossed,
    fee: usd(charged),
    tid: execution.tid ?? exchange.ids.tid(),
    ...(execution.cloid === undefined ? {} : { cloid: execution.cloid }),
    ...(execution.liquidation === undefined ? {} : { liquidation: execution.liquidation }),
    feeToken: "USDC",
    twapId: null,
  };
}

function liquidationDir(before: Exact): string {
  return `Liquidated Cross ${before.gt(NIL) ? "Long" : "Short"}`;
}

function publishTrades(exchange: Exchange, user: string, fills: readonly Fill[]): void {
  for (const coin of new Set(fills.map((fill) => fill.coin))) {
    exchange.hub.publish(`trades|${coin}`, "trades", () =>
      fills
        .filter((fill) => fill.coin === coin)
        .map((fill) => {
          const other = exchange.stranger(fill.tid);
          const taker = fill.crossed ? fill.side : fill.side === "A" ? "B" : "A";
          return {
            coin,
            side: taker,
            px: fill.px,
            sz: fill.sz,
            time: fill.time,
            hash: fill.hash,
            tid: fill.tid,
            users: fill.side === "B" ? [user, other] : [other, user],
          };
        }),
    );
  }
}

/** Remembers an order's state and tells it on `orderUpdates`. */
export function noteOrder(
  exchange: Exchange,
  account: Account,
  order: OrderRecord,
  status: OrderRecord["status"],
): void {
  order.status = status;
  order.statusTime = exchange.clock.stamp();
  account.orders.set(order.oid, order);
  exchange.hub.publish(`orderUpdates|${account.address}`, "orderUpdates", () => [
    { order: basicOrder(order), status, statusTimestamp: order.statusTime },
  ]);
  exchange.hub.publish(`openOrders|${account.address}`, "openOrders", () => ({
    dex: "",
    user: account.address,
    orders: account.openOrders().map(frontendOrder),
  }));
}

/** What executions add up to; the price as the exchange rounds it. */
export function sumOf(executions: readonly Execution[]): {
  readonly size: Exact;
  readonly averagePx: string;
} {
  const size = executions.reduce((total, e) => total.plus(e.size), NIL);
  const value = executions.reduce((total, e) => total.plus(e.size.times(e.px)), NIL);
  return { size, averagePx: size.isZero() ? "0.0" : wire(value.div(size).toSignificantDigits(8)) };
}
