import type { Account } from "../accounts/account.ts";
import { plain, wire, type Exact } from "../exact.ts";
import type { Exchange } from "../exchange.ts";
import type { BookSide, Market } from "../market/market.ts";
import { refusalOf } from "./check-order.ts";
import { answerToDuplicate } from "./duplicate-cloid.ts";
import { depthWithin, takeFrom } from "./match.ts";
import { recordOf, refusedAs, termsOf } from "./order-terms.ts";
import type { OrderRecord, OrderState } from "./order-record.ts";
import type { OrderAnswer, OrderRequest } from "./order-request.ts";
import { noteOrder, settle, sumOf, type Execution } from "./settlement.ts";

/** The answer to a request that is refused before it meets the book; undefined when it is not. Changes nothing. */
export function refusalOfRequest(
  exchange: Exchange,
  account: Account,
  request: OrderRequest,
): { readonly error: string } | undefined {
  const market = exchange.markets.all[request.a];
  if (market === undefined) return refusal(request, "Order has invalid asset.");
  const terms = termsOf(recordOf(exchange, account, market, request));
  const words = refusalOf(exchange, account, market, terms);
  return words === undefined ? undefined : refusal(request, words);
}

const refusal = (request: OrderRequest, words: string) => ({ error: `${words} asset=${request.a}` });

/** Places one order of a request: checks, match, rest. */
export function placeOrder(
  exchange: Exchange,
  account: Account,
  request: OrderRequest,
  builder: unknown,
): OrderAnswer {
  const market = exchange.markets.all[request.a];
  const refuse = (words: string): OrderAnswer => refusal(request, words);
  if (market === undefined) return refuse("Order has invalid asset.");
  const again = answerToDuplicate(exchange, account, request);
  if (again !== undefined) return again;
  const order = recordOf(exchange, account, market, request);
  const { limitPx: px, size } = order;
  const words = refusalOf(exchange, account, market, termsOf(order));
  if (words !== undefined) {
    const status = refusedAs(words);
    if (status !== undefined) noteOrder(exchange, account, order, status);
    return refuse(words);
  }
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
