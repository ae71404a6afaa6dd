import { NIL, exact, type Exact } from "../exact.ts";
import type { Exchange } from "../exchange.ts";
import type { BookSide, Market, Rest } from "../market/market.ts";
import { noteOrder, settle } from "./settlement.ts";

export interface Taken {
  readonly px: Exact;
  readonly size: Exact;
}

function offersOf(market: Market, side: BookSide, limit: Exact, taker: string) {
  const within = (px: Exact) => (side === "ask" ? px.lte(limit) : px.gte(limit));
  const seeded = market.seededLevels(side).map(({ px, size }) => ({ px, size, rest: undefined }));
  const rests = market.rests
    .filter((rest) => rest.side === side && rest.address !== taker)
    .map((rest) => ({ px: rest.px, size: rest.remaining, rest }));
  const sign = side === "ask" ? 1 : -1;
  return [...rests, ...seeded].filter(({ px }) => within(px)).toSorted((a, b) => sign * a.px.cmp(b.px));
}

/** What could be taken up to `limit` right now. */
export function depthWithin(market: Market, side: BookSide, limit: Exact, taker: string): Exact {
  return offersOf(market, side, limit, taker).reduce((sum, offer) => sum.plus(offer.size), NIL);
}

/** Takes up to `size` from one side of the book, best price first, never beyond `limit`. */
export function takeFrom(
  exchange: Exchange,
  market: Market,
  side: BookSide,
  limit: Exact,
  size: Exact,
  taker: string,
): Taken[] {
  const taken: Taken[] = [];
  let left = size;
  for (const offer of offersOf(market, side, limit, taker)) {
    if (left.lte(0)) break;
    const part = left.lt(offer.size) ? left : offer.size;
    if (offer.rest === undefined) market.take(side, offer.px, part);
    else fillRest(exchange, market, offer.rest, part);
    taken.push({ px: offer.px, size: part });
    left = left.minus(part);
  }
  return taken;
}

/** A resting order is filled, in part or whole, at its own price. */
function fillRest(exchange: Exchange, market: Market, rest: Rest, wanted: Exact): void {
  const account = exchange.account(rest.address);
  const order = account.orders.get(rest.oid);
  if (order === undefined) return;
  const held = account.size(market.spec.coin);
  const closes = rest.side === "bid" ? held.negated() : held;
  const size = order.reduceOnly && closes.lt(wanted) ? closes : wanted;
  if (size.lte(0)) {
    removeRest(market, rest.oid);
    noteOrder(exchange, account, order, "reduceOnlyCanceled");
    return;
  }
  rest.remaining = rest.remaining.minus(size);
  order.remaining = rest.remaining;
  if (rest.remaining.lte(0)) removeRest(market, rest.oid);
  const { coin } = market.spec;
  settle(exchange, account, [
    { coin, side: order.side, px: rest.px, size, crossed: false, oid: order.oid, cloid: order.cloid },
  ]);
  noteOrder(exchange, account, order, rest.remaining.lte(0) ? "filled" : "open");
}

export function removeRest(market: Market, oid: number): void {
  market.rests = market.rests.filter((rest) => rest.oid !== oid);
}

/** The prices moved: fills resting orders that the others' levels now cross. */
export function matchRests(exchange: Exchange, market: Market): void {
  for (const rest of market.rests) {
    const opposite: BookSide = rest.side === "bid" ? "ask" : "bid";
    for (const level of market.seededLevels(opposite)) {
      const crosses = rest.side === "bid" ? level.px.lte(rest.px) : level.px.gte(rest.px);
      if (!crosses || rest.remaining.lte(0)) break;
      const part = rest.remaining.lt(level.size) ? rest.remaining : level.size;
      market.take(opposite, level.px, part);
      fillRest(exchange, market, rest, part);
    }
  }
}

/** A limit that every price satisfies. */
export function anyPrice(side: BookSide): Exact {
  return side === "ask" ? exact("1e12") : NIL;
}
