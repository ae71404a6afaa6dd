import type { Account } from "../accounts/account.ts";
import { exact, plain, wire, type Exact } from "../exact.ts";
import type { Exchange } from "../exchange.ts";
import type { BookSide, Market } from "../market/market.ts";
import { refusalOf } from "./check-order.ts";
import { depthWithin, takeFrom } from "./match.ts";
import type { OrderRecord, OrderState } from "./order-record.ts";
import type { OrderAnswer, OrderRequest } from "./order-request.ts";
import { noteOrder, settle, sumOf, type Execution } from "./settlement.ts";

/** Places one order of a request: checks, match, rest. */
export function placeOrder(
  exchange: Exchange,
  account: Account,
  request: OrderRequest,
  builder: unknown,
): OrderAnswer {
  const market = exchange.markets.all[request.a];
  const refuse = (words: string): OrderAnswer => ({ error: `${words} asset=${request.a}` });
  if (market === undefined) return refuse("Order has invalid asset.");
  const px = exact(request.p);
  const held = account.size(market.spec.coin).abs();
  // Size 0 with reduce-only stands for the whole position.
  const size = request.r && exact(request.s).isZero() ? held : exact(request.s);
  const refusal = refusalOf(exchange, account, market, { isBuy: request.b, px, size, reduceOnly: request.r });
  if (refusal !== undefined) return refuse(refusal);
  const order: OrderRecord = {
    oid: exchange.ids.oid(),
    cloid: request.c ?? undefined,
    coin: market.spec.coin,
    side: request.b ? "B" : "A",
    limitPx: px,
    size,
    remaining: size,
    reduceOnly: request.r,
    tif: "limit" in request.t ? request.t.limit.tif : null,
    trigger:
      "trigger" in request.t
        ? {
            px: exact(request.t.trigger.triggerPx),
            kind: request.t.trigger.tpsl,
            isMarket: request.t.trigger.isMarket,
          }
        : undefined,
    time: exchange.clock.stamp(),
    status: "open",
    statusTime: exchange.clock.stamp(),
  };
  const opposite = oppositeOf(order);
  const cloid = order.cloid === undefined ? {} : { cloid: order.cloid };
  if (order.tif === "Alo" && depthWithin(market, opposite, px, account.address).gt(0)) {
    const [bid, ask] = [market.levels("bid")[0], market.levels("ask")[0]];
    noteOrder(exchange, account, order, "badAloPxRejected");
    const bbo = `${plain(bid?.px ?? 0)}@${plain(ask?.px ?? 0)}`;
    return refuse(`Post only order would have immediately matched, bbo was ${bbo}.`);
  }
  exchange.ledger.noteOrder(account.address, {
    at: exchange.clock.now(),
    oid: order.oid,
    cloid: order.cloid ?? null,
    coin: order.coin,
    side: order.side,
    size: plain(size),
    limitPx: plain(px),
    reduceOnly: order.reduceOnly,
    builder,
  });
  if (order.trigger !== undefined) {
    noteOrder(exchange, account, order, "open");
    return { resting: { oid: order.oid, ...cloid } };
  }
  const executions = runOrder(exchange, account, market, order);
  if (order.status === "open") return { resting: { oid: order.oid, ...cloid } };
  if (executions.length === 0) {
    return refuse("Order could not immediately match against any resting orders.");
  }
  const { size: filled, averagePx } = sumOf(executions);
  return { filled: { totalSz: wire(filled), avgPx: averagePx, oid: order.oid, ...cloid } };
}

function oppositeOf(order: OrderRecord): BookSide {
  return order.side === "B" ? "ask" : "bid";
}

/** Matches an order against the book; what is left rests (Gtc, Alo) or is gone (Ioc). */
export function runOrder(
  exchange: Exchange,
  account: Account,
  market: Market,
  order: OrderRecord,
): Execution[] {
  const { coin, side, oid, cloid } = order;
  const held = account.size(coin).abs();
  const wanted: Exact = order.reduceOnly && held.lt(order.size) ? held : order.size;
  const opposite = oppositeOf(order);
  const taken = takeFrom(exchange, market, opposite, order.limitPx, wanted, account.address);
  const executions = taken.map(({ px, size }): Execution => ({
    coin,
    side,
    px,
    size,
    crossed: true,
    oid,
    cloid,
  }));
  settle(exchange, account, executions);
  order.remaining = order.size.minus(sumOf(executions).size);
  const rests = order.tif === "Gtc" || order.tif === "Alo";
  noteOrder(exchange, account, order, stateAfter(order, executions.length > 0, rests));
  if (order.status === "open") {
    const restSide = side === "B" ? "bid" : "ask";
    const rest = { oid, address: account.address, side: restSide, px: order.limitPx } as const;
    market.rests.push({ ...rest, remaining: order.remaining });
  }
  return executions;
}

function stateAfter(order: OrderRecord, traded: boolean, rests: boolean): OrderState {
  if (order.remaining.isZero()) return "filled";
  if (rests) return "open";
  return traded ? "filled" : "iocCancelRejected";
}
